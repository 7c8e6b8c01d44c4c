package io.staffetta.gateway.settings;

import io.staffetta.config.Settings;
import java.time.Duration;

/**
 * Settings of the accounts' file.
 *
 * @param reload time between two looks at the file; zero for none after the start
 */
public record AccountSettings(Duration reload) {

    /** Reads the settings. */
    public static AccountSettings of(Settings settings) {
        return new AccountSettings(Duration.ofSeconds(settings.number("staffetta.accounts.reload-seconds", 0, 3600)));
    }
}
