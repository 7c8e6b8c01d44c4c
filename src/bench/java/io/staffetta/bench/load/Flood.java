package io.staffetta.bench.load;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.config.Addresses;
import io.staffetta.it.support.GatewayProcess;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Bulk messages to a provider that answers after 2 s, so that nearly all of them wait. */
public final class Flood implements AutoCloseable {

    /** Last digits for which the sandbox answers 2 s late. */
    private static final String SLUGGISH = "+393330000505";

    private static final int COMMIT = 500;
    private static final long EMPTY_MILLIS = 2000;

    /** Over which messages come by HTTP: as many as beside Kannel. */
    private static final int CONNECTIONS = 64;

    /** Ways in. */
    public enum Door {
        /** On sms.outbound, in transactions of 500. */
        QUEUE("on sms.outbound in transactions of " + COMMIT),
        /** POST /v1/messages, one in each. */
        HTTP("over " + CONNECTIONS + " HTTP connections"),
        /** A CSV file; for a gateway as {@link Batches} has it, whose queue limit is above the rows. */
        FILE("of a file");

        private final String words;

        Door(String words) {
            this.words = words;
        }

        /** What follows "messages". */
        public String words() {
            return words;
        }
    }

    private final GatewayProcess gateway;
    private final Batches batches;
    private final Connection connection;
    private final Session session;
    private final Queue answers;
    private final MessageConsumer last;
    /** Of the last message: one of a later flood is another one. */
    private long number;
    /** Of the last put. */
    private Door door = Door.QUEUE;

    /** Messages for a gateway that runs; none is put yet. */
    public Flood(GatewayProcess gateway) throws JMSException {
        this.gateway = gateway;
        batches = new Batches(gateway);
        connection = gateway.connect();
        session = connection.createSession(true, Session.SESSION_TRANSACTED);
        Session own = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        answers = own.createTemporaryQueue();
        last = own.createConsumer(answers);
    }

    /** Puts messages in. Those on sms.outbound, and of a file, need not be taken when it returns. */
    public void put(Door through, int messages) throws JMSException, IOException {
        door = through;
        long before = number;
        number += messages;
        switch (door) {
            case QUEUE -> queue(before, messages);
            case HTTP -> http(before, messages);
            case FILE ->
                batches.drop(
                        file(),
                        "to,text,priority\n",
                        row -> SLUGGISH + ",bulk " + (before + row) + ",bulk\n",
                        messages);
            default -> throw new IllegalArgumentException(door.name());
        }
    }

    /** Behind them it puts one that cannot be read, whose answer tells that all were taken in. */
    private void queue(long before, int messages) throws JMSException {
        MessageProducer producer = session.createProducer(session.createQueue("sms.outbound"));
        for (int i = 1; i <= messages; i++) {
            producer.send(bulk("bulk " + (before + i), SLUGGISH));
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

    private void http(long before, int messages) throws IOException {
        HttpInjector injector = new HttpInjector(Integer.parseInt(gateway.setting(Addresses.HTTP)), CONNECTIONS);
        HttpInjector.Result result = injector.post(
                "/v1/messages",
                List.of("Authorization: Bearer " + gateway.adminToken()),
                id -> "{\"to\":\"" + SLUGGISH + "\",\"text\":\"bulk " + id + "\",\"priority\":\"bulk\"}",
                before + 1,
                messages);
        if (!result.isAllTaken()) {
            throw new IllegalStateException("Not all were taken: " + result);
        }
    }

    private String file() {
        return "flood-" + number + ".csv";
    }

    /** Whether all that were put are on the queue of their account; on sms.outbound once for each time. */
    public boolean isTaken() throws JMSException, InterruptedException {
        if (door == Door.QUEUE) {
            return last.receiveNoWait() != null;
        }
        if (door == Door.HTTP) {
            return true;
        }
        JsonNode batch = batches.newest();
        return file().equals(batch.path("name").asText()) && Batches.isTaken(batch);
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
