package io.staffetta.it.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.staffetta.it.support.ClassicBrokerProcess;
import io.staffetta.it.support.DemoAccounts;
import io.staffetta.it.support.ExternalBroker;
import io.staffetta.it.support.PostgresDatabase;
import io.staffetta.it.support.RunningGateway;
import io.staffetta.message.MessageId;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two gateways on one broker and one PostgreSQL ledger, to which copies of the same message come at once, and die. */
class DeadLetterGuardOfNodesIT {

    private static final int MESSAGES = 100;

    private final ExternalBroker broker = new ClassicBrokerProcess();
    private EmbeddedPostgres postgres;
    private RunningGateway one;
    private RunningGateway other;

    @BeforeEach
    void start() throws IOException {
        postgres = PostgresDatabase.builder().start();
        broker.start();
        one = gateway();
        other = gateway();
    }

    @AfterEach
    void stop() throws IOException {
        one.close();
        other.close();
        broker.close();
        postgres.close();
    }

    private RunningGateway gateway() {
        return RunningGateway.withAccounts(DemoAccounts.YAML)
                .on(broker)
                .with("staffetta.ledger.url", postgres.getJdbcUrl("postgres", "postgres"))
                .with("staffetta.ledger.user", "postgres")
                .start();
    }

    @Test
    void keepOneDeadLetterOfEachMessage() throws Exception {
        List<String> ids = new ArrayList<>();
        try (Session session = one.transactedSession()) {
            MessageProducer producer = session.createProducer(session.createQueue("sms.account.messagenet"));
            for (int i = 0; i < MESSAGES; i++) {
                String id = MessageId.next();
                ids.add(id);
                // The broker hands them out in turn, so that each gateway has one at the same moment.
                producer.send(one.sealed(expired(session, id), "sms.account.messagenet"));
                producer.send(one.sealed(expired(session, id), "sms.account.messagenet"));
            }
            session.commit();
        }

        await().atMost(Duration.ofSeconds(60))
                .until(() -> letters().size() >= MESSAGES
                        && one.browse("sms.account.messagenet").isEmpty());
        // A second letter would have come with the copy that has left the account's queue.
        assertThat(letters()).containsExactlyInAnyOrderElementsOf(ids);
    }

    private List<String> letters() throws JMSException {
        List<String> ids = new ArrayList<>();
        for (Message letter : one.browse("sms.dead-letter")) {
            ids.add(letter.getStringProperty("messageId"));
        }
        return ids;
    }

    private static TextMessage expired(Session session, String id) throws JMSException {
        TextMessage copy = session.createTextMessage("{\"to\": \"3330000001\", \"text\": \"too late\"}");
        copy.setStringProperty("messageId", id);
        copy.setStringProperty("recipient", "+393330000001");
        copy.setStringProperty("account", "messagenet");
        copy.setStringProperty("requestedAccount", "");
        copy.setStringProperty("source", "http");
        copy.setStringProperty("priority", "normal");
        copy.setStringProperty("deadline", "2020-01-01T00:00:00Z");
        copy.setStringProperty("sendAt", "1970-01-01T00:00:00Z");
        return copy;
    }
}
