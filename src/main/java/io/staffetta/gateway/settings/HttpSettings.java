package io.staffetta.gateway.settings;

import io.staffetta.config.Settings;
import io.staffetta.http.HttpLimits;
import io.staffetta.http.UploadLimits;
import java.time.Duration;

/**
 * Settings of what callers of the HTTP ports may take.
 *
 * @param limits connections and time
 * @param memoryPercent share of the heap that requests may hold
 * @param uploads how much of files they may send
 */
public record HttpSettings(HttpLimits limits, int memoryPercent, UploadLimits uploads) {

    /** Reads the settings. */
    public static HttpSettings of(Settings settings) {
        return new HttpSettings(
                new HttpLimits(
                        connections(settings, "staffetta.http.connections"),
                        connections(settings, "staffetta.http.connections-per-address"),
                        connections(settings, "staffetta.http.connections-without-login"),
                        Duration.ofSeconds(settings.number("staffetta.http.timeout-seconds", 1, 3600))),
                settings.number("staffetta.http.memory-percent", 1, 80),
                new UploadLimits(
                        settings.number("staffetta.http.upload-megabytes", 1, 2047),
                        settings.number("staffetta.http.uploads", 1, 100)));
    }

    private static int connections(Settings settings, String key) {
        return settings.number(key, 1, 1_000_000);
    }
}
