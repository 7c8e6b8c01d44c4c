package io.staffetta.gateway.settings;

import io.staffetta.config.Settings;
import java.time.Duration;

/**
 * Settings of the end of the gateway.
 *
 * @param patience how long a stop waits for what is in flight
 */
public record ShutdownSettings(Duration patience) {

    static final String SECONDS = "staffetta.shutdown-seconds";

    /** Reads the settings. */
    public static ShutdownSettings of(Settings settings) {
        return new ShutdownSettings(Duration.ofSeconds(settings.number(SECONDS, 1, 3600)));
    }
}
