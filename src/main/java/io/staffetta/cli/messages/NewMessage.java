package io.staffetta.cli.messages;

import io.staffetta.cli.terminal.JsonLine;
import io.staffetta.message.InvalidMessageException;
import io.staffetta.message.MessageId;
import io.staffetta.message.Priority;
import jakarta.jms.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A message on its way to the gateway, which judges what is in it; {@link MessageCheck} does so beforehand.
 *
 * @param id what it is known by here; the gateway gives it one of its own
 * @param to recipient as it was given
 * @param json the message
 * @param reference the sender's own id; empty for none
 * @param jmsPriority JMS priority to wait with on the first queue
 */
public record NewMessage(String id, String to, String json, String reference, int jmsPriority) {

    /**
     * Makes a message with a new id.
     *
     * @param fields other fields of the message; those that are {@code null} are left out
     */
    public static NewMessage of(String to, String text, Map<String, String> fields) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("to", to);
        all.put("text", text);
        fields.forEach((name, value) -> {
            if (value != null) {
                all.put(name, value);
            }
        });
        return new NewMessage(
                MessageId.next(),
                to,
                JsonLine.write(all),
                all.getOrDefault("reference", ""),
                jmsPriority(all.get("priority")));
    }

    private static int jmsPriority(String label) {
        try {
            return Priority.ofLabel(label == null ? "" : label).jmsPriority();
        } catch (InvalidMessageException e) {
            return Message.DEFAULT_PRIORITY;
        }
    }

    /** Names the message but neither its recipient nor its text. */
    @Override
    public String toString() {
        return "NewMessage[" + id + "]";
    }
}
