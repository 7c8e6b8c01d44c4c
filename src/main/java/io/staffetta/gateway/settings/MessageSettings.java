package io.staffetta.gateway.settings;

import io.staffetta.config.Settings;
import io.staffetta.message.PhoneNumbers;
import java.time.Duration;

/**
 * Settings of how messages are read.
 *
 * @param region country of numbers in national form
 * @param strict whether a number must belong to a range that its country has assigned
 * @param validity how long a message is tried that does not say it itself, nor its account
 */
public record MessageSettings(String region, boolean strict, Duration validity) {

    /** Reads the settings. */
    public static MessageSettings of(Settings settings) {
        return new MessageSettings(
                settings.parsed("staffetta.numbers.region", MessageSettings::known),
                settings.oneOf("staffetta.numbers.check", "possible", "valid").equals("valid"),
                settings.duration("staffetta.message.validity"));
    }

    /** What reads phone numbers. */
    public PhoneNumbers numbers() {
        return new PhoneNumbers(region, strict);
    }

    private static String known(String region) {
        PhoneNumbers unused = new PhoneNumbers(region, false);
        return region;
    }
}
