package io.staffetta.batch;

import io.staffetta.ledger.Ledger;
import io.staffetta.ledger.MessageRecord;
import io.staffetta.ledger.State;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How messages ended, in the words of answers. */
final class AnswerEnds {

    private AnswerEnds() {}

    /** The ends of messages by their ids; those that the ledger does not know are left out. */
    static Map<String, AnswerEnd> of(Ledger ledger, List<String> ids) {
        Map<String, AnswerEnd> ends = new HashMap<>();
        for (MessageRecord message : ledger.messages(ids)) {
            String reason = message.state() == State.CANCELLED
                    ? "The batch was cancelled before it was sent"
                    : message.detail().isEmpty() ? message.reason() : message.detail();
            ends.put(
                    message.id(),
                    new AnswerEnd(word(message.state()), reason, message.account(), message.providerMessageId()));
        }
        return ends;
    }

    /** A state as a word, such as {@code accepted}. */
    static String word(State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
