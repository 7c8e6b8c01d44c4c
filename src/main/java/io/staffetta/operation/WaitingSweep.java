package io.staffetta.operation;

import io.staffetta.broker.BodyConverter;
import io.staffetta.broker.QueueSender;
import io.staffetta.delivery.AttemptPreparation;
import io.staffetta.delivery.retry.WaitingChange.Change;
import io.staffetta.ledger.operation.ItemOutcome;
import io.staffetta.ledger.operation.OperationItem;
import io.staffetta.message.InvalidMessageException;
import io.staffetta.message.MessageHeaders;
import io.staffetta.message.Seal;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.time.Duration;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Takes messages off a queue on which they wait, does something with those that are wanted, and puts the others back, each met once.
 * Whoever sends from the queue may go on meanwhile.
 *
 * <p>Not thread-safe.
 */
final class WaitingSweep {

    private static final BodyConverter BODIES = new BodyConverter();

    /** Property of what was put back: which sweep did it. Not sealed: the next that looks at the message drops it. */
    private static final String SWEPT = "swept";

    private static final int PREFETCH = 100;
    private static final int MOST_IN_TRANSACTION = 500;
    private static final long NEXT_MILLIS = 100;
    private static final long END_MILLIS = 1000;
    private static final long LONGEST_NANOS = Duration.ofMinutes(2).toNanos();

    private final Connection connection;
    private final Seal seal;
    private final Map<String, OperationItem> wanted;
    private final String run = UUID.randomUUID().toString();

    /**
     * @param connection started
     * @param wanted by id; what is found is taken out
     */
    WaitingSweep(Connection connection, Seal seal, Map<String, OperationItem> wanted) {
        this.connection = connection;
        this.seal = seal;
        this.wanted = wanted;
    }

    /** Handles one message of an operation. */
    interface Deed {

        /** What becomes of a wanted message. */
        Change of(Object body, Map<String, Object> headers, String queue);

        /** What becomes of another one. */
        Change other(Object body, Map<String, Object> headers, String queue);

        /** Is called in each transaction with what became of wanted messages. */
        void settle(Map<OperationItem, ItemOutcome> settled, Session session, MessageProducer producer)
                throws JMSException;
    }

    /**
     * Goes through a queue.
     *
     * @return whether all of it was seen, or nothing is wanted any more
     * @throws JMSException if what was not committed is undone, or nothing is certain of the last commit
     */
    boolean run(String queue, Deed deed, Turn turn) throws JMSException {
        long end = System.nanoTime() + LONGEST_NANOS;
        try (Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
                QueueSender sender = new QueueSender(session);
                MessageProducer producer = session.createProducer(null);
                MessageConsumer consumer = session.createConsumer(
                        session.createQueue(queue + "?consumer.prefetchSize=" + PREFETCH),
                        SWEPT + " IS NULL OR " + SWEPT + " <> '" + run + "'")) {
            while (!wanted.isEmpty() && System.nanoTime() < end) {
                int most = turn.next();
                if (most == 0) {
                    return false;
                }
                Map<OperationItem, ItemOutcome> settled = new LinkedHashMap<>();
                int seen = 0;
                while (!wanted.isEmpty() && settled.size() < most && seen < MOST_IN_TRANSACTION) {
                    Message message = consumer.receive(seen == 0 ? END_MILLIS : NEXT_MILLIS);
                    if (message == null) {
                        break;
                    }
                    seen++;
                    deal(message, queue, deed, sender, settled);
                }
                deed.settle(settled, session, producer);
                session.commit();
                if (seen == 0) {
                    return true;
                }
            }
            return true;
        }
    }

    private void deal(
            Message message, String queue, Deed deed, QueueSender sender, Map<OperationItem, ItemOutcome> settled)
            throws JMSException {
        Map<String, Object> headers = headers(message);
        Object body = BODIES.fromMessage(message);
        OperationItem item = null;
        Change change;
        try {
            Set<String> covered = seal.check(queue, headers, body);
            headers.keySet().removeIf(name -> !covered.contains(name) && !name.startsWith("JMS"));
            item = wanted.remove(String.valueOf(headers.get(MessageHeaders.MESSAGE_ID)));
            change = item == null ? deed.other(body, headers, queue) : deed.of(body, headers, queue);
        } catch (InvalidMessageException e) {
            // As it is: whoever takes it next says what is wrong with it.
            headers.put(SWEPT, run);
            sender.send(queue, headers, body);
            return;
        }
        Map<String, Object> sent = new HashMap<>(change.message().headers());
        sent.put(Seal.PROPERTY, seal.of(change.queue(), sent, body));
        if (change.queue().equals(queue)) {
            sent.put(SWEPT, run);
        }
        sender.send(change.queue(), sent, body);
        if (item != null) {
            settled.put(item, change.outcome());
        }
    }

    private static Map<String, Object> headers(Message message) throws JMSException {
        Map<String, Object> headers = new HashMap<>();
        for (Enumeration<?> names = message.getPropertyNames(); names.hasMoreElements(); ) {
            String name = (String) names.nextElement();
            if (!name.startsWith("JMS") && message.getObjectProperty(name) instanceof String value) {
                headers.put(name, value);
            }
        }
        headers.put("JMSPriority", message.getJMSPriority());
        headers.put("JMSReplyTo", message.getJMSReplyTo());
        headers.put("JMSCorrelationID", message.getJMSCorrelationID());
        headers.values().removeIf(value -> value == null);
        return AttemptPreparation.travelling(headers);
    }
}
