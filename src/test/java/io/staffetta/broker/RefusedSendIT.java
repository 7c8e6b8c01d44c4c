package io.staffetta.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import org.apache.activemq.broker.BrokerFilter;
import org.apache.activemq.broker.BrokerPlugin;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.broker.ProducerBrokerExchange;
import org.apache.activemq.broker.TransportConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Sends in a transaction are not answered one by one. The intake takes a message off {@code sms.outbound} and sends it on in
 * one transaction: if its commit went through although the broker had refused the send, the message would be lost.
 */
class RefusedSendIT {

    private final BrokerService broker = new BrokerService();
    private TransportConnector tcp;

    @BeforeEach
    void start() throws Exception {
        broker.setBrokerName("refusing");
        broker.setPersistent(false);
        broker.setUseJmx(false);
        broker.setPlugins(new BrokerPlugin[] {
            next -> new BrokerFilter(next) {
                @Override
                public void send(ProducerBrokerExchange exchange, org.apache.activemq.command.Message message)
                        throws Exception {
                    if (message.getDestination().getPhysicalName().equals("full")) {
                        throw new JMSException("no space");
                    }
                    super.send(exchange, message);
                }
            }
        });
        tcp = broker.addConnector("tcp://127.0.0.1:0");
        broker.start();
        broker.waitUntilStarted();
    }

    @AfterEach
    void stop() throws Exception {
        broker.stop();
        broker.waitUntilStopped();
    }

    @ParameterizedTest
    @ValueSource(strings = {"vm", "tcp"})
    void failsTheCommitAndKeepsWhatWasTaken(String transport) throws Exception {
        String url = transport.equals("vm")
                ? "vm://refusing?create=false"
                : "tcp://127.0.0.1:" + tcp.getConnectUri().getPort();
        try (Connection connection =
                        BrokerConnections.factory(url, Credentials.ANONYMOUS).createConnection();
                Session session = connection.createSession(true, Session.SESSION_TRANSACTED)) {
            connection.start();
            session.createProducer(session.createQueue("in")).send(session.createTextMessage("kept"));
            session.commit();
            try (MessageConsumer consumer = session.createConsumer(session.createQueue("in"))) {
                assertThat(consumer.receive(5000)).isNotNull();
                session.createProducer(session.createQueue("good")).send(session.createTextMessage("kept"));
                session.createProducer(session.createQueue("full")).send(session.createTextMessage("kept"));

                assertThatThrownBy(session::commit).isInstanceOf(JMSException.class);
            }
        }
        try (Connection connection =
                        BrokerConnections.factory(url, Credentials.ANONYMOUS).createConnection();
                Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
            connection.start();
            assertThat(session.createConsumer(session.createQueue("in")).receive(5000))
                    .as("still there")
                    .isNotNull();
            assertThat(session.createConsumer(session.createQueue("good")).receive(300))
                    .as("all or nothing")
                    .isNull();
        }
    }
}
