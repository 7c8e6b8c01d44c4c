package io.staffetta.continuity;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.function.LongUnaryOperator;

/**
 * Keeps the mark of a home in the broker: one message on queue {@value #QUEUE}, which is replaced in one transaction.
 */
final class BrokerMark implements AutoCloseable {

    /** The queue. */
    static final String QUEUE = "sms.mark";

    private static final String HOME = "home";
    private static final String SEQUENCE = "sequence";
    private static final long PATIENCE_MILLIS = 5000;

    private final ConnectionFactory connections;
    private final String home;
    private Connection connection;

    BrokerMark(ConnectionFactory connections, String home) {
        this.connections = connections;
        this.home = home;
    }

    /**
     * Tells it.
     *
     * @param isExpected whether one must be there, which then may take a moment to come
     * @param next the sequence to tell, by the one that is there; 0 for none
     * @throws JMSException if that is not certain
     */
    void replace(boolean isExpected, LongUnaryOperator next) throws JMSException {
        try (Session session = connection().createSession(true, Session.SESSION_TRANSACTED)) {
            Queue queue = session.createQueue(QUEUE);
            long told = next.applyAsLong(take(session, isExpected));
            TextMessage message = session.createTextMessage("What a gateway last told. Leave it here");
            message.setStringProperty(HOME, home);
            message.setLongProperty(SEQUENCE, told);
            try (MessageProducer producer = session.createProducer(queue)) {
                producer.send(message);
            }
            session.commit();
        } catch (JMSException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private long take(Session session, boolean isExpected) throws JMSException {
        long told = 0;
        // Asks the broker, which answers at once, also that there is none.
        Queue queue = session.createQueue(QUEUE + "?consumer.prefetchSize=0");
        try (MessageConsumer consumer = session.createConsumer(queue, HOME + " = '" + home + "'")) {
            Message message = consumer.receiveNoWait();
            if (message == null && isExpected) {
                message = consumer.receive(PATIENCE_MILLIS);
            }
            for (; message != null; message = consumer.receiveNoWait()) {
                told = Math.max(told, message.getLongProperty(SEQUENCE));
            }
        }
        return told;
    }

    private Connection connection() throws JMSException {
        if (connection == null) {
            connection = connections.createConnection();
            connection.setExceptionListener(failure -> {});
            connection.start();
        }
        return connection;
    }

    @Override
    public void close() {
        Connection old = connection;
        connection = null;
        try {
            if (old != null) {
                old.close();
            }
        } catch (JMSException e) {
            // It is broken.
        }
    }
}
