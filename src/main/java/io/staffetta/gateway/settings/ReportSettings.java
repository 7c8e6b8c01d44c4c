package io.staffetta.gateway.settings;

import io.staffetta.config.Settings;
import java.time.Duration;
import java.util.List;

/**
 * Settings of delivery reports.
 *
 * @param delays waits before the questions about a message
 * @param giveUpAfter age of a message about which nobody asks any more
 * @param perSecond most questions to the provider of one account in a second
 */
public record ReportSettings(List<Duration> delays, Duration giveUpAfter, int perSecond) {

    /** Reads the settings. */
    public static ReportSettings of(Settings settings) {
        return new ReportSettings(
                RetrySettings.waits(settings, "staffetta.reports.delays"),
                settings.duration("staffetta.reports.give-up-after"),
                settings.number("staffetta.reports.per-second", 1, 10_000));
    }
}
