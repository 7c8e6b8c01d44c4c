package io.staffetta.it.support;

import io.staffetta.config.Addresses;
import io.staffetta.sandbox.wire.Received;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Programs that send without a pause, one by JMS and one over HTTP, and note each text for which they were told that it was
 * taken. Some recipients are busy at first, some wrong.
 */
public final class Traffic implements AutoCloseable {

    private static final List<String> RECIPIENTS =
            List.of("+393330000001", "+393330000002", "+393330000430", "+393330000400", "+393330000003");
    private static final long PAUSE_MILLIS = 20;

    private final RunningGateway gateway;
    private final ExternalBroker broker;
    private final CountDownLatch end = new CountDownLatch(1);
    private final Set<String> taken = ConcurrentHashMap.newKeySet();
    private final Map<Integer, Integer> answers = new ConcurrentHashMap<>();
    private final List<Thread> senders = new ArrayList<>();

    /** Starts to send. */
    public Traffic(RunningGateway gateway, ExternalBroker broker) {
        this.gateway = gateway;
        this.broker = broker;
        senders.add(new Thread(this::sendByJms, "traffic-jms"));
        senders.add(new Thread(this::sendByHttp, "traffic-http"));
        senders.forEach(Thread::start);
    }

    /** Texts that were taken so far. */
    public Set<String> taken() {
        return Set.copyOf(taken);
    }

    /** How often each status was answered over HTTP. */
    public Map<Integer, Integer> answers() {
        return Map.copyOf(answers);
    }

    /** Taken texts that neither a provider nor the dead letter queue has. */
    public Set<String> missing(List<Message> deadLetters) throws JMSException {
        Set<String> missing = new HashSet<>(taken);
        gateway.providers().received().stream().map(Received::text).forEach(missing::remove);
        for (Message letter : deadLetters) {
            String body = letter.getBody(String.class);
            missing.removeIf(text -> body.equals(text) || body.contains("\"" + text + "\""));
        }
        return missing;
    }

    /** How often providers took a text that they had before. */
    public int duplicates() {
        Map<String, Long> counts = new HashMap<>(gateway.providers().received().stream()
                .collect(Collectors.groupingBy(Received::text, Collectors.counting())));
        return counts.values().stream().mapToInt(count -> (int) (count - 1)).sum();
    }

    /** Sends no more. */
    @Override
    public void close() {
        end.countDown();
        for (Thread sender : senders) {
            try {
                sender.join(TimeUnit.SECONDS.toMillis(30));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private boolean goesOn() {
        try {
            return !end.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return false;
        }
    }

    private static String recipient(int number) {
        return RECIPIENTS.get(number % RECIPIENTS.size());
    }

    private void sendByJms() {
        int number = 0;
        while (goesOn()) {
            try (Connection connection = broker.connect();
                    Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
                do {
                    String text = "jms " + number++;
                    Message message = session.createTextMessage(text);
                    message.setStringProperty("to", recipient(number));
                    message.setStringProperty("account", "kpnqwest");
                    session.createProducer(session.createQueue("sms.outbound")).send(message);
                    taken.add(text);
                } while (goesOn());
            } catch (JMSException e) {
                // The broker is away: the text was not taken for certain.
            }
        }
    }

    private void sendByHttp() {
        for (int number = 0; goesOn(); number++) {
            String text = "http " + number;
            String json =
                    "{\"to\": \"" + recipient(number) + "\", \"text\": \"" + text + "\", \"account\": \"kpnqwest\"}";
            int status = gateway.request(Addresses.HTTP, "POST", "/v1/messages")
                    .body(json.getBytes(StandardCharsets.UTF_8))
                    .send()
                    .status();
            answers.merge(status, 1, Integer::sum);
            if (status == 202) {
                taken.add(text);
            }
        }
    }
}
