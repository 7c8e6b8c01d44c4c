package io.staffetta.gateway.settings;

import io.staffetta.config.Settings;

/**
 * Settings of the log.
 *
 * @param format {@code text} or {@code json}
 * @param level least level that is written
 */
public record LogSettings(String format, String level) {

    /** Reads the settings. */
    public static LogSettings of(Settings settings) {
        return new LogSettings(
                settings.oneOf("staffetta.log.format", "text", "json"),
                settings.oneOf("staffetta.log.level", "error", "warn", "info", "debug"));
    }
}
