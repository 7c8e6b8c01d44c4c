package io.staffetta.cli;

import io.staffetta.config.Home;
import io.staffetta.gateway.settings.LogSettings;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the log goes; to be said before the first line is logged. */
final class Logs {

    private Logs() {}

    /** Takes the log's form from {@code config/logback.xml} and the settings. */
    static void configure(Home home, LogSettings log) {
        System.setProperty("staffetta.log.format", log.format());
        System.setProperty("staffetta.log.level", log.level());
        Path file = home.config().resolve("logback.xml");
        if (Files.exists(file)) {
            System.setProperty("logback.configurationFile", file.toString());
        }
    }
}
