package io.staffetta.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.activemq.broker.BrokerPlugin;
import org.apache.activemq.broker.BrokerPluginSupport;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.broker.ConnectionContext;
import org.apache.activemq.broker.SuppressReplyException;
import org.apache.activemq.broker.region.Subscription;
import org.apache.activemq.command.ConsumerInfo;
import org.apache.activemq.transport.vm.VMTransportFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** With a broker that takes a request and never answers it, as one does whose disk is full. */
@Timeout(60)
class VmConnectionsTest {

    private final String name = "vm-connections-" + UUID.randomUUID();
    private final ActiveMQConnectionFactory factory =
            BrokerConnections.factory("vm://" + name + "?create=false&async=false", Credentials.ANONYMOUS);
    private final CountDownLatch asked = new CountDownLatch(1);
    private final BrokerService broker = new BrokerService();

    @BeforeEach
    void start() throws Exception {
        broker.setBrokerName(name);
        broker.setPersistent(false);
        broker.setUseJmx(false);
        broker.setAdvisorySupport(false);
        broker.setPlugins(new BrokerPlugin[] {
            inner -> new BrokerPluginSupport() {
                {
                    setNext(inner);
                }

                @Override
                public Subscription addConsumer(ConnectionContext context, ConsumerInfo info) {
                    asked.countDown();
                    throw new SuppressReplyException("no answer", new IOException("No space left on device"));
                }
            }
        });
        broker.start();
        broker.waitUntilStarted();
    }

    @AfterEach
    void stop() throws Exception {
        VmConnections.of(name).open();
        broker.stop();
    }

    @Test
    void endsAWaitForAnAnswerThatDoesNotCome() throws Exception {
        Connection connection = factory.createConnection();
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        CompletableFuture<Object> consumer = CompletableFuture.supplyAsync(() -> {
            try {
                return session.createConsumer(session.createQueue("sms.account.messagenet"));
            } catch (JMSException e) {
                throw new IllegalStateException(e);
            }
        });
        asked.await();
        // As of a broker that starts in vain: it goes, and its connector stays.
        VMTransportFactory.CONNECTORS.remove(name);

        VmConnections.of(name).close("The embedded broker ended");

        assertThatThrownBy(() -> consumer.get(10, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .rootCause()
                .hasMessageContaining("The embedded broker ended");
    }

    @Test
    void givesNoConnectionThatWasMadeWhileAllWereEnded() {
        assertThatThrownBy(() -> VmConnections.of(name).add(() -> {
                    CertainConnection connection = (CertainConnection) factory.createConnection();
                    VmConnections.of(name).close("The embedded broker ended");
                    return connection;
                }))
                .isInstanceOf(JMSException.class)
                .hasMessage("The embedded broker ended");
    }

    @Test
    void makesNoneUntilTheNextBrokerHasStarted() throws Exception {
        VmConnections.of(name).close("The queues cannot be written");

        assertThatThrownBy(factory::createConnection)
                .isInstanceOf(JMSException.class)
                .hasMessage("The queues cannot be written");

        VmConnections.of(name).open();

        try (Connection connection = factory.createConnection()) {
            assertThat(connection.createSession(false, Session.AUTO_ACKNOWLEDGE))
                    .isNotNull();
        }
    }
}
