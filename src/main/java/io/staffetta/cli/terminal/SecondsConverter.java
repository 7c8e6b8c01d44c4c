package io.staffetta.cli.terminal;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a number of seconds, such as {@code 60}, or another duration, such as {@code 2m}. */
public final class SecondsConverter implements ITypeConverter<Integer> {

    /** A day. */
    private static final int LONGEST = 86_400;

    @Override
    public Integer convert(String value) {
        if (value.matches("-?[0-9]{1,9}")) {
            return Integer.valueOf(value);
        }
        return DurationText.duration(value)
                .filter(duration -> duration.toMillis() >= 1000 && duration.toSeconds() <= LONGEST)
                .map(duration -> Math.toIntExact(duration.toSeconds()))
                .orElseThrow(() -> new TypeConversionException(
                        "must be a number of seconds such as 60, or a duration such as 30s or 2m"));
    }
}
