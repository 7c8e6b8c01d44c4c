package io.staffetta.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staffetta.broker.BrokerConnections;
import io.staffetta.broker.Credentials;
import io.staffetta.ledger.operation.ItemOutcome;
import io.staffetta.ledger.operation.OperationItem;
import io.staffetta.message.Seal;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.activemq.broker.BrokerPlugin;
import org.apache.activemq.broker.BrokerPluginSupport;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.broker.ProducerBrokerExchange;
import org.apache.activemq.command.ActiveMQQueue;
import org.apache.activemq.command.Message;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Redrives with a broker that takes so many messages on sms.redrive and no more. */
class AtomicRedriveIT {

    private static final int LETTERS = 10;
    private static final int TAKES = 4;

    @ParameterizedTest(name = "synchronous sends: {0}")
    @ValueSource(booleans = {true, false})
    void leavesEverythingWhereItWasIfOneCannotBeSent(boolean synchronous) throws Exception {
        BrokerService broker = brokerThatRefuses();
        try {
            ActiveMQConnectionFactory factory = BrokerConnections.factory(
                    broker.getTransportConnectors().get(0).getPublishableConnectString(), Credentials.ANONYMOUS);
            factory.setAlwaysSyncSend(synchronous);
            List<String> ids;
            try (Connection connection = factory.createConnection()) {
                connection.start();
                ids = fill(connection);
                Map<String, OperationItem> wanted = new HashMap<>();
                ids.forEach(id -> wanted.put(id, new OperationItem(1, id, 0, null, null)));
                LetterSweep sweep = new LetterSweep(connection, DeadLetterBroker.SEAL);

                assertThatThrownBy(() -> sweep.run(
                                wanted, new Redrive(DeadLetterBroker.SEAL, "", null, Clock.systemUTC()), allAtOnce()))
                        .isInstanceOf(JMSException.class);
            }
            assertThat(ids(factory)).containsExactlyElementsOf(ids);
            assertThat(broker.getDestination(new ActiveMQQueue(Redrive.QUEUE))
                            .getDestinationStatistics()
                            .getMessages()
                            .getCount())
                    .isZero();
        } finally {
            broker.stop();
            broker.waitUntilStopped();
        }
    }

    private static BrokerService brokerThatRefuses() throws Exception {
        BrokerService broker = new BrokerService();
        broker.setBrokerName("refusing");
        broker.setPersistent(false);
        broker.setUseJmx(false);
        broker.addConnector("tcp://127.0.0.1:0");
        broker.setPlugins(new BrokerPlugin[] {new Refusing()});
        broker.start();
        broker.waitUntilStarted();
        return broker;
    }

    private static List<String> fill(Connection connection) throws JMSException {
        List<String> ids = new ArrayList<>();
        try (Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
            for (int i = 0; i < LETTERS; i++) {
                jakarta.jms.Message letter = session.createTextMessage("letter " + i);
                letter.setStringProperty(
                        Seal.PROPERTY, DeadLetterBroker.SEAL.of(DeadLetterQueue.NAME, Map.of(), "letter " + i));
                session.createProducer(session.createQueue(DeadLetterQueue.NAME))
                        .send(letter);
                ids.add(StoredDeadLetter.strangerId(letter));
            }
        }
        return ids;
    }

    private static List<String> ids(ConnectionFactory factory) throws JMSException {
        List<String> ids = new ArrayList<>();
        new DeadLetterQueue(factory, DeadLetterBroker.SEAL).browse(letter -> ids.add(letter.id()));
        return ids;
    }

    private static LetterSweep.Owner allAtOnce() {
        return new LetterSweep.Owner() {
            @Override
            public int next() {
                return LETTERS;
            }

            @Override
            public void settle(Map<OperationItem, ItemOutcome> settled, Session session, MessageProducer producer) {}
        };
    }

    private static final class Refusing extends BrokerPluginSupport {

        private final AtomicInteger taken = new AtomicInteger();

        @Override
        public void send(ProducerBrokerExchange exchange, Message message) throws Exception {
            if (message.getDestination().getPhysicalName().equals(Redrive.QUEUE) && taken.incrementAndGet() > TAKES) {
                throw new IllegalStateException("sms.redrive is full");
            }
            super.send(exchange, message);
        }
    }
}
