package io.staffetta.gateway.settings;

import io.staffetta.config.Settings;
import java.time.Duration;

/**
 * Settings of the accounts' file.
 *
 * @param reload time between two looks at the file; zero for none after the start
 * @param packageWarnDays warns when a bought package lasts less than so many days; 0 for never
 */
public record AccountSettings(Duration reload, int packageWarnDays) {

    /** Reads the settings. */
    public static AccountSettings of(Settings settings) {
        return new AccountSettings(
                Duration.ofSeconds(settings.number("staffetta.accounts.reload-seconds", 0, 3600)),
                settings.number("staffetta.accounts.package-warn-days", 0, 3650));
    }
}
