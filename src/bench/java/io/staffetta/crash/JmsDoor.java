package io.staffetta.crash;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.List;

/** Puts messages on {@code sms.outbound}, as JSON and plain text in turns, some urgent, in a transaction or one by one. */
final class JmsDoor implements Loader.Door {

    /** Of so many one is urgent, if it is a plain text. */
    private static final int URGENT = 10;

    private final Connecting connecting;
    private final boolean transacted;
    private Connection connection;
    private Session session;
    private MessageProducer producer;
    private long puts;

    /** How to reach the broker. */
    interface Connecting {
        Connection connect() throws JMSException;
    }

    JmsDoor(Connecting connecting, boolean transacted) {
        this.connecting = connecting;
        this.transacted = transacted;
    }

    @Override
    public boolean put(List<Wish> wishes) throws JMSException {
        try {
            if (session == null) {
                connection = connecting.connect();
                session = connection.createSession(
                        transacted, transacted ? Session.SESSION_TRANSACTED : Session.AUTO_ACKNOWLEDGE);
                producer = session.createProducer(session.createQueue("sms.outbound"));
            }
            for (Wish wish : wishes) {
                producer.send(puts++ % 2 == 0 ? json(wish) : plain(wish));
            }
            if (transacted) {
                session.commit();
            }
            return true;
        } catch (JMSException | RuntimeException e) {
            close();
            throw e;
        }
    }

    @Override
    public boolean isCrash(Exception failure) {
        return failure instanceof JMSException;
    }

    @Override
    public void close() {
        session = null;
        if (connection != null) {
            try {
                connection.close();
            } catch (JMSException e) {
                // It broke with the broker.
            }
            connection = null;
        }
    }

    private TextMessage json(Wish wish) throws JMSException {
        return session.createTextMessage(wish.json());
    }

    private TextMessage plain(Wish wish) throws JMSException {
        TextMessage message = session.createTextMessage(wish.text());
        message.setStringProperty("to", wish.to());
        message.setStringProperty("account", wish.account());
        message.setStringProperty("reference", wish.text());
        if (puts % URGENT == 0) {
            message.setStringProperty("priority", "high");
        }
        return message;
    }
}
