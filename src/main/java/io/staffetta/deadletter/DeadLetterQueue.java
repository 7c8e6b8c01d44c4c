package io.staffetta.deadletter;

import io.staffetta.broker.Browsing;
import io.staffetta.broker.QueueNames;
import io.staffetta.message.MessageHeaders;
import io.staffetta.message.Seal;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/**
 * Browses the queue {@value #NAME}. The embedded broker shows all of it; an external one only as much as it keeps in
 * memory, an ActiveMQ without settings of its own 200 to 400 letters.
 *
 * <p>Thread-safe.
 */
public final class DeadLetterQueue {

    /** Name of the queue. */
    public static final String NAME = QueueNames.DEAD_LETTER;

    private final ConnectionFactory connections;
    private final Seal seal;

    /**
     * @param seal of the gateway's messages
     */
    public DeadLetterQueue(ConnectionFactory connections, Seal seal) {
        this.connections = connections;
        this.seal = seal;
    }

    /**
     * Shows dead letters and leaves them where they are.
     *
     * @param reader is called with each, and returns whether there is to be another
     * @throws JMSException also if the connection ended before all were seen
     */
    public void browse(Predicate<StoredDeadLetter> reader) throws JMSException {
        browse(null, reader);
    }

    /** The same with those that have no seal, which the gateway has not put there. */
    void browseUnsealed(Predicate<StoredDeadLetter> reader) throws JMSException {
        browse(Seal.PROPERTY + " IS NULL", reader);
    }

    /** The dead letter with an id, if the broker shows one. */
    public Optional<StoredDeadLetter> find(String id) throws JMSException {
        AtomicReference<StoredDeadLetter> found = new AtomicReference<>();
        Predicate<StoredDeadLetter> reader = letter -> {
            if (letter.id().equals(id)) {
                found.set(letter);
            }
            return found.get() == null;
        };
        browse(MessageHeaders.MESSAGE_ID + " = '" + id.replace("'", "''") + "'", reader);
        if (found.get() == null) {
            browse(MessageHeaders.MESSAGE_ID + " IS NULL", reader);
        }
        return Optional.ofNullable(found.get());
    }

    private void browse(String selector, Predicate<StoredDeadLetter> reader) throws JMSException {
        try (Connection connection = connections.createConnection()) {
            connection.start();
            Browsing.each(connection, NAME, selector, letter -> reader.test(StoredDeadLetter.of(letter, seal)));
        }
    }
}
