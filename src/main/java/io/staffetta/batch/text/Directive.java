package io.staffetta.batch.text;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.staffetta.language.Phrase;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Reads the first line of a file, <code>#staffetta {"template": "…", "sendAt": "…"}</code>, which overrides its folder.
 *
 * <p>Immutable, and so safe to share between threads.
 *
 * @param json the object as it is written; empty if there is no such line
 * @param values its values by key, each right as such
 */
public record Directive(String json, Map<String, String> values) {

    /** What a line begins with that is one. */
    public static final String MARK = "#staffetta";

    /** Longest line, in bytes of the file: 64 KiB. */
    static final int MAX_BYTES = 1 << 16;

    /** A file without such a line. */
    public static final Directive NONE = new Directive("", Map.of());

    private static final String SEND_AT = "sendAt";
    private static final String SPREAD = "spread";
    private static final String CHARSET = "charset";
    private static final String COLUMNS = "columns";
    private static final String KNOWN =
            "known are template, account, sender, priority, sendAt, spread, charset, separator, format, layout and columns";
    private static final Map<String, Consumer<String>> RULES = Map.ofEntries(
            Map.entry("template", Template::parse),
            Map.entry("account", BatchValues::account),
            Map.entry("sender", BatchValues::sender),
            Map.entry("priority", BatchValues::priority),
            Map.entry(SEND_AT, SendAt::parse),
            Map.entry(SPREAD, BatchValues::spread),
            Map.entry(CHARSET, BatchValues::charset),
            Map.entry("separator", BatchValues::separator),
            Map.entry("format", BatchValues::format),
            Map.entry("layout", Layout::parse),
            Map.entry(COLUMNS, ColumnMap::parse));
    private static final ObjectReader READER = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerFor(JsonNode.class);

    public Directive {
        values = Map.copyOf(values);
    }

    /**
     * Reads a line.
     *
     * @param line begins with {@link #MARK}
     * @throws BatchFileException if it has no object of known keys with right values; says what would be right
     */
    static Directive parse(String line) {
        String json = line.substring(MARK.length()).strip();
        Map<String, String> values = new TreeMap<>();
        object(json).properties().forEach(field -> {
            String key = field.getKey();
            if (!RULES.containsKey(key)) {
                throw wrong(
                        Phrase.of("has the key ''{0}'' after {1}, which is unknown", ColumnText.shown(key), MARK),
                        KNOWN);
            }
            if (!field.getValue().isTextual()) {
                throw wrong(Phrase.of("has a ''{0}'' that is no string", key), "write it in double quotes");
            }
            check(key, field.getValue().textValue());
            values.put(key, field.getValue().textValue());
        });
        return new Directive(json, values);
    }

    /**
     * The same, said elsewhere than in a file.
     *
     * @param values by key; a value that is empty says nothing
     * @throws BatchFileException if a key is not known, or its value is wrong; says what would be right
     */
    public static Directive of(Map<String, String> values) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        new TreeMap<>(values).forEach((key, value) -> {
            if (!value.isEmpty()) {
                json.put(key, value);
            }
        });
        return json.isEmpty() ? NONE : parse(MARK + json);
    }

    /** The keys that it may have. */
    public static Set<String> keys() {
        return RULES.keySet();
    }

    /** As a line of a file has it, without the line's end; in ASCII, whatever the values are. */
    public String line() {
        StringBuilder line = new StringBuilder(MARK).append(' ');
        json.chars().forEach(one -> line.append(one < 0x7f ? Character.toString(one) : String.format("\\u%04x", one)));
        return line.toString();
    }

    /** The encoding that a line names, which may itself be read in another as yet; empty if it names none that is known. */
    static Optional<Charset> charsetIn(String line) {
        JsonNode charset = object(line.substring(MARK.length()).strip()).get(CHARSET);
        return charset == null ? Optional.empty() : Encodings.named(charset.asText());
    }

    private static JsonNode object(String json) {
        try {
            JsonNode node = READER.readTree(json);
            if (node != null && node.isObject()) {
                return node;
            }
            throw wrong(Phrase.of("has no JSON object after {0}", MARK), example());
        } catch (JsonProcessingException e) {
            // The library's text may repeat what was written.
            throw wrong(
                    Phrase.of("has after {0} what cannot be read as one JSON object, each key once", MARK), example());
        }
    }

    private static Phrase example() {
        return Phrase.of("it must be as in {0} {1}", MARK, "{\"template\":\"Dear {{name}}\",\"account\":\"plus\"}");
    }

    private static void check(String key, String value) {
        try {
            RULES.get(key).accept(value);
        } catch (IllegalArgumentException e) {
            String rule = e.getMessage();
            throw wrong(
                    Phrase.of("has a ''{0}'' after {1} that is wrong", key, MARK),
                    rule.startsWith("must ") ? Phrase.of("it {0}", Phrase.of(rule)) : rule);
        }
    }

    /** Before when no row is taken; empty for what the folder says. */
    public Optional<SendAt> sendAt() {
        return value(SEND_AT, SendAt::parse);
    }

    /** Over how long the rows are taken in; empty for what the folder says. */
    public Optional<Duration> spread() {
        return value(SPREAD, BatchValues::spread);
    }

    /** Encoding of the file; empty for what the folder says. */
    Optional<Charset> charset() {
        return value(CHARSET, BatchValues::charset);
    }

    /** What a folder says of a file, with what this says in its place. The format is as it was if nobody says one. */
    public BatchSettings over(BatchSettings folder) {
        return new BatchSettings(
                value("format", BatchValues::format).orElse(folder.format()),
                charset().or(folder::charset),
                value("separator", BatchValues::separator).or(folder::separator),
                value("layout", Layout::parse).or(folder::layout),
                value("template", Template::parse).or(folder::template),
                values.getOrDefault("account", folder.account()),
                values.getOrDefault("sender", folder.sender()),
                values.getOrDefault("priority", folder.priority()),
                value(COLUMNS, ColumnMap::parse).orElse(folder.columns()));
    }

    private <T> Optional<T> value(String key, Function<String, T> parser) {
        return Optional.ofNullable(values.get(key)).map(parser);
    }

    private static BatchFileException wrong(CharSequence wrong, CharSequence mend) {
        return new BatchFileException(1, 0, wrong, mend);
    }

    /** Tells nothing of what it says, which may have a text. */
    @Override
    public String toString() {
        return "Directive" + values.keySet();
    }
}
