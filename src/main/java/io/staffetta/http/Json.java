package io.staffetta.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.staffetta.language.Phrase;
import io.staffetta.message.BodyText;
import io.staffetta.message.InvalidMessageException;
import io.staffetta.message.JsonFields;
import java.io.IOException;
import java.util.Locale;

/** JSON as it comes in and goes out over HTTP. */
public final class Json {

    private static final int MAX_DEPTH = 16;
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .addModule(new SimpleModule().addSerializer(Phrase.class, new InLanguage()))
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .build();

    /** Writes phrases in the language of the answer. */
    private static final class InLanguage extends StdSerializer<Phrase> {

        private static final long serialVersionUID = 1L;

        InLanguage() {
            super(Phrase.class);
        }

        @Override
        public void serialize(Phrase phrase, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeString(phrase.in((Locale) provider.getAttribute(Locale.class)));
        }
    }

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
            throw new InvalidMessageException("", JsonFields.unreadable(e));
        }
    }

    /** Writes a value; {@code null} components of records are left out. */
    public static String write(Object value) {
        return write(value, Locale.ENGLISH);
    }

    /** Writes a value whose phrases are to be in a language. */
    public static String write(Object value, Locale language) {
        try {
            return MAPPER.writer().withAttribute(Locale.class, language).writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An answer cannot be written as JSON", e);
        }
    }
}
