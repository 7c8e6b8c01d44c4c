package io.staffetta.gateway.settings;

import io.staffetta.config.Settings;
import java.time.Duration;
import java.util.List;

/**
 * Settings of delivery reports.
 *
 * @param delays waits before the questions about a message
 * @param giveUpAfter age of a message about which nobody asks any more
 */
public record ReportSettings(List<Duration> delays, Duration giveUpAfter) {

    /** Reads the settings. */
    public static ReportSettings of(Settings settings) {
        return new ReportSettings(
                RetrySettings.waits(settings, "staffetta.reports.delays"),
                settings.duration("staffetta.reports.give-up-after"));
    }
}
