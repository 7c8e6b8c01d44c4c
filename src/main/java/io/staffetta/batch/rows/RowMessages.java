package io.staffetta.batch.rows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.staffetta.batch.text.BatchSettings;
import io.staffetta.batch.text.ColumnText;
import io.staffetta.batch.text.MalformedInput;
import io.staffetta.batch.text.Row;
import io.staffetta.language.Phrase;
import io.staffetta.message.InvalidMessageException;
import io.staffetta.message.MessageReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Message Translator. Turns rows into messages in the JSON form that JMS and HTTP have too, so that one reader judges all of
 * them.
 *
 * <p>Thread-safe.
 */
public final class RowMessages {

    private static final String TEXT = "text";

    private final BatchSettings settings;
    private final Map<String, String> defaults;

    public RowMessages(BatchSettings settings) {
        this.settings = settings;
        this.defaults =
                Map.of("account", settings.account(), "sender", settings.sender(), "priority", settings.priority());
    }

    /**
     * The message of a row, for {@link MessageReader}, which may still refuse it.
     *
     * @throws InvalidMessageException if the row cannot be read, has bytes that are not of the file's encoding, or lacks what
     *     the template needs
     */
    public String json(Row row) {
        if (row.problem() != null) {
            throw row.problem();
        }
        Map<String, JsonNode> values = row.values();
        values.forEach(this::checkDecoded);
        ObjectNode message = JsonNodeFactory.instance.objectNode();
        values.forEach((name, value) -> {
            if (!isOnlyForTemplate(name)) {
                message.set(name, value);
            }
        });
        settings.template().ifPresent(template -> {
            if (message.has(TEXT)) {
                throw new InvalidMessageException(TEXT, "must not be given, since the template is the text");
            }
            message.put(TEXT, template.fill(values));
        });
        defaults.forEach((name, value) -> {
            JsonNode given = message.get(name);
            if (!value.isEmpty()
                    && (given == null || (given.isTextual() && given.textValue().isEmpty()))) {
                message.put(name, value);
            }
        });
        return message.toString();
    }

    /** A parameter that is no field of the message, or the row's text where the template goes around it. */
    private boolean isOnlyForTemplate(String name) {
        return settings.template().map(template -> template.uses(name)).orElse(false)
                && (name.equals(TEXT) || !MessageReader.FIELDS.contains(name));
    }

    private void checkDecoded(String name, JsonNode value) {
        String written = value.isTextual() ? value.textValue() : value.toString();
        if (MalformedInput.isIn(written)) {
            throw new InvalidMessageException(
                    ColumnText.shown(name),
                    Phrase.of(
                            "must be text in {0}, but has bytes that are not; save the file so, or give the charset that it "
                                    + "has",
                            settings.charset().map(Charset::name).orElse(StandardCharsets.UTF_8.name())));
        }
    }
}
