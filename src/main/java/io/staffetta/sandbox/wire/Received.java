package io.staffetta.sandbox.wire;

import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.time.Instant;

/**
 * A message for one recipient that a sandbox provider took, whatever it answered.
 *
 * <p>Immutable, and so safe to share between threads.
 *
 * @param provider wire that it came by, such as {@code messagenet} or {@code tim-easyapi}
 * @param username account that sent it
 * @param to recipient in E.164 form, with the plus
 * @param text what the recipient would read
 * @param sender sender name or number; empty where the wire carries none
 * @param id the caller's own id of the message; empty where the wire carries none
 * @param reference the provider's id of the message, as in its answer: a number, different for each message
 * @param at when it was taken
 */
public record Received(
        String provider,
        String username,
        String to,
        String text,
        String sender,
        String id,
        String reference,
        @JsonSerialize(using = ToStringSerializer.class) Instant at) {

    /** Names the message but neither its recipient nor its text, so that it may be logged. */
    @Override
    public String toString() {
        return "Received[" + provider + " " + reference + "]";
    }
}
