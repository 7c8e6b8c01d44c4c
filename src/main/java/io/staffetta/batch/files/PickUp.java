package io.staffetta.batch.files;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Says how a folder recognises that a file in its inbox is complete. */
public enum PickUp {
    /** Its size and its time of change have stood still for a while. */
    STILL,
    /** It is there: whoever writes it renames it into the inbox. */
    RENAME,
    /** Beside it there is a file of the same name with {@code .done} after it. */
    DONE_FILE;

    /** The name in settings, such as {@code done-file}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Reads a name.
     *
     * @throws IllegalArgumentException for any other, with the rule alone
     */
    public static PickUp parse(String label) {
        return Arrays.stream(values())
                .filter(value -> value.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("must be one of "
                        + Arrays.stream(values()).map(PickUp::label).collect(Collectors.joining(", "))));
    }
}
