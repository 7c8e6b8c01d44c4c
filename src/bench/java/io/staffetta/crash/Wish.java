package io.staffetta.crash;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.TreeMap;

/**
 * A message that somebody wants sent. Its text is its reference, and no other message has it.
 *
 * @param text text and reference, such as {@code crash 42 17}
 * @param to recipient in E.164 form; its last digits tell the sandbox how to behave
 * @param account id of the account
 */
record Wish(String text, String to, String account) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The message as JSON. */
    String json() {
        try {
            return JSON.writeValueAsString(
                    new TreeMap<>(Map.of("to", to, "text", text, "account", account, "reference", text)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
