package io.staffetta.batch.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.staffetta.batch.text.BatchFileException;
import io.staffetta.batch.text.FileText;
import io.staffetta.batch.text.Row;
import io.staffetta.language.Phrase;
import io.staffetta.message.InvalidMessageException;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Optional;

/** Rows of one JSON array: each element an object. */
final class JsonArrayRows implements RowReader {

    private static final String SHAPE = "it must be an array of objects, such as [{\"to\":\"…\",\"text\":\"…\"}]";
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Row.MAX_LENGTH)
                    .build())
            .build();

    private final RawTextRecorder recorder;
    private final JsonParser parser;
    private final Frame frame;
    private final long linesBefore;
    private long number;

    JsonArrayRows(FileText file) throws IOException {
        recorder = new RawTextRecorder(file.reader());
        parser = FACTORY.createParser(recorder);
        frame = new Frame(file.charset(), file.start() + "[\n", ",\n", "\n]\n");
        linesBefore = file.linesBefore();
    }

    @Override
    public Optional<Row> next() throws IOException {
        try {
            if (number == 0) {
                begin();
            }
            JsonToken token = parser.nextToken();
            if (token == JsonToken.END_ARRAY) {
                end();
                return Optional.empty();
            }
            return token == null ? Optional.empty() : Optional.of(row());
        } catch (StreamConstraintsException e) {
            throw wrong(parser.currentLocation(), "has a value that is too long or nested too deep", "shorten it");
        } catch (JsonProcessingException e) {
            // The library's text may repeat what was written.
            throw wrong(e.getLocation(), "cannot be read as JSON", SHAPE);
        }
    }

    private void begin() throws IOException {
        JsonToken first = parser.nextToken();
        if (first == null) {
            throw new BatchFileException(0, 0, "is empty", SHAPE);
        }
        if (first != JsonToken.START_ARRAY) {
            throw wrong(
                    parser.currentTokenLocation(),
                    "does not begin with an array",
                    Phrase.of("{0}; a file with an object in each line is of format jsonl", Phrase.of(SHAPE)));
        }
    }

    private void end() throws IOException {
        if (parser.nextToken() != null) {
            throw wrong(parser.currentTokenLocation(), "has more after the end of the array", SHAPE);
        }
    }

    private Row row() throws IOException {
        number++;
        long line = parser.currentTokenLocation().getLineNr() + linesBefore;
        long begin = parser.currentTokenLocation().getCharOffset();
        recorder.forget(begin);
        StringWriter json = new StringWriter();
        boolean fits = copy(json, begin);
        String written = recorder.between(begin, parser.currentLocation().getCharOffset());
        if (!fits) {
            return Row.bad(number, line, Row.tooLong(), "");
        }
        try {
            return Row.of(number, line, JsonRow.values(json.toString()), written);
        } catch (InvalidMessageException e) {
            return Row.bad(number, line, e, written);
        }
    }

    /** Writes the present value as JSON, event by event; {@code false} if it is too long, of which only a part is kept. */
    private boolean copy(StringWriter json, long begin) throws IOException {
        try (JsonGenerator generator = FACTORY.createGenerator(json)) {
            int depth = 0;
            boolean fits = true;
            do {
                JsonToken token = parser.currentToken();
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                fits &= parser.currentLocation().getCharOffset() - begin <= Row.MAX_LENGTH;
                if (fits && token.isNumeric()) {
                    generator.writeNumber(parser.getText());
                } else if (fits) {
                    generator.copyCurrentEvent(parser);
                }
            } while (depth > 0 && parser.nextToken() != null);
            generator.disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT);
            return fits;
        }
    }

    private BatchFileException wrong(JsonLocation location, CharSequence wrong, CharSequence mend) {
        return location == null
                ? new BatchFileException(0, 0, wrong, mend)
                : new BatchFileException(location.getLineNr() + linesBefore, location.getColumnNr(), wrong, mend);
    }

    @Override
    public Frame frame() {
        return frame;
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
