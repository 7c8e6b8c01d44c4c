package io.staffetta.gateway.settings;

import io.staffetta.config.Settings;
import io.staffetta.delivery.RetrySchedule;
import java.time.Duration;
import java.util.List;

/**
 * Settings of what is tried again.
 *
 * @param schedule the waits, and how often a message is tried
 */
public record RetrySettings(RetrySchedule schedule) {

    /** Reads the settings. */
    public static RetrySettings of(Settings settings) {
        int attempts = settings.number("staffetta.retry.max-attempts", 0, 1_000_000);
        return new RetrySettings(
                settings.parsed("staffetta.retry.delays", delays -> RetrySchedule.parse(delays, attempts)));
    }

    /** A setting as growing waits, such as {@code 1m, 5m}. */
    static List<Duration> waits(Settings settings, String key) {
        return settings.parsed(key, text -> RetrySchedule.parse(text, 0).delays());
    }
}
