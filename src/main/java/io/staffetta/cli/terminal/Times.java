package io.staffetta.cli.terminal;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Instants as all commands show them: in UTC, as log and events have them, and with the {@code Z} that says so. */
public final class Times {

    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

    private Times() {}

    /** An instant to the second, such as {@code 2026-11-22 14:38:29Z}. */
    public static String of(Instant instant) {
        return SECONDS.format(instant);
    }

    /** The same of an instant in ISO-8601; what is none stays as it is. */
    public static String of(JsonNode instant) {
        return of(instant.asText());
    }

    /** The same of an instant in ISO-8601; what is none stays as it is. */
    public static String of(String instant) {
        try {
            return of(Instant.parse(instant));
        } catch (DateTimeException e) {
            return instant;
        }
    }
}
