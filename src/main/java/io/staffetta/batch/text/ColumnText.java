package io.staffetta.batch.text;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Cleans, compares and shows names of columns as they are written in files. */
public final class ColumnText {

    private static final int MAX_NAME_SHOWN = 40;
    /** What pandas calls a column without a name when it reads it again. */
    private static final Pattern UNNAMED = Pattern.compile("Unnamed: [0-9]{1,5}");

    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cf}\\p{Cc}&&[^\\t]]");

    private ColumnText() {}

    /** A name without blanks around it, and without what cannot be seen. */
    public static String clean(String name) {
        String seen = UNSEEN.matcher(name).replaceAll("").replace('\u00a0', ' ').strip();
        return UNNAMED.matcher(seen).matches() ? "" : seen;
    }

    /** The same name in whatever case it is written. */
    static String folded(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** Names that strangers chose, as they are shown in errors. */
    public static String shown(List<String> names) {
        return names.stream().map(name -> "'" + shown(name) + "'").collect(Collectors.joining(", "));
    }

    /** A name that a stranger chose, cut and cleaned for error texts and logs. */
    public static String shown(String name) {
        String cut = name.length() > MAX_NAME_SHOWN ? name.substring(0, MAX_NAME_SHOWN) + "..." : name;
        return cut.replaceAll("[^\\p{L}\\p{N} _.,:$@-]", "?");
    }
}
