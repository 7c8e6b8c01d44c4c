package io.staffetta.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.staffetta.message.BodyText;
import io.staffetta.message.InvalidMessageException;

/** JSON as it comes in and goes out over HTTP. */
public final class Json {

    private static final int MAX_DEPTH = 16;
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .build();

    private Json() {}

    /**
     * The text of a request's body, without a byte order mark.
     *
     * @param body bytes of UTF-8; {@code null} for none
     * @throws InvalidMessageException if it is not encoded in UTF-8
     */
    public static String text(byte[] body) {
        return body == null ? "" : BodyText.of(body);
    }

    /**
     * Reads a JSON value of any kind.
     *
     * @throws InvalidMessageException if the text is none; says where, and never repeats the text
     */
    public static JsonNode read(String text) {
        try {
            JsonNode node = MAPPER.readTree(text);
            if (node.isMissingNode()) {
                throw new InvalidMessageException("", "must be JSON, but is empty");
            }
            return node;
        } catch (JsonProcessingException e) {
            // The library's text may repeat what was written, and names classes.
            throw new InvalidMessageException(
                    "",
                    "cannot be read as JSON"
                            + (e.getLocation() == null
                                    ? ""
                                    : " at line " + e.getLocation().getLineNr() + ", column "
                                            + e.getLocation().getColumnNr()));
        }
    }

    /** Writes a value; {@code null} components of records are left out. */
    public static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An answer cannot be written as JSON", e);
        }
    }
}
