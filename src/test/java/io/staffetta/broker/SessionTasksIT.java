package io.staffetta.broker;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.List;
import org.apache.activemq.broker.BrokerService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The threads on which many connections hand messages to their sessions. */
class SessionTasksIT {

    private static final int CONNECTIONS = 30;
    private static final long WAIT_MILLIS = 10_000;

    private final BrokerService broker = new BrokerService();
    private final List<Connection> connections = new ArrayList<>();

    @BeforeEach
    void start() throws Exception {
        broker.setBrokerName("session-tasks");
        broker.setPersistent(false);
        broker.setUseJmx(false);
        broker.setUseShutdownHook(false);
        broker.start();
        broker.waitUntilStarted();
    }

    @AfterEach
    void stop() throws Exception {
        for (Connection connection : connections) {
            connection.close();
        }
        broker.stop();
    }

    private Session session() throws JMSException {
        Connection connection = BrokerConnections.factory("vm://session-tasks?create=false", Credentials.ANONYMOUS)
                .createConnection();
        connections.add(connection);
        connection.start();
        return connection.createSession(false, Session.CLIENT_ACKNOWLEDGE);
    }

    private static long threads(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(name))
                .count();
    }

    @Test
    void areFewerThanConnectionsAndOutliveEachOfThem() throws Exception {
        Session sending = session();
        MessageProducer producer = sending.createProducer(null);
        List<MessageConsumer> consumers = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            Session session = session();
            consumers.add(session.createConsumer(session.createQueue("sms.account." + i)));
        }
        for (int i = 0; i < CONNECTIONS; i++) {
            producer.send(sending.createQueue("sms.account." + i), sending.createTextMessage("text"));
            assertThat(consumers.get(i).receive(WAIT_MILLIS)).isNotNull();
        }
        assertThat(threads("ActiveMQ Session Task")).isZero();
        assertThat(threads("broker-sessions")).isBetween(1L, CONNECTIONS / 2L);

        for (int i = 1; i < CONNECTIONS; i++) {
            connections.get(i).close();
        }
        producer.send(sending.createQueue("sms.account." + (CONNECTIONS - 1)), sending.createTextMessage("more"));

        Message more = consumers.get(CONNECTIONS - 1).receive(WAIT_MILLIS);
        assertThat(more.getBody(String.class)).isEqualTo("more");
    }
}
