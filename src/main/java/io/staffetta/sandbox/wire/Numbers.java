package io.staffetta.sandbox.wire;

import java.util.Optional;
import java.util.regex.Pattern;

/** Phone numbers as they come by the wires. */
public final class Numbers {

    private static final Pattern INTERNATIONAL = Pattern.compile("\\+?[0-9]{5,15}");

    private Numbers() {}

    /** The number in E.164 form with the plus, whether it came with it or not; empty if it is no number. */
    public static Optional<String> e164(String number) {
        if (!INTERNATIONAL.matcher(number).matches()) {
            return Optional.empty();
        }
        return Optional.of(number.startsWith("+") ? number : "+" + number);
    }

    /** The same if it came with the plus; empty if it came without or is no number. */
    public static Optional<String> e164WithPlus(String number) {
        return number.startsWith("+") ? e164(number) : Optional.empty();
    }
}
