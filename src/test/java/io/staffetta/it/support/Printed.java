package io.staffetta.it.support;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What commands print, and what a document says that they print: without what differs from one run to another. */
public final class Printed {

    static final Pattern ID = Pattern.compile("\\b[0-9A-HJKMNP-TV-Z]{26}\\b");

    /** What differs from one run to another. */
    private static final Map<String, String> VARIES = new LinkedHashMap<>();

    static {
        VARIES.put("\r", "");
        VARIES.put(ID.pattern(), "ID");
        VARIES.put("\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z", "TIME");
        VARIES.put("\\bID[:\\\\]\\S+", "JMSID");
        VARIES.put(
                "(timestamp:|\"millis\":|\\bms=|its id there |\\bproviderMessageId[=\":\\s]+|TIME +(?=\\d+ +\\w))\\d+",
                "$1N");
        VARIES.put("\\d+(\\.\\d+)? (s|ms|bytes)\\b", "N $2");
        VARIES.put("\\bpid \\d+,", "pid N,");
        VARIES.put("pid \\d+ on [^,)]+", "pid N on HOST");
        VARIES.put("[ \t]+", " ");
        VARIES.put("(?m)^ | $", "");
        VARIES.put("\n\n+", "\n");
    }

    private Printed() {}

    /** A text without what differs. */
    public static String settled(String text) {
        String settled = text;
        for (Map.Entry<String, String> each : VARIES.entrySet()) {
            settled = settled.replaceAll(each.getKey(), each.getValue());
        }
        return settled.strip();
    }

    /** What fits a text of a document: {@code …} in a line stands for anything, and alone for any lines. */
    public static Pattern pattern(String shown) {
        return Pattern.compile(settled(shown)
                .lines()
                .map(line -> line.equals("…") ? "(?s:.*)" : Pattern.quote(line).replace("…", "\\E.*\\Q"))
                .collect(Collectors.joining("\n")));
    }
}
