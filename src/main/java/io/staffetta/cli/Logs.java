package io.staffetta.cli;

import io.staffetta.config.Home;
import io.staffetta.gateway.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Where the log goes; to be said before the first line is logged. */
final class Logs {

    private Logs() {}

    /** Takes the log's form from {@code config/logback.xml} and the settings. */
    static void configure(Home home, Settings settings) {
        System.setProperty("staffetta.log.format", settings.oneOf("staffetta.log.format", "text", "json"));
        System.setProperty(
                "staffetta.log.level", settings.oneOf("staffetta.log.level", "error", "warn", "info", "debug"));
        // As shipped, where nobody could copy it.
        for (String name : List.of("logback.xml.example", "logback.xml")) {
            Path file = home.config().resolve(name);
            if (Files.exists(file)) {
                System.setProperty("logback.configurationFile", file.toString());
            }
        }
    }
}
