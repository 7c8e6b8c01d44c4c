package io.staffetta.cli;

import io.staffetta.config.Home;
import io.staffetta.gateway.settings.LogSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Chooses where the log goes; must be called before the first line is logged. */
final class Logs {

    private Logs() {}

    /** Takes the log's form from {@code config/logback.xml} and the settings. */
    static void configure(Home home, LogSettings log) {
        System.setProperty("staffetta.log.format", log.format());
        System.setProperty("staffetta.log.level", log.level());
        // As shipped, where nobody could copy it.
        for (String name : List.of("logback.xml.example", "logback.xml")) {
            Path file = home.config().resolve(name);
            if (Files.exists(file)) {
                System.setProperty("logback.configurationFile", file.toString());
            }
        }
    }
}
