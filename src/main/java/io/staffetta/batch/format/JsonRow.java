package io.staffetta.batch.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.staffetta.batch.text.ColumnText;
import io.staffetta.batch.text.Row;
import io.staffetta.language.Phrase;
import io.staffetta.message.InvalidMessageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads one JSON object, field by field. Numbers stay as they are written. */
final class JsonRow {

    private static final int MAX_DEPTH = 8;
    private static final ObjectReader READER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build()
            .readerFor(JsonNode.class);

    private JsonRow() {}

    /**
     * The fields of an object.
     *
     * @param json at most {@link Row#MAX_LENGTH}
     * @throws InvalidMessageException if it is no JSON object, or has a field twice; repeats nothing of it but the field's name
     */
    static Map<String, JsonNode> values(String json) {
        try (JsonParser parser = READER.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new InvalidMessageException("", "must be a JSON object, such as {\"to\":\"…\",\"text\":\"…\"}");
            }
            Map<String, JsonNode> values = new LinkedHashMap<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                parser.nextToken();
                if (values.put(name, READER.readValue(parser)) != null) {
                    throw new InvalidMessageException(ColumnText.shown(name), "must be given only once");
                }
            }
            if (parser.nextToken() != null) {
                throw new InvalidMessageException("", "must end after the JSON object, but more follows");
            }
            return values;
        } catch (StreamConstraintsException e) {
            throw new InvalidMessageException(
                    "",
                    Phrase.of(
                            "must not be nested deeper than {0} levels, nor have endless names or numbers", MAX_DEPTH));
        } catch (JsonProcessingException e) {
            // The library's text may repeat what was written.
            throw new InvalidMessageException(
                    "",
                    e.getLocation() == null
                            ? "cannot be read as JSON"
                            : Phrase.of(
                                    "cannot be read as JSON at column {0}",
                                    e.getLocation().getColumnNr()));
        } catch (IOException e) {
            throw new UncheckedIOException("A string in memory cannot fail to be read", e);
        }
    }
}
