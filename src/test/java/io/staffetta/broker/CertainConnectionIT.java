package io.staffetta.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.staffetta.it.support.CuttableNetwork;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import jakarta.jms.TransactionRolledBackException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.activemq.ActiveMQConnection;
import org.apache.activemq.ActiveMQSession;
import org.apache.activemq.transport.DefaultTransportListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A commit that returns has been made, whatever happens to the connection meanwhile. */
class CertainConnectionIT {

    private final TestBroker broker = new TestBroker();
    private final CuttableNetwork network = new CuttableNetwork(broker.openWirePort());
    private ActiveMQConnection connection;
    private ActiveMQSession session;

    @AfterEach
    void close() {
        network.close();
        broker.close();
    }

    private void begin() throws JMSException {
        begin("tcp://127.0.0.1:%d");
    }

    private void begin(String url) throws JMSException {
        connection =
                (ActiveMQConnection) BrokerConnections.factory(url.formatted(network.port()), TestBroker.CREDENTIALS)
                        .createConnection();
        connection.start();
        session = (ActiveMQSession) connection.createSession(true, Session.SESSION_TRANSACTED);
        session.createProducer(session.createQueue("sms.outbound")).send(session.createTextMessage("hello"));
    }

    /** The transaction is being rolled back by another thread, which waits for the broker to say so. */
    private void awaitRollback() {
        await().until(() -> !session.getTransactionContext().isInLocalTransaction());
        assertThat(session.isClosed()).isFalse();
    }

    @Test
    void commitsWhatWasSent() throws JMSException {
        begin();

        session.commit();

        assertThat(broker.browse("sms.outbound")).containsExactly("hello");
        connection.close();
    }

    @Test
    void doesNotTakeForCommittedWhatIsRolledBackBecauseThePoolClosesTheConnection() throws Exception {
        begin();
        network.swallow();
        Thread pool = new Thread(() -> {
            try {
                connection.close();
            } catch (JMSException e) {
                // Cut in the end.
            }
        });
        pool.start();
        awaitRollback();

        assertThatThrownBy(session::commit).isInstanceOf(JMSException.class);

        network.cut();
        pool.join();
        assertThat(broker.browse("sms.outbound")).isEmpty();
    }

    @Test
    void doesNotTakeForCommittedWhatIsRolledBackBecauseTheConnectionBroke() throws Exception {
        begin();

        connection.onException(new IOException("broken"));
        await().until(connection::isTransportFailed);

        assertThatThrownBy(session::commit).isInstanceOf(JMSException.class);
        assertThat(broker.browse("sms.outbound")).isEmpty();
    }

    /** It finds another connection by itself, and sends again what the broker may have had. */
    @Test
    void doesNotCommitWhatWasBegunOnAConnectionThatIsLost() throws Exception {
        begin("failover:(tcp://127.0.0.1:%d,tcp://127.0.0.1:" + broker.openWirePort() + ")?randomize=false");
        CountDownLatch found = new CountDownLatch(1);
        connection.addTransportListener(new DefaultTransportListener() {
            @Override
            public void transportResumed() {
                found.countDown();
            }
        });
        network.close();
        found.await();

        assertThatThrownBy(session::commit).isInstanceOf(TransactionRolledBackException.class);
        assertThat(broker.browse("sms.outbound")).isEmpty();

        session.createProducer(session.createQueue("sms.outbound")).send(session.createTextMessage("again"));
        session.commit();
        assertThat(broker.browse("sms.outbound")).containsExactly("again");
        connection.close();
    }

    /** More of them than are sent to a browser before it says that it has taken some. */
    private void fillDeadLetters() throws JMSException {
        String[] texts = new String[1200];
        Arrays.setAll(texts, i -> "letter " + i);
        broker.send("sms.dead-letter", null, texts);
    }

    @Test
    void seesAllThatIsOnAQueue() throws Exception {
        fillDeadLetters();
        begin();
        List<String> seen = new ArrayList<>();

        Browsing.each(connection, "sms.dead-letter", null, message -> seen.add(message.getBody(String.class)));

        assertThat(seen).hasSize(1200).doesNotHaveDuplicates();
        connection.close();
    }

    @Test
    void doesNotTakeForTheEndOfAQueueThatTheConnectionBroke() throws Exception {
        fillDeadLetters();
        begin();
        AtomicInteger seen = new AtomicInteger();

        assertThatThrownBy(() -> Browsing.each(connection, "sms.dead-letter", null, message -> {
                    if (seen.incrementAndGet() == 1) {
                        network.swallow();
                    } else if (seen.get() == 300) {
                        network.cut();
                    }
                    return true;
                }))
                .isInstanceOf(JMSException.class)
                .hasMessageContaining("there may be more on it");

        assertThat(seen.get()).isBetween(300, 1199);
    }
}
