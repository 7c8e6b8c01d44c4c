package io.staffetta.gateway.settings;

import io.staffetta.config.Settings;
import java.time.Duration;

/**
 * Settings of the work on batches, of all folders together.
 *
 * @param still how long a file must not have changed that is whole then
 * @param poll time between two looks into a folder; routes read it themselves
 * @param parallel batches that are worked on at once
 * @param queueLimit most messages of batches that wait on the queue of an account
 */
public record BatchRunSettings(Duration still, Duration poll, int parallel, int queueLimit) {

    /** Reads the settings. */
    public static BatchRunSettings of(Settings settings) {
        return new BatchRunSettings(
                Duration.ofSeconds(settings.number("staffetta.batch.still-seconds", 1, 86_400)),
                Duration.ofMillis(settings.number("staffetta.batch.poll-milliseconds", 50, 3_600_000)),
                settings.number("staffetta.batch.parallel", 1, 100),
                settings.number("staffetta.batch.queue-limit", 1, 10_000_000));
    }
}
