package io.staffetta.cli.terminal;

import java.time.Instant;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads an instant, such as {@code 2026-11-22T10:00:00Z}, a day of here, such as {@code 2026-11-22}, or a duration back from now,
 * such as {@code 1h} or {@code PT1H}.
 */
public final class SinceConverter implements ITypeConverter<Instant> {

    @Override
    public Instant convert(String value) {
        return DurationText.duration(value)
                .map(back -> Instant.now().minus(back))
                .or(() -> DurationText.instant(value))
                .orElseThrow(() -> new TypeConversionException(
                        "must be an instant such as 2026-11-22T10:00:00Z, a day such as 2026-11-22, or a duration back"
                                + " such as 30m, 1h, 2d or PT1H"));
    }
}
