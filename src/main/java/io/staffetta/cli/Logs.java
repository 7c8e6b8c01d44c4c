package io.staffetta.cli;

import io.staffetta.config.Home;
import io.staffetta.gateway.Settings;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the log goes; to be said before the first line is logged. */
final class Logs {

    private Logs() {}

    /** Takes the log's form from {@code config/logback.xml} and the settings. */
    static void configure(Home home, Settings settings) {
        System.setProperty("staffetta.log.format", settings.oneOf("staffetta.log.format", "text", "json"));
        System.setProperty(
                "staffetta.log.level", settings.oneOf("staffetta.log.level", "error", "warn", "info", "debug"));
        Path file = home.config().resolve("logback.xml");
        if (Files.exists(file)) {
            System.setProperty("logback.configurationFile", file.toString());
        }
    }
}
