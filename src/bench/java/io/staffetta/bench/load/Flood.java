package io.staffetta.bench.load;

import static org.awaitility.Awaitility.await;

import io.staffetta.it.support.GatewayProcess;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.time.Duration;

/** Bulk messages to a provider that answers after 2 s, so that nearly all of them wait. */
public final class Flood implements AutoCloseable {

    /** Last digits for which the sandbox answers 2 s late. */
    private static final String SLUGGISH = "+393330000505";

    private static final int COMMIT = 500;
    private static final long EMPTY_MILLIS = 2000;

    private final Connection connection;
    private final Session session;
    private final Queue answers;
    private final MessageConsumer last;
    /** Of the last message: one of a later flood is another one. */
    private int number;

    /** Messages for a gateway that runs; none is put yet. */
    public Flood(GatewayProcess gateway) throws JMSException {
        connection = gateway.connect();
        session = connection.createSession(true, Session.SESSION_TRANSACTED);
        Session own = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        answers = own.createTemporaryQueue();
        last = own.createConsumer(answers);
    }

    /** Puts messages on sms.outbound, and behind them one that cannot be read, whose answer tells that it was taken in. */
    public void put(int messages) throws JMSException {
        MessageProducer producer = session.createProducer(session.createQueue("sms.outbound"));
        for (int i = 1; i <= messages; i++) {
            producer.send(bulk("bulk " + ++number, SLUGGISH));
            if (i % COMMIT == 0) {
                session.commit();
            }
        }
        TextMessage end = bulk("the end", "nobody");
        end.setJMSReplyTo(answers);
        producer.send(end);
        session.commit();
        producer.close();
    }

    /** Whether all that were put are on the queue of their account; once for each time. */
    public boolean isTaken() throws JMSException {
        return last.receiveNoWait() != null;
    }

    /** Takes away what waits for an account. Returns how many. */
    public int drain(String account) throws JMSException {
        int drained = 0;
        try (MessageConsumer consumer = session.createConsumer(session.createQueue("sms.account." + account))) {
            while (consumer.receive(EMPTY_MILLIS) != null) {
                if (++drained % COMMIT == 0) {
                    session.commit();
                }
            }
            session.commit();
        }
        // What the gateway holds already comes to its provider by itself.
        await().pollDelay(Duration.ofSeconds(6)).until(() -> true);
        return drained;
    }

    private TextMessage bulk(String text, String to) throws JMSException {
        TextMessage message = session.createTextMessage(text);
        message.setStringProperty("to", to);
        message.setStringProperty("priority", "bulk");
        return message;
    }

    @Override
    public void close() throws JMSException {
        connection.close();
    }
}
