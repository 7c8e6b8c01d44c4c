package io.staffetta.intake;

import io.staffetta.ledger.history.MessageRecord;
import java.util.List;

/**
 * Holds the result of recording the messages of one sender's message, which has one reference or none.
 *
 * @param routed what is to be put on queues, one entry for each recipient; of a duplicate nothing, unless it is not certain that
 *     the first ones are there: then these under their ids
 * @param first the messages that came before with the same reference; empty unless it is a duplicate
 */
public record RecordedMessages(List<RoutedMessage> routed, List<MessageRecord> first) {

    /** Whether messages with the same reference came before, so that nothing more is sent. */
    public boolean isDuplicate() {
        return !first.isEmpty();
    }
}
