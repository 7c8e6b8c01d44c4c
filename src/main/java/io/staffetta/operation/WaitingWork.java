package io.staffetta.operation;

import io.staffetta.deadletter.InterventionNote;
import io.staffetta.deadletter.LetterSweep;
import io.staffetta.delivery.AccountQueues;
import io.staffetta.delivery.retry.WaitingChange;
import io.staffetta.delivery.retry.WaitingChange.Change;
import io.staffetta.ledger.Ledger;
import io.staffetta.ledger.history.MessageRecord;
import io.staffetta.ledger.history.State;
import io.staffetta.ledger.operation.ItemOutcome;
import io.staffetta.ledger.operation.OperationItem;
import io.staffetta.ledger.operation.OperationKind;
import io.staffetta.ledger.operation.OperationRecord;
import io.staffetta.ledger.operation.Operations;
import io.staffetta.ledger.operation.Settlement;
import io.staffetta.message.Seal;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Moves messages that wait to another account, or has them wait no longer. */
final class WaitingWork implements Work {

    private final Ledger ledger;
    private final Chunks chunks;
    private final Seal seal;
    private final Operations operations;
    private final WaitingChange changes;
    private final RetryQueues retries;
    private final Clock clock;

    /**
     * @param changes decides where messages go
     * @param retries the queues of messages that are tried again
     */
    WaitingWork(
            Ledger ledger,
            Chunks chunks,
            Seal seal,
            Operations operations,
            WaitingChange changes,
            RetryQueues retries,
            Clock clock) {
        this.ledger = ledger;
        this.chunks = chunks;
        this.seal = seal;
        this.operations = operations;
        this.changes = changes;
        this.retries = retries;
        this.clock = clock;
    }

    @Override
    public boolean goOn(OperationRecord operation, Turn turn) throws JMSException {
        return chunks.each(operation, turn, (connection, wanted) -> goOn(connection, operation, wanted, turn));
    }

    private boolean goOn(Connection connection, OperationRecord operation, Map<String, OperationItem> wanted, Turn turn)
            throws JMSException {
        List<MessageRecord> waiting = ledger.messages().withIds(List.copyOf(wanted.keySet())).stream()
                .filter(message -> message.state().isOnQueue())
                .toList();
        Deeds deeds = new Deeds(operation, turn);
        for (String queue : queues(operation, waiting)) {
            WaitingSweep sweep = new WaitingSweep(connection, seal, wanted);
            boolean all = wanted.isEmpty()
                    || (retries.names().contains(queue)
                            ? retries.without(queue, () -> sweep.run(queue, deeds, turn))
                            : sweep.run(queue, deeds, turn));
            if (!all) {
                return false;
            }
        }
        operations.settle(wanted.values().stream()
                .map(item -> new Settlement(operation.id(), item, ItemOutcome.NOT_WAITING, clock.instant(), false))
                .toList());
        return true;
    }

    /** Where they may be: what was to be tried again may be on its account's queue already. */
    private Collection<String> queues(OperationRecord operation, List<MessageRecord> waiting) {
        Set<String> queues = new LinkedHashSet<>();
        if (waiting.stream().anyMatch(message -> message.state() == State.WAITING)) {
            queues.addAll(retries.names());
        }
        if (operation.terms().kind() == OperationKind.MOVE) {
            waiting.forEach(message -> queues.addAll(AccountQueues.both(message.account())));
        }
        return queues;
    }

    private final class Deeds implements WaitingSweep.Deed {

        private final OperationRecord operation;
        private final Turn turn;

        Deeds(OperationRecord operation, Turn turn) {
            this.operation = operation;
            this.turn = turn;
        }

        @Override
        public Change of(Object body, Map<String, Object> headers, String queue) {
            return operation.terms().kind() == OperationKind.MOVE
                    ? changes.move(body, headers, queue, operation.terms().toAccount())
                    : changes.hurry(body, headers, queue);
        }

        @Override
        public Change other(Object body, Map<String, Object> headers, String queue) {
            return changes.stays(body, headers, queue, null);
        }

        @Override
        public void settle(Map<OperationItem, ItemOutcome> settled, Session session, MessageProducer producer)
                throws JMSException {
            turn.did(settled.size());
            if (!settled.isEmpty()) {
                new InterventionNote(
                                null,
                                clock.instant().toString(),
                                operation.who(),
                                operation.terms().why(),
                                operation.terms().toAccount(),
                                operation.id(),
                                LetterSweep.noted(settled))
                        .send(session, producer, seal);
            }
        }
    }
}
