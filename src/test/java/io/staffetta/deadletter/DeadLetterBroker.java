package io.staffetta.deadletter;

import io.staffetta.account.UnknownAccountException;
import io.staffetta.broker.BrokerConnections;
import io.staffetta.broker.Credentials;
import io.staffetta.broker.embedded.EmbeddedBroker;
import io.staffetta.delivery.Reason;
import io.staffetta.delivery.outcome.OutcomeEvents;
import io.staffetta.ledger.operation.ItemOutcome;
import io.staffetta.ledger.operation.OperationItem;
import io.staffetta.message.Envelope;
import io.staffetta.message.MessageHeaders;
import io.staffetta.message.MessageReader;
import io.staffetta.message.PhoneNumbers;
import io.staffetta.message.Seal;
import io.staffetta.message.SmsMessage;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The embedded broker with dead letters on it, as the gateway writes them, and what comes out on sms.redrive. */
final class DeadLetterBroker implements AutoCloseable {

    static final MessageReader READER = new MessageReader(new PhoneNumbers("IT", false), Clock.systemUTC());

    static final Seal SEAL = new Seal("a key for tests alone");

    private final EmbeddedBroker broker = new EmbeddedBroker(
            Path.of("target", "it", UUID.randomUUID().toString()), "127.0.0.1", 0, 0, Credentials.ANONYMOUS);
    private final ConnectionFactory factory;
    private final Connection connection;
    private final Session session;

    DeadLetterBroker() throws JMSException {
        broker.start();
        factory = BrokerConnections.factory("tcp://127.0.0.1:" + broker.openWirePort(), Credentials.ANONYMOUS);
        connection = factory.createConnection();
        connection.start();
        session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
    }

    Connection connection() {
        return connection;
    }

    Session session() {
        return session;
    }

    DeadLetterQueue queue() {
        return new DeadLetterQueue(factory, SEAL);
    }

    /**
     * Puts a dead letter for each recipient of a message on the queue, as it is after it failed with an account.
     *
     * @param body text or bytes as a sender put it on sms.outbound
     * @param properties properties that it had there
     * @return their ids
     */
    List<String> die(Object body, Map<String, Object> properties, Reason reason, String account) throws JMSException {
        return die(body, properties, reason, account, Instant.now().plus(Duration.ofHours(1)));
    }

    List<String> die(Object body, Map<String, Object> properties, Reason reason, String account, Instant deadline)
            throws JMSException {
        List<String> ids = new ArrayList<>();
        for (SmsMessage message : READER.read(body, properties, "http", "")) {
            Map<String, Object> headers = Envelope.headers(message.withDeadline(deadline), properties);
            headers.put(MessageHeaders.ACCOUNT, account);
            put(
                    body,
                    new DeadLetters(new OutcomeEvents(Clock.systemUTC()), Clock.systemUTC())
                            .ofUnroutable(message, body, headers, new UnknownAccountException(account, List.of()))
                            .message()
                            .headers(),
                    reason);
            ids.add(message.id());
        }
        return ids;
    }

    /** Puts a message with string properties on the dead letter queue. */
    void put(Object body, Map<String, Object> headers, Reason reason) throws JMSException {
        Message letter = message(body);
        for (Map.Entry<String, Object> header : headers.entrySet()) {
            letter.setStringProperty(header.getKey(), header.getValue().toString());
        }
        letter.setStringProperty(MessageHeaders.REASON, reason.name());
        Map<String, Object> all = new HashMap<>(headers);
        all.put(MessageHeaders.REASON, reason.name());
        letter.setStringProperty(Seal.PROPERTY, SEAL.of(DeadLetterQueue.NAME, all, body));
        send(letter, DeadLetterQueue.NAME);
    }

    Message message(Object body) throws JMSException {
        if (body instanceof String text) {
            return session.createTextMessage(text);
        }
        BytesMessage bytes = session.createBytesMessage();
        bytes.writeBytes((byte[]) body);
        return bytes;
    }

    void send(Message message, String queue) throws JMSException {
        session.createProducer(session.createQueue(queue)).send(message);
    }

    /** Ids of the dead letters that are there. */
    List<String> dead() throws JMSException {
        List<String> ids = new ArrayList<>();
        queue().browse(letter -> ids.add(letter.id()));
        return ids;
    }

    /**
     * Does something with dead letters.
     *
     * @param redriveCounts how often they had been redriven, by id
     * @return what became of those that were there, by id
     */
    Map<String, ItemOutcome> sweep(LetterHandler deed, Map<String, Integer> redriveCounts) throws JMSException {
        Map<String, OperationItem> wanted = new HashMap<>();
        redriveCounts.forEach((id, redriveCount) ->
                wanted.put(id, new OperationItem(wanted.size() + 1L, id, redriveCount, null, null)));
        Map<String, ItemOutcome> outcomes = new HashMap<>();
        boolean all = new LetterSweep(connection, SEAL).run(wanted, deed, new LetterSweep.Owner() {
            @Override
            public int next() {
                return 100;
            }

            @Override
            public void settle(Map<OperationItem, ItemOutcome> settled, Session ours, MessageProducer producer) {
                settled.forEach((item, outcome) -> outcomes.put(item.messageId(), outcome));
            }
        });
        if (!all) {
            throw new IllegalStateException("Not all of the queue was seen");
        }
        return outcomes;
    }

    /** The next message put on sms.redrive; {@code null} if there is none. */
    Message outbound() throws JMSException {
        try (MessageConsumer consumer = session.createConsumer(session.createQueue(Redrive.QUEUE))) {
            return consumer.receive(1000);
        }
    }

    /** How many messages were put on sms.redrive and are there. */
    int outboundCount() throws JMSException {
        int count = 0;
        for (Enumeration<?> left = session.createBrowser(session.createQueue(Redrive.QUEUE))
                        .getEnumeration();
                left.hasMoreElements();
                left.nextElement()) {
            count++;
        }
        return count;
    }

    /** What the gateway makes of a message from sms.redrive. */
    static List<SmsMessage> read(Message message) throws JMSException {
        Map<String, Object> headers = new HashMap<>();
        for (Enumeration<?> names = message.getPropertyNames(); names.hasMoreElements(); ) {
            String name = (String) names.nextElement();
            headers.put(name, message.getObjectProperty(name));
        }
        headers.put("JMSPriority", message.getJMSPriority());
        return READER.read(body(message), headers, "jms", message.getJMSMessageID());
    }

    static Object body(Message message) throws JMSException {
        return message instanceof TextMessage text ? text.getText() : message.getBody(byte[].class);
    }

    @Override
    public void close() throws JMSException {
        connection.close();
        broker.close();
    }
}
