package io.staffetta.bench.alarm;

import static org.awaitility.Awaitility.await;

import io.staffetta.bench.load.Latencies;
import io.staffetta.it.support.GatewayProcess;
import io.staffetta.sandbox.ProviderSandbox;
import io.staffetta.sandbox.wire.Received;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Sends urgent messages one by one, at a fixed rate, each in a commit of its own, and measures how long each was in the
 * gateway: from before it is sent until the provider has it. Both are read from this machine's clock, in this process.
 */
final class Alarms implements AutoCloseable {

    /** The ways in which a message says that it is urgent; the messages take turns. */
    enum Form {
        /** Plain text with a string property {@code priority}. */
        PROPERTY("+393330000011"),
        /** Plain text with JMSPriority 8. */
        JMS("+393330000012"),
        /** JSON with a field {@code priority}. */
        JSON("+393330000013");

        /** Its recipient, by which it is known at the provider. */
        private final String to;

        Form(String to) {
            this.to = to;
        }

        private static Form of(Received message) {
            return Stream.of(values())
                    .filter(form -> form.to.equals(message.to()))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final Connection connection;
    private final Session session;
    private final MessageProducer producer;
    private final ProviderSandbox providers;
    private int sent;

    Alarms(GatewayProcess gateway, ProviderSandbox providers) throws JMSException {
        this.providers = providers;
        connection = gateway.connect();
        session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        producer = session.createProducer(session.createQueue("sms.outbound"));
    }

    /**
     * Sends, waits until all are at the provider, and tells how long each took.
     *
     * @param perSecond messages a second, 1 or more
     * @param goOn asked before each whether to send it
     * @throws org.awaitility.core.ConditionTimeoutException if one has not come after 5 minutes
     */
    Map<Form, Latencies> measure(int perSecond, BooleanSupplier goOn) throws JMSException {
        Map<String, Instant> begun = new HashMap<>();
        long step = TimeUnit.SECONDS.toNanos(1) / perSecond;
        for (long due = System.nanoTime(); goOn.getAsBoolean(); due += step) {
            LockSupport.parkNanos(due - System.nanoTime());
            String text = "alarm " + sent++;
            begun.put(text, Instant.now());
            send(text, Form.values()[begun.size() % Form.values().length]);
        }
        await().atMost(LONGEST)
                .until(() -> providers.received().stream()
                                .filter(one -> begun.containsKey(one.text()))
                                .count()
                        >= begun.size());
        Map<Form, List<Long>> micros = new EnumMap<>(Form.class);
        for (Received one : providers.received()) {
            Instant from = begun.get(one.text());
            if (from != null) {
                micros.computeIfAbsent(Form.of(one), any -> new ArrayList<>())
                        .add(ChronoUnit.MICROS.between(from, one.at()));
            }
        }
        Map<Form, Latencies> measured = new EnumMap<>(Form.class);
        micros.forEach((form, values) -> measured.put(form, Latencies.of(values)));
        return measured;
    }

    private void send(String text, Form form) throws JMSException {
        Message message = session.createTextMessage(
                form == Form.JSON
                        ? "{\"to\": \"" + form.to + "\", \"text\": \"" + text + "\", \"priority\": \"high\"}"
                        : text);
        if (form != Form.JSON) {
            message.setStringProperty("to", form.to);
        }
        if (form == Form.PROPERTY) {
            message.setStringProperty("priority", "high");
        }
        producer.setPriority(form == Form.JMS ? 8 : Message.DEFAULT_PRIORITY);
        producer.send(message);
    }

    @Override
    public void close() throws JMSException {
        connection.close();
    }
}
