package io.staffetta.gateway.settings;

import io.staffetta.config.Settings;

/**
 * Settings of how messages are taken in.
 *
 * @param consumers consumers of each queue for messages; routes read it themselves
 * @param together most messages that are taken in at once
 * @param waiting most messages over HTTP that wait to be taken in
 */
public record IntakeSettings(int consumers, int together, int waiting) {

    /** Reads the settings. */
    public static IntakeSettings of(Settings settings) {
        return new IntakeSettings(
                settings.number("staffetta.intake.consumers", 1, 1000),
                settings.number("staffetta.intake.batch", 1, 10_000),
                settings.number("staffetta.intake.waiting", 1, 1_000_000));
    }
}
