package io.staffetta.broker;

import io.staffetta.broker.embedded.EmbeddedBroker;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.nio.file.Path;

/** An embedded broker alone, in a process whose heap is small, and messages that wait on it. Prints how many came out again. */
public final class ManyWaitingMain {

    private static final String QUEUE = "sms.account.main";
    private static final int TRANSACTION = 200;
    private static final long EMPTY_MILLIS = 2000;
    /** As many as the gateway gives a message, of about their length. */
    private static final int PROPERTIES = 12;

    private ManyWaitingMain() {}

    /**
     * Puts messages on a queue from within the process, as the gateway does, and takes them off when all are there.
     *
     * @param args data folder, number of messages, and how long they are, in words of five characters
     */
    public static void main(String... args) throws Exception {
        int count = Integer.parseInt(args[1]);
        try (EmbeddedBroker broker = new EmbeddedBroker(Path.of(args[0]), "127.0.0.1", 0, 0, Credentials.ANONYMOUS)) {
            broker.start();
            try (Connection connection = BrokerConnections.factory(
                            "vm://" + EmbeddedBroker.NAME + "?create=false", Credentials.ANONYMOUS)
                    .createConnection()) {
                connection.start();
                put(connection, count, Integer.parseInt(args[2]));
                System.out.println(take(connection) + " came out again");
            }
        }
    }

    private static void put(Connection connection, int count, int words) throws JMSException {
        try (Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
                MessageProducer producer = session.createProducer(session.createQueue(QUEUE))) {
            for (int i = 1; i <= count; i++) {
                TextMessage message = session.createTextMessage("{\"text\":\"" + "Ciao ".repeat(words) + i + "\"}");
                for (int j = 0; j < PROPERTIES; j++) {
                    message.setStringProperty("property" + j, "value " + i);
                }
                producer.send(message);
                if (i % TRANSACTION == 0) {
                    session.commit();
                }
            }
            session.commit();
        }
    }

    private static int take(Connection connection) throws JMSException {
        int taken = 0;
        try (Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
                MessageConsumer consumer = session.createConsumer(session.createQueue(QUEUE))) {
            while (consumer.receive(EMPTY_MILLIS) != null) {
                if (++taken % TRANSACTION == 0) {
                    session.commit();
                }
            }
            session.commit();
        }
        return taken;
    }
}
