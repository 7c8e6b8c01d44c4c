package io.staffetta.broker.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.broker.BrokerConnections;
import io.staffetta.broker.Credentials;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Browsers of the dead letter queue see all of it, in order, whatever fits into memory. */
class DeadLetterBrowsingIT {

    private static final String QUEUE = "sms.dead-letter";

    @TempDir
    private Path folder;

    private EmbeddedBroker broker;
    private Connection connection;
    private Session session;

    @BeforeEach
    void start() throws Exception {
        broker = new EmbeddedBroker(folder, "127.0.0.1", 0, 0, Credentials.ANONYMOUS);
        broker.start();
        connection = BrokerConnections.factory("tcp://127.0.0.1:" + broker.openWirePort(), Credentials.ANONYMOUS)
                .createConnection();
        connection.start();
        session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
    }

    @AfterEach
    void stop() throws Exception {
        connection.close();
        broker.close();
    }

    private void fill(int count, int bytes) throws Exception {
        try (Session transacted = connection.createSession(true, Session.SESSION_TRANSACTED);
                MessageProducer producer = transacted.createProducer(transacted.createQueue(QUEUE))) {
            for (int i = 0; i < count; i++) {
                BytesMessage message = transacted.createBytesMessage();
                message.writeBytes(new byte[bytes]);
                message.setIntProperty("number", i);
                message.setStringProperty("reason", i % 100 == 7 ? "REFUSED" : "EXPIRED");
                producer.send(message);
                if (i % 500 == 499) {
                    transacted.commit();
                }
            }
            transacted.commit();
        }
    }

    private List<Integer> numbers(Session of, String selector) throws Exception {
        List<Integer> numbers = new ArrayList<>();
        try (QueueBrowser browser = of.createBrowser(of.createQueue(QUEUE), selector)) {
            for (Enumeration<?> left = browser.getEnumeration(); left.hasMoreElements(); ) {
                Message message = (Message) left.nextElement();
                if (message != null) {
                    numbers.add(message.getIntProperty("number"));
                }
            }
        }
        return numbers;
    }

    @Test
    void showsAllInOrderAndByTheirProperties() throws Exception {
        assertThat(numbers(session, null)).isEmpty();
        fill(2345, 100);

        assertThat(numbers(session, null)).hasSize(2345).isSorted().doesNotHaveDuplicates();
        assertThat(numbers(session, "reason = 'REFUSED'"))
                .hasSize(24)
                .startsWith(7, 107)
                .endsWith(2307);
        assertThat(numbers(session, "reason = 'NONE'")).isEmpty();
        try (Session transacted = connection.createSession(true, Session.SESSION_TRANSACTED)) {
            assertThat(numbers(transacted, null)).hasSize(2345);
        }
    }

    /** Some 200 MB of them, each looked at by several at once: no page may stay in memory. */
    @Test
    void showsMoreThanFitsIntoMemoryToSeveralAtOnce() throws Exception {
        fill(2000, 100_000);

        ExecutorService readers = Executors.newFixedThreadPool(3);
        try {
            List<Future<List<Integer>>> found = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                found.add(readers.submit(() -> {
                    try (Session own = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
                        return numbers(own, "number >= 0");
                    }
                }));
            }
            for (Future<List<Integer>> one : found) {
                assertThat(one.get()).hasSize(2000).isSorted();
            }
        } finally {
            readers.shutdownNow();
        }
    }

    @Test
    void goesOnWhereMessagesAreTakenMeanwhile() throws Exception {
        fill(1500, 100);
        Set<Integer> seen = new HashSet<>();
        try (QueueBrowser browser = session.createBrowser(session.createQueue(QUEUE));
                Session taking = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
                var consumer = taking.createConsumer(taking.createQueue(QUEUE + "?consumer.prefetchSize=1"))) {
            Enumeration<?> left = browser.getEnumeration();
            for (int i = 0; i < 300; i++) {
                assertThat(consumer.receive(5000)).isNotNull();
            }
            while (left.hasMoreElements()) {
                Message message = (Message) left.nextElement();
                if (message != null) {
                    seen.add(message.getIntProperty("number"));
                }
            }
        }
        assertThat(seen).hasSizeGreaterThan(800);
        assertThat(numbers(session, null)).hasSize(1200).startsWith(300);
    }
}
