package io.staffetta.batch.text;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Names by what a folder recognises a row that came before. */
public enum Repeats {
    /** By its reference; a row without one is always new. */
    REFERENCE,
    /** A row without a reference by its recipient, its text and the day. */
    RECIPIENT_TEXT_DAY;

    /** The name in settings, such as {@code recipient-text-day}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Reads a name.
     *
     * @throws IllegalArgumentException for any other, with the rule alone
     */
    public static Repeats parse(String label) {
        return Arrays.stream(values())
                .filter(value -> value.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("must be one of "
                        + Arrays.stream(values()).map(Repeats::label).collect(Collectors.joining(", "))));
    }
}
