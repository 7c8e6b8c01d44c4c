package io.staffetta.cli.terminal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** JSON for machines: one value in one line, with nothing in it that would steer a terminal. */
public final class JsonLine {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private static final Pattern STEERING = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

    private JsonLine() {}

    private static String escaped(MatchResult steering) {
        return steering.group()
                .chars()
                .mapToObj(unit -> String.format("\\\\u%04x", unit))
                .collect(Collectors.joining());
    }

    /** A value as JSON. */
    public static String write(Object value) {
        try {
            // They can only be in strings: between these are neither line ends nor blanks.
            return STEERING.matcher(MAPPER.writeValueAsString(value)).replaceAll(JsonLine::escaped);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot be written as JSON: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * Reads a value; fields that are not known are passed over.
     *
     * @throws IllegalStateException if it is not what is expected
     */
    public static <T> T read(String json, Class<T> type) {
        try {
            return MAPPER.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The gateway's answer cannot be read: " + e.getOriginalMessage(), e);
        }
    }
}
