package io.staffetta.delivery;

import java.time.Duration;
import java.util.StringJoiner;

/** Formats durations for people. */
public final class Wait {

    private Wait() {}

    /** A wait in hours, minutes and whole seconds, such as {@code 1 min 30 s}. */
    public static String words(Duration wait) {
        StringJoiner words = new StringJoiner(" ").setEmptyValue("0 s");
        add(words, wait.toHours(), " h");
        add(words, wait.toMinutesPart(), " min");
        add(words, wait.toSecondsPart(), " s");
        return words.toString();
    }

    private static void add(StringJoiner words, long number, String unit) {
        if (number > 0) {
            words.add(number + unit);
        }
    }
}
