package io.staffetta.batch.result;

import io.staffetta.ledger.Ledger;
import io.staffetta.ledger.history.Intervention;
import io.staffetta.ledger.history.MessageRecord;
import io.staffetta.ledger.history.State;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Translates final states of messages into the words of result files. */
public final class ResultEnds {

    private ResultEnds() {}

    /** The ends of messages by their ids; those that the ledger does not know are left out. */
    public static Map<String, ResultEnd> of(Ledger ledger, List<String> ids) {
        Map<String, ResultEnd> ends = new HashMap<>();
        Map<String, Intervention> discards = ledger.messages().discards(ids);
        for (MessageRecord message : ledger.messages().withIds(ids)) {
            ends.put(
                    message.id(),
                    new ResultEnd(
                            word(message.state()),
                            reason(message, discards.get(message.id())),
                            message.account(),
                            message.providerMessageId()));
        }
        return ends;
    }

    private static String reason(MessageRecord message, Intervention discard) {
        if (message.state() == State.CANCELLED) {
            return "The batch was cancelled before it was sent";
        }
        String reason = message.detail().isEmpty() ? message.reason() : message.detail();
        if (message.state() != State.DEAD || discard == null) {
            return reason;
        }
        return reason + "; discarded" + (discard.why().isEmpty() ? "" : ": " + discard.why());
    }

    /** A state as a word, such as {@code accepted}. */
    public static String word(State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
