package io.staffetta.operation;

import io.staffetta.deadletter.InterventionNote;
import io.staffetta.deadletter.LetterHandler;
import io.staffetta.deadletter.LetterSweep;
import io.staffetta.deadletter.OutcomeNotice;
import io.staffetta.deadletter.Redrive;
import io.staffetta.delivery.EventOutcome;
import io.staffetta.ledger.history.Intervention;
import io.staffetta.ledger.operation.ItemOutcome;
import io.staffetta.ledger.operation.OperationItem;
import io.staffetta.ledger.operation.OperationKind;
import io.staffetta.ledger.operation.OperationRecord;
import io.staffetta.ledger.operation.OperationTerms;
import io.staffetta.message.Seal;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Redrives, discards and settles dead letters: some ten thousands of an operation with each sweep of the queue. What is done with a
 * letter, and the note of it for the ledger, are in the transaction that takes it off the queue.
 */
final class LetterWork implements Work {

    private final Chunks chunks;
    private final Seal seal;
    private final Clock clock;

    LetterWork(Chunks chunks, Seal seal, Clock clock) {
        this.chunks = chunks;
        this.seal = seal;
        this.clock = clock;
    }

    @Override
    public boolean goOn(OperationRecord operation, Turn turn) throws JMSException {
        return chunks.each(operation, turn, (connection, wanted) -> sweep(connection, operation, wanted, turn));
    }

    /** What is not found the first time is looked for once more: a gateway that died may have held it. */
    private boolean sweep(
            Connection connection, OperationRecord operation, Map<String, OperationItem> wanted, Turn turn)
            throws JMSException {
        Notes notes = new Notes(operation, turn);
        LetterHandler deed = deed(operation.terms());
        boolean all = new LetterSweep(connection, seal).run(wanted, deed, notes);
        if (all && !wanted.isEmpty()) {
            all = new LetterSweep(connection, seal).run(wanted, deed, notes);
        }
        if (all && !wanted.isEmpty()) {
            notes.gone(connection, wanted);
        }
        return all;
    }

    private LetterHandler deed(OperationTerms terms) {
        if (terms.isSentAgain()) {
            return new Redrive(seal, terms.toAccount(), terms.validFor(), clock);
        }
        return new OutcomeNotice(
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
        public int together(int most) {
            return turn.share(most);
        }

        @Override
        public void settle(Map<OperationItem, ItemOutcome> settled, Session session, MessageProducer producer)
                throws JMSException {
            turn.did(settled.size());
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
