package io.staffetta.operation;

import io.staffetta.deadletter.Farewell;
import io.staffetta.deadletter.InterventionNote;
import io.staffetta.deadletter.LetterDeed;
import io.staffetta.deadletter.LetterSweep;
import io.staffetta.deadletter.Redrive;
import io.staffetta.delivery.EventOutcome;
import io.staffetta.ledger.history.Intervention;
import io.staffetta.ledger.operation.ItemOutcome;
import io.staffetta.ledger.operation.OperationItem;
import io.staffetta.ledger.operation.OperationKind;
import io.staffetta.ledger.operation.OperationRecord;
import io.staffetta.ledger.operation.OperationTerms;
import io.staffetta.ledger.operation.Operations;
import io.staffetta.message.Seal;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Redrives, discards and settles dead letters: some thousands of an operation with each sweep of the queue. What is done with a
 * letter, and the note of it for the ledger, are in the transaction that takes it off the queue.
 */
final class LetterWork implements Work {

    /** Messages of an operation in memory at once. */
    private static final int CHUNK = 10_000;

    private final ConnectionFactory connections;
    private final Seal seal;
    private final Operations operations;
    private final Clock clock;

    LetterWork(ConnectionFactory connections, Seal seal, Operations operations, Clock clock) {
        this.connections = connections;
        this.seal = seal;
        this.operations = operations;
        this.clock = clock;
    }

    @Override
    public boolean goOn(OperationRecord operation, Turn turn) throws JMSException {
        try (Connection connection = connections.createConnection()) {
            connection.start();
            long after = 0;
            while (turn.goesOn()) {
                List<OperationItem> items = operations.left(operation.id(), after, CHUNK);
                if (items.isEmpty()) {
                    return true;
                }
                Map<String, OperationItem> wanted = new LinkedHashMap<>();
                items.forEach(item -> wanted.put(item.messageId(), item));
                if (!sweep(connection, operation, wanted, turn)) {
                    return false;
                }
                after = items.get(items.size() - 1).position();
            }
            return false;
        }
    }

    /** What is not found the first time is looked for once more: a gateway that died may have held it. */
    private boolean sweep(
            Connection connection, OperationRecord operation, Map<String, OperationItem> wanted, Turn turn)
            throws JMSException {
        Notes notes = new Notes(operation, turn);
        LetterDeed deed = deed(operation.terms());
        boolean all = new LetterSweep(connection, seal).run(wanted, deed, notes);
        if (all && !wanted.isEmpty()) {
            all = new LetterSweep(connection, seal).run(wanted, deed, notes);
        }
        if (all && !wanted.isEmpty()) {
            notes.gone(connection, wanted);
        }
        return all;
    }

    private LetterDeed deed(OperationTerms terms) {
        if (terms.isSentAgain()) {
            return new Redrive(seal, terms.toAccount(), terms.validFor(), clock);
        }
        return new Farewell(
                terms.kind() == OperationKind.SETTLE ? EventOutcome.ACCEPTED : EventOutcome.DISCARDED,
                terms.why(),
                clock);
    }

    private static Intervention.Deed noted(OperationTerms terms) {
        if (terms.isSentAgain()) {
            return Intervention.Deed.REDRIVEN;
        }
        return terms.kind() == OperationKind.SETTLE ? Intervention.Deed.SETTLED : Intervention.Deed.DISCARDED;
    }

    /** Notes for the ledger, in the transactions of a sweep. */
    private final class Notes implements LetterSweep.Owner {

        private final OperationRecord operation;
        private final Turn turn;

        Notes(OperationRecord operation, Turn turn) {
            this.operation = operation;
            this.turn = turn;
        }

        @Override
        public int next() {
            return turn.next();
        }

        @Override
        public void settle(Map<OperationItem, ItemOutcome> settled, Session session, MessageProducer producer)
                throws JMSException {
            if (!settled.isEmpty()) {
                OperationTerms terms = operation.terms();
                new InterventionNote(
                                noted(terms),
                                clock.instant().toString(),
                                operation.who(),
                                terms.why(),
                                terms.toAccount(),
                                operation.id(),
                                LetterSweep.noted(settled))
                        .send(session, producer, seal);
            }
        }

        /** After all that was noted before, by the same queue. */
        void gone(Connection connection, Map<String, OperationItem> missing) throws JMSException {
            Map<OperationItem, ItemOutcome> settled = new LinkedHashMap<>();
            missing.values().forEach(item -> settled.put(item, ItemOutcome.GONE));
            try (Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
                    MessageProducer producer = session.createProducer(null)) {
                settle(settled, session, producer);
                session.commit();
            }
        }
    }
}
