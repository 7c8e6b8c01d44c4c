package io.staffetta.intake;

import io.staffetta.message.SmsMessage;
import java.util.List;
import java.util.Map;

/**
 * A message of a sender that was read and not yet routed.
 *
 * @param messages one for each recipient; at least one
 * @param body text or bytes, exactly as they arrived
 * @param headers what came with it
 */
public record Incoming(List<SmsMessage> messages, Object body, Map<String, Object> headers) {

    /** Has neither numbers nor texts in it, so that it may be logged. */
    @Override
    public String toString() {
        return "Incoming[" + messages.size() + "]";
    }
}
