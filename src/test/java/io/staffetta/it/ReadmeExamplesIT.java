package io.staffetta.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.config.Addresses;
import io.staffetta.it.support.DocumentSample;
import io.staffetta.it.support.GatewayProcess;
import io.staffetta.it.support.TestJava;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** Plays the examples of README and manual, command by command, against {@code run --sandbox}: what they show is what is seen. */
class ReadmeExamplesIT {

    private static final Pattern ID = Pattern.compile("\\b[0-9A-HJKMNP-TV-Z]{26}\\b");

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

    private final Map<String, String> ids = new HashMap<>();
    private final SoftAssertions differences = new SoftAssertions();

    private static String page(String name) throws Exception {
        return Files.readString(Path.of("src", "docs", name + ".md"));
    }

    private static String section(String readme, String from, String to) {
        return readme.substring(readme.indexOf(from), readme.indexOf(to));
    }

    private static String settled(String text) {
        String settled = text;
        for (Map.Entry<String, String> each : VARIES.entrySet()) {
            settled = settled.replaceAll(each.getKey(), each.getValue());
        }
        return settled.strip();
    }

    private static Pattern pattern(String shown) {
        return Pattern.compile(settled(shown)
                .lines()
                .map(line -> line.equals("…") ? "(?s:.*)" : Pattern.quote(line).replace("…", "\\E.*\\Q"))
                .collect(Collectors.joining("\n")));
    }

    @Test
    void printWhatTheyShow() throws Exception {
        String readme = Files.readString(Path.of("README.md"));
        try (GatewayProcess gateway = new GatewayProcess()
                .sandbox()
                .with("staffetta.node.name", "relay")
                // On a slow machine messages would be delivered before they are shown.
                .with("staffetta.reports.delays", "1h")
                .start()) {
            Map<String, String> places = places(gateway);
            String began = shown(gateway.output(), places);
            String banner = DocumentSample.quotations(section(readme, "You see:", "Ctrl-C or"))
                    .get(0);
            differences.assertThat(settled(began)).containsPattern(pattern(banner));

            for (String section : List.of(
                    section(page("tutorial"), "## STOMP", "## From Java"),
                    section(page("batches"), "## Check a file", "## Drop a file"),
                    section(readme, "## Send one", "## Your own account"))) {
                List<DocumentSample> samples = DocumentSample.of(section);
                assertThat(samples).isNotEmpty();
                for (DocumentSample sample : samples) {
                    check(sample, gateway, places);
                }
                for (String log : DocumentSample.quotations(section)) {
                    differences
                            .assertThat(settled(shown(gateway.output(), places)))
                            .containsPattern(pattern(log));
                }
            }
        }
        differences.assertAll();
    }

    private void check(DocumentSample sample, GatewayProcess gateway, Map<String, String> places) throws Exception {
        String command = sample.command();
        for (Map.Entry<String, String> place : places.entrySet()) {
            command = command.replace(place.getValue(), place.getKey());
        }
        for (Map.Entry<String, String> id : ids.entrySet()) {
            command = command.replace(id.getKey(), id.getValue());
        }
        Files.writeString(gateway.home().resolve("mixed.csv"), """
                to,text,priority
                +393330000001,Ciao,
                +393330000002,%s,
                12,Ciao,
                +393330000004,Ciao,urgent
                """.formatted("x".repeat(200)));
        String staffetta = "staffetta() { " + String.join(" ", TestJava.command()) + " -jar "
                + System.getProperty("staffetta.jar") + " \"$@\" 2>&1; }; ";
        String printed = shown(
                DocumentSample.run(
                        command,
                        staffetta,
                        gateway.home(),
                        Map.of("STAFFETTA_HOME", gateway.home().toString())),
                places);

        String shown = String.join("\n", sample.output());
        differences
                .assertThat(settled(printed))
                .as(command + " prints:\n" + printed)
                .matches(pattern(shown));
        List<String> documented = ids(shown);
        List<String> real = ids(printed);
        for (int i = 0; i < Math.min(documented.size(), real.size()); i++) {
            ids.putIfAbsent(documented.get(i), real.get(i));
        }
    }

    private static List<String> ids(String text) {
        return ID.matcher(text).results().map(MatchResult::group).toList();
    }

    /** Real places by those that the documents name. */
    private static Map<String, String> places(GatewayProcess gateway) {
        Map<String, String> places = new LinkedHashMap<>();
        places.put(gateway.home().toString(), "/home/ada/staffetta");
        places.put(":" + gateway.setting(Addresses.HTTP), ":8080");
        places.put(":" + gateway.setting(Addresses.MANAGEMENT), ":8081");
        places.put(":" + gateway.setting(Addresses.SANDBOX), ":8090");
        places.put(":" + gateway.setting(Addresses.OPENWIRE), ":61616");
        places.put(":" + gateway.setting(Addresses.STOMP), ":61613");
        places.put("127.0.0.1 " + gateway.setting(Addresses.STOMP), "127.0.0.1 61613");
        return places;
    }

    private static String shown(String printed, Map<String, String> places) {
        String shown = printed;
        for (Map.Entry<String, String> place : places.entrySet()) {
            shown = shown.replace(place.getKey(), place.getValue());
        }
        return shown;
    }
}
