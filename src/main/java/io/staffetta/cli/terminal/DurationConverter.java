package io.staffetta.cli.terminal;

import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a duration above zero, such as {@code 2h} or {@code PT2H}. */
public final class DurationConverter implements ITypeConverter<Duration> {

    @Override
    public Duration convert(String value) {
        return DurationText.duration(value)
                .filter(duration -> !duration.isZero())
                .orElseThrow(() -> new TypeConversionException(
                        "must be a duration above zero, such as 30m, 2h or 1d, or as ISO-8601 has it, PT2H"));
    }
}
