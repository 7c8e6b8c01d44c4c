package io.staffetta.it.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.config.Addresses;
import io.staffetta.it.support.DocumentSample;
import io.staffetta.it.support.GatewayProcess;
import io.staffetta.it.support.Printed;
import io.staffetta.it.support.PrintedIds;
import io.staffetta.it.support.TestJava;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** Plays the examples of README and manual, command by command, against {@code run --sandbox}: what they show is what is seen. */
class ReadmeExamplesIT {

    private final PrintedIds ids = new PrintedIds();
    private final SoftAssertions differences = new SoftAssertions();

    private static String page(String name) throws Exception {
        return Files.readString(Path.of("src", "docs", name + ".md"));
    }

    private static String section(String readme, String from, String to) {
        return readme.substring(readme.indexOf(from), readme.indexOf(to));
    }

    @Test
    void printWhatTheyShow() throws Exception {
        String readme = Files.readString(Path.of("README.md"));
        try (GatewayProcess gateway = new GatewayProcess()
                .unprepared()
                .sandbox()
                .with("staffetta.node.name", "relay")
                // On a slow machine messages would be delivered before they are shown.
                .with("staffetta.reports.delays", "1h")
                .start()) {
            Map<String, String> places = places(gateway);
            String began = shown(gateway.output(), places);
            String banner = DocumentSample.quotations(section(readme, "You see:", "Ctrl-C or"))
                    .get(0);
            differences.assertThat(Printed.settled(began)).containsPattern(Printed.pattern(banner));

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
                            .assertThat(Printed.settled(shown(gateway.output(), places)))
                            .containsPattern(Printed.pattern(log));
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
        command = ids.real(command);
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
                .assertThat(Printed.settled(printed))
                .as(command + " prints:\n" + printed)
                .matches(Printed.pattern(shown));
        ids.learn(shown, printed);
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
