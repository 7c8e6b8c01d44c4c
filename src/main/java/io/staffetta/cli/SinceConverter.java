package io.staffetta.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads an instant, such as {@code 2026-11-22T10:00:00Z}, or a duration back from now, such as {@code PT1H}. */
final class SinceConverter implements ITypeConverter<Instant> {

    @Override
    public Instant convert(String value) {
        try {
            if (!value.startsWith("P")) {
                return OffsetDateTime.parse(value).toInstant();
            }
            Duration back = Duration.parse(value);
            if (!back.isNegative()) {
                return Instant.now().minus(back);
            }
        } catch (DateTimeException | ArithmeticException e) {
            // Said below.
        }
        throw new TypeConversionException(
                "must be an instant such as 2026-11-22T10:00:00Z, or an ISO-8601 duration back such as PT1H");
    }
}
