package io.staffetta.message;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.staffetta.language.Phrase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the JSON form of messages, strictly: what it does not know is an error, because a field that is misspelt and
 * skipped sends the wrong message. Errors name field and place and never repeat what was written there.
 */
public final class JsonFields {

    /** Most recipients of one message, and most messages of one array. */
    static final int MAX_ELEMENTS = 1000;

    private static final int MAX_DEPTH = 8;
    private static final int MAX_NAME_SHOWN = 40;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .build();

    private JsonFields() {}

    /** Reads with a parser, which is closed afterwards. */
    private interface Reading<T> {
        T read(JsonParser parser) throws IOException;
    }

    /**
     * Reads one message.
     *
     * @param json a text that begins with a brace
     * @throws InvalidMessageException if the text is no JSON object of known fields of the right types
     */
    static MessageFields read(String json) {
        return parse(json, parser -> {
            parser.nextToken();
            List<String> to = null;
            Map<String, String> values = new HashMap<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                parser.nextToken();
                if (name.equals(MessageFields.TO)) {
                    once(name, to == null);
                    to = recipients(parser);
                } else if (MessageFields.NAMES.contains(name)) {
                    once(name, values.put(name, value(parser, name)) == null);
                } else {
                    throw new InvalidMessageException(
                            shown(name),
                            Phrase.of(
                                    "is unknown; known are {0}, {1}",
                                    MessageFields.TO, String.join(", ", MessageFields.NAMES)));
                }
            }
            return new MessageFields(to == null ? List.of() : to, values);
        });
    }

    /**
     * The JSON texts of the objects in an array, or of the one object that stands alone, byte for byte as written.
     *
     * @throws InvalidMessageException if there is neither, or the array is empty or has more than {@value #MAX_ELEMENTS}
     */
    static List<String> elements(String json) {
        return parse(json, parser -> {
            JsonToken first = parser.nextToken();
            if (first == JsonToken.START_OBJECT) {
                return List.of(slice(parser, json));
            }
            if (first != JsonToken.START_ARRAY) {
                throw new InvalidMessageException("", "must be a JSON object or an array of JSON objects");
            }
            List<String> elements = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (parser.currentToken() != JsonToken.START_OBJECT) {
                    throw new InvalidMessageException(
                            "",
                            Phrase.of(
                                    "must be an array of JSON objects only, but element {0} is {1}",
                                    elements.size(), type(parser.currentToken())));
                }
                if (elements.size() == MAX_ELEMENTS) {
                    throw new InvalidMessageException("", Phrase.of("must be an array of at most {0}", MAX_ELEMENTS));
                }
                elements.add(slice(parser, json));
            }
            if (elements.isEmpty()) {
                throw new InvalidMessageException("", "must be an array with at least one JSON object");
            }
            return elements;
        });
    }

    private static <T> T parse(String json, Reading<T> reading) {
        try (JsonParser parser = FACTORY.createParser(json)) {
            T result = reading.read(parser);
            if (parser.nextToken() != null) {
                throw new InvalidMessageException(
                        "",
                        Phrase.of(
                                "must end after the JSON, but more follows{0}", place(parser.currentTokenLocation())));
            }
            return result;
        } catch (StreamConstraintsException e) {
            throw new InvalidMessageException(
                    "",
                    Phrase.of(
                            "must not be nested deeper than {0} levels, nor have endless names or numbers", MAX_DEPTH));
        } catch (JsonProcessingException e) {
            // The library's text may repeat what was written, and names classes.
            throw new InvalidMessageException("", unreadable(e));
        } catch (IOException e) {
            throw new UncheckedIOException("A string in memory cannot fail to be read", e);
        }
    }

    private static List<String> recipients(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            return List.of(string(parser, MessageFields.TO, "a string or an array of strings"));
        }
        List<String> recipients = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (recipients.size() == MAX_ELEMENTS) {
                throw new InvalidMessageException(
                        MessageFields.TO, Phrase.of("must be at most {0} numbers", MAX_ELEMENTS));
            }
            recipients.add(string(parser, MessageFields.TO + "[" + recipients.size() + "]", "a string"));
        }
        return recipients;
    }

    private static String value(JsonParser parser, String name) throws IOException {
        if (name.equals(MessageFields.TEXT)) {
            return LineBreaks.unified(string(parser, name, "a string"));
        }
        if (!name.equals(MessageFields.PINNED)) {
            return string(parser, name, "a string");
        }
        return parser.currentToken().isBoolean() ? parser.getText() : string(parser, name, "true or false");
    }

    private static String string(JsonParser parser, String field, String expected) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw new InvalidMessageException(
                    field, Phrase.of("must be {0}, not {1}", Phrase.of(expected), type(parser.currentToken())));
        }
        return parser.getText();
    }

    private static String slice(JsonParser parser, String json) throws IOException {
        int start = (int) parser.currentTokenLocation().getCharOffset();
        parser.skipChildren();
        return json.substring(start, (int) parser.currentLocation().getCharOffset());
    }

    private static void once(String name, boolean first) {
        if (!first) {
            throw new InvalidMessageException(name, "must be given only once");
        }
    }

    /** Names the type of a JSON value, for an error that says what was given instead of what was expected. */
    public static Phrase type(JsonToken token) {
        return Phrase.of(
                switch (token) {
                    case START_OBJECT -> "an object";
                    case START_ARRAY -> "an array";
                    case VALUE_STRING -> "a string";
                    case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
                    case VALUE_NULL -> "null";
                    case NOT_AVAILABLE -> "missing";
                    default -> "true or false";
                });
    }

    /** A name that a stranger chose, cut and cleaned for error texts and logs. */
    private static String shown(String name) {
        String cut = name.length() > MAX_NAME_SHOWN ? name.substring(0, MAX_NAME_SHOWN) + "..." : name;
        return cut.replaceAll("[^\\p{L}\\p{N} _.$@-]", "?");
    }

    /** What is wrong with a text that is no JSON, and where. */
    public static Phrase unreadable(JsonProcessingException failure) {
        return Phrase.of("cannot be read as JSON{0}", place(failure.getLocation()));
    }

    private static Phrase place(JsonLocation location) {
        return location == null
                ? Phrase.of("")
                : Phrase.of(" at line {0}, column {1}", location.getLineNr(), location.getColumnNr());
    }
}
