package io.staffetta.alert;

import java.time.Duration;

/**
 * From when on a condition holds. A duration of zero, and 0, mean never.
 *
 * @param deadLetters so many new dead letters within ten minutes
 * @param oldest the oldest message of an account waits for longer
 * @param parked an account is parked for longer
 * @param nothingSent nothing is sent for longer, though messages wait
 * @param batch a batch does not move on for longer
 * @param gateway another gateway is silent for longer
 * @param diskPercent less of the disk is free
 * @param certificate a certificate ends within that time
 * @param intake no messages are taken for longer
 */
public record AlertLimits(
        int deadLetters,
        Duration oldest,
        Duration parked,
        Duration nothingSent,
        Duration batch,
        Duration gateway,
        int diskPercent,
        Duration certificate,
        Duration intake) {}
