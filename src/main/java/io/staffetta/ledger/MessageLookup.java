package io.staffetta.ledger;

import io.staffetta.ledger.history.AttemptRecord;
import io.staffetta.ledger.history.Histories;
import io.staffetta.ledger.history.Intervention;
import io.staffetta.ledger.history.Interventions;
import io.staffetta.ledger.history.MessageFilter;
import io.staffetta.ledger.history.MessageQueries;
import io.staffetta.ledger.history.MessageRecord;
import io.staffetta.ledger.history.MessageWithAttempts;
import io.staffetta.ledger.history.Messages;
import io.staffetta.ledger.history.State;
import io.staffetta.ledger.store.LedgerAwayException;
import io.staffetta.ledger.store.LedgerReads;
import io.staffetta.ledger.store.NumberHash;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads messages of a ledger, and what became of them.
 *
 * <p>Thread-safe.
 */
public final class MessageLookup {

    private final LedgerReads reads;
    private final NumberHash numbers;

    MessageLookup(LedgerReads reads, NumberHash numbers) {
        this.reads = reads;
        this.numbers = numbers;
    }

    /**
     * What became of a message.
     *
     * @param idOrReference its id, or the reference that its sender gave
     * @return the message with that id; else those with that reference, the newest first, at most 1,000; none if there are
     *     none
     * @throws LedgerAwayException if it cannot be read
     */
    public List<MessageWithAttempts> find(String idOrReference) {
        return reads.read(connection -> MessageQueries.find(connection, idOrReference));
    }

    /**
     * Messages, the newest first.
     *
     * @return empty if there is no message with the id that the filter begins after
     * @throws LedgerAwayException if it cannot be read
     */
    public Optional<List<MessageWithAttempts>> list(MessageFilter filter) {
        return reads.read(connection -> MessageQueries.list(connection, filter, numbers));
    }

    /**
     * The messages with some ids, in the order of their ids; those that it does not know are left out.
     *
     * @throws LedgerAwayException if it cannot be read
     */
    public List<MessageRecord> withIds(List<String> ids) {
        return reads.read(connection -> Messages.withIds(connection, ids));
    }

    /**
     * The discards of messages from the dead letter queue, by their ids; of several the last.
     *
     * @param ids 1 or more
     * @throws LedgerAwayException if it cannot be read
     */
    public Map<String, Intervention> discards(List<String> ids) {
        Map<String, Intervention> discards = new HashMap<>();
        reads.read(connection -> Interventions.ofMessages(connection, ids)).values().stream()
                .flatMap(List::stream)
                .filter(one -> one.deed() == Intervention.Deed.DISCARDED)
                .forEach(one -> discards.put(one.messageId(), one));
        return discards;
    }

    /**
     * Whether nothing is left to do about a message: a provider has it, or its batch was cancelled.
     *
     * @throws LedgerAwayException if the ledger cannot be read
     */
    public boolean isSettled(String messageId) {
        return reads.read(connection -> Messages.withIds(connection, List.of(messageId))).stream()
                .anyMatch(message -> message.state().isSent() || message.state() == State.CANCELLED);
    }

    /**
     * The attempts of a message, in order of their numbers.
     *
     * @throws LedgerAwayException if the ledger cannot be read
     */
    public List<AttemptRecord> attempts(String messageId) {
        return reads.read(connection -> Histories.attempts(connection, List.of(messageId)))
                .getOrDefault(messageId, List.of());
    }
}
