package io.staffetta.deadletter;

import io.staffetta.ledger.operation.ItemOutcome;
import io.staffetta.ledger.operation.OperationItem;
import io.staffetta.message.MessageHeaders;
import io.staffetta.message.Seal;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.activemq.command.ActiveMQMessage;

/**
 * Reads the dead letter queue once from end to end, many letters in a transaction: does something with those that are wanted,
 * and puts the
 * others back at its end as they are, without reading them. So it needs little memory however long the queue is, finds what lies
 * behind all that a broker shows, and leaves each letter in one place whenever it is killed.
 *
 * <p>Not thread-safe.
 */
public final class LetterSweep {

    /** Property of what was put back: which sweep did it. The first that comes again says that all were seen. */
    static final String SWEPT = "swept";

    private static final int MOST_IN_TRANSACTION = 1000;
    private static final long MOST_BYTES = 4L * 1024 * 1024;
    private static final int PREFETCH = 1000;

    /** Behind all that is not put back: brokers that order by priority would show it again before the others. */
    private static final int LAST = 0;

    private static final long NEXT_MILLIS = 100;
    private static final long END_MILLIS = 1000;

    private final Connection connection;
    private final Seal seal;
    private final String run = UUID.randomUUID().toString();

    /**
     * @param connection started
     * @param seal of the gateway's messages
     */
    public LetterSweep(Connection connection, Seal seal) {
        this.connection = connection;
        this.seal = seal;
    }

    /** Sets the pace of the work, and hears what was done. */
    public interface Owner {

        /**
         * Waits until the next transaction may begin.
         *
         * @return how many letters it may do something with; 0 to stop
         */
        int next();

        /**
         * How many letters may be read in one transaction, whether they are wanted or put back.
         *
         * @param most the most, 1 or more
         */
        default int together(int most) {
            return most;
        }

        /**
         * Is called in each transaction before its commit.
         *
         * @param settled what became of the wanted letters in it, by item
         */
        void settle(Map<OperationItem, ItemOutcome> settled, Session session, MessageProducer producer)
                throws JMSException;
    }

    /**
     * Goes round.
     *
     * @param wanted by id; what is found is taken out
     * @return whether all of the queue was seen: what is still wanted then is not there
     * @throws JMSException if what was not committed is undone, or nothing is certain of the last commit
     */
    public boolean run(Map<String, OperationItem> wanted, LetterHandler deed, Owner owner) throws JMSException {
        try (Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
                MessageProducer producer = session.createProducer(null);
                MessageConsumer consumer = session.createConsumer(
                        session.createQueue(DeadLetterQueue.NAME + "?consumer.prefetchSize=" + PREFETCH))) {
            Round round = new Round(wanted, deed, session, producer);
            int most = owner.next();
            while (most > 0 && !wanted.isEmpty()) {
                boolean end = round.transaction(consumer, most, owner.together(MOST_IN_TRANSACTION));
                owner.settle(round.settled, session, producer);
                session.commit();
                round.settled.clear();
                if (end) {
                    return true;
                }
                most = wanted.isEmpty() ? 0 : owner.next();
            }
            return wanted.isEmpty();
        }
    }

    /** The state of one sweep. */
    private final class Round {

        private final Map<String, OperationItem> wanted;
        private final Map<String, Integer> dealtWith = new HashMap<>();
        private final Map<OperationItem, ItemOutcome> settled = new HashMap<>();
        private final LetterHandler deed;
        private final Session session;
        private final MessageProducer producer;

        Round(Map<String, OperationItem> wanted, LetterHandler deed, Session session, MessageProducer producer) {
            this.wanted = wanted;
            this.deed = deed;
            this.session = session;
            this.producer = producer;
        }

        /** Returns whether the end of the queue was reached. */
        boolean transaction(MessageConsumer consumer, int most, int together) throws JMSException {
            int seen = 0;
            long bytes = 0;
            while (settled.size() < most && seen < together && bytes < MOST_BYTES && !wanted.isEmpty()) {
                Message message = consumer.receive(seen == 0 ? END_MILLIS : NEXT_MILLIS);
                if (message == null) {
                    return seen == 0;
                }
                if (run.equals(message.getStringProperty(SWEPT))) {
                    putBack(message);
                    return true;
                }
                if (!take(message)) {
                    putBack(message);
                }
                seen++;
                bytes += message instanceof ActiveMQMessage known ? known.getSize() : 0;
            }
            return false;
        }

        /** Does what is wanted with a letter; whether it is off the queue. */
        private boolean take(Message message) throws JMSException {
            String id = message.getStringProperty(MessageHeaders.MESSAGE_ID);
            if (id != null && (wanted.containsKey(id) || dealtWith.containsKey(id))) {
                StoredDeadLetter letter = StoredDeadLetter.of(message, seal);
                if (letter.sealed()) {
                    return take(letter);
                }
            }
            String stranger = StoredDeadLetter.strangerId(message);
            if (wanted.containsKey(stranger)) {
                StoredDeadLetter letter = StoredDeadLetter.of(message, seal);
                return letter.id().equals(stranger) && take(letter);
            }
            return false;
        }

        private boolean take(StoredDeadLetter letter) throws JMSException {
            int redriveCount = letter.redriveCount();
            if (dealtWith.containsKey(letter.id())) {
                // A copy has nothing to say that its original has not said: it goes with it. One that was redriven
                // since has.
                return dealtWith.get(letter.id()) == redriveCount;
            }
            OperationItem item = wanted.get(letter.id());
            if (item.redriveCount() != redriveCount) {
                return false;
            }
            ItemOutcome outcome = deed.apply(letter, session, producer);
            settled.put(item, outcome);
            wanted.remove(letter.id());
            if (outcome != ItemOutcome.DONE) {
                return false;
            }
            dealtWith.put(letter.id(), redriveCount);
            return true;
        }

        private void putBack(Message message) throws JMSException {
            ActiveMQMessage copy = (ActiveMQMessage) ((ActiveMQMessage) message).copy();
            String stranger = StoredDeadLetter.strangerId(message);
            copy.setReadOnlyProperties(false);
            copy.setStringProperty(SWEPT, run);
            copy.setStringProperty(StoredDeadLetter.STRANGER, stranger);
            producer.send(session.createQueue(DeadLetterQueue.NAME), copy, message.getJMSDeliveryMode(), LAST, 0);
        }
    }

    /** What is to be noted of settled letters. */
    public static List<InterventionNote.Letter> noted(Map<OperationItem, ItemOutcome> settled) {
        List<InterventionNote.Letter> letters = new ArrayList<>();
        settled.forEach((item, outcome) -> letters.add(new InterventionNote.Letter(
                item.messageId(), item.redriveCount(), item.position(), outcome == ItemOutcome.DONE ? null : outcome)));
        return letters;
    }
}
