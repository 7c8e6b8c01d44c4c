package io.staffetta.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import java.util.Map;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A session that outlives its broker, with a real broker. */
class KeptSessionIT {

    private final TestBroker broker = new TestBroker();
    private final KeptSession session = new KeptSession(broker.factory());

    @AfterEach
    void close() {
        session.close();
        broker.close();
    }

    private void put(String queue, String text) throws JMSException {
        session.send(queue, Map.of("messageId", "m", "JMSPriority", 4), text);
    }

    @Test
    void putsAllOnTheQueuesWithTheCommitAndNothingBefore() throws Exception {
        put("one", "a");
        put("two", "b");
        assertThat(broker.browse("one")).as("before the commit").isEmpty();

        session.commit();

        assertThat(broker.browse("one")).containsExactly("a");
        assertThat(broker.browse("two")).containsExactly("b");
    }

    @Test
    void undoesWhatWasPutSinceTheLastCommit() throws Exception {
        put("one", "a");
        session.rollback();
        put("one", "b");
        session.close();
        put("one", "c");
        session.commit();

        assertThat(broker.browse("one")).containsExactly("c");
    }

    @Test
    void goesOnWithAnotherConnectionWhenTheBrokerWentAndCameBackMeanwhile() throws Exception {
        ConnectionFactory current = new ActiveMQConnectionFactory() {
            @Override
            public Connection createConnection() throws JMSException {
                return broker.factory().createConnection();
            }
        };
        try (KeptSession kept = new KeptSession(current)) {
            kept.send("one", Map.of(), "a");
            kept.commit();

            broker.restart();

            await().ignoreExceptions().untilAsserted(() -> {
                kept.send("one", Map.of(), "b");
                kept.commit();
            });
            assertThat(broker.browse("one")).containsExactly("a", "b");
        }
    }
}
