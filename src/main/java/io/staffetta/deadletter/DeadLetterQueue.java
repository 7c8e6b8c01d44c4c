package io.staffetta.deadletter;

import io.staffetta.broker.Browsing;
import io.staffetta.broker.QueueNames;
import io.staffetta.message.Seal;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * The queue {@value #NAME}, as operators work with it. The embedded broker shows all of it. An external one shows, and every broker
 * lets selectors find, only as much of a queue as it keeps in memory: the embedded one at most 100,000 messages, an ActiveMQ
 * without settings of its own 200 to 400.
 *
 * <p>Not safe for use by several threads.
 */
public final class DeadLetterQueue {

    /** Name of the queue. */
    public static final String NAME = QueueNames.DEAD_LETTER;

    private static final Duration RECEIVE = Duration.ofSeconds(5);

    private final Connection connection;
    private final Seal seal;

    /**
     * @param connection to the broker, started; not closed here
     * @param seal of the gateway's messages; {@code null} if it is not known here: then dead letters can only be looked at, and
     *     who has put them there is not checked
     */
    public DeadLetterQueue(Connection connection, Seal seal) {
        this.connection = connection;
        this.seal = seal;
    }

    /** The seal of the gateway's messages. */
    Seal seal() {
        if (seal == null) {
            throw new IllegalStateException(
                    "The key of the gateway's messages is not known here: give staffetta.broker.key, or"
                            + " run this where data/broker-key is");
        }
        return seal;
    }

    /** What is done with a dead letter on its way off the queue, in the transaction that takes it off. */
    interface Deed {
        void apply(StoredDeadLetter letter, Session session, MessageProducer producer) throws JMSException;

        /** Is done after the last of a transaction, in it. */
        default void end(Session session, MessageProducer producer) throws JMSException {}
    }

    /**
     * Shows dead letters and leaves them where they are.
     *
     * @param filter which
     * @param reader is called with each, the one that has been waiting longest first
     * @throws JMSException also if the connection ended before all were seen
     */
    public void browse(DeadLetterFilter filter, Consumer<StoredDeadLetter> reader) throws JMSException {
        Browsing.each(connection, NAME, filter.selector(), letter -> {
            reader.accept(StoredDeadLetter.of(letter, seal));
            return true;
        });
    }

    /** The dead letter with an id, if the broker shows one. */
    public Optional<StoredDeadLetter> find(String id) throws JMSException {
        AtomicReference<StoredDeadLetter> found = new AtomicReference<>();
        browse(DeadLetterFilter.ofIds(List.of(id)), found::set);
        return Optional.ofNullable(found.get());
    }

    /**
     * Takes dead letters off the queue and does something with each, in one local transaction: if anything fails, all of
     * them are on the queue again and nothing has been done.
     *
     * @param filter which
     * @param most how many at most
     * @param deed what to do with each; what it sends is sent only if all goes well
     * @return their ids; fewer if there are no more, or the broker does not hand them over in time
     */
    List<String> take(DeadLetterFilter filter, int most, Deed deed) throws JMSException {
        try (Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
                MessageProducer producer = session.createProducer(null);
                MessageConsumer consumer = session.createConsumer(
                        session.createQueue(NAME + "?consumer.prefetchSize=" + most), filter.selector())) {
            List<String> taken = new ArrayList<>();
            while (taken.size() < most) {
                Message message = consumer.receive(RECEIVE.toMillis());
                if (message == null) {
                    break;
                }
                StoredDeadLetter letter = StoredDeadLetter.of(message, seal);
                deed.apply(letter, session, producer);
                taken.add(letter.id());
            }
            deed.end(session, producer);
            session.commit();
            return taken;
        }
    }
}
