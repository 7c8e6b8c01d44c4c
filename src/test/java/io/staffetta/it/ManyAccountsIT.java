package io.staffetta.it;

import static org.awaitility.Awaitility.await;

import io.staffetta.it.support.GatewayProcess;
import jakarta.jms.Connection;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a gateway with many accounts needs, as a process of its own. */
class ManyAccountsIT {

    private static final int ACCOUNTS = 200;
    private static final int EACH = 3;
    private static final int MOST_THREADS = 110;

    private static String accounts() {
        StringBuilder yaml = new StringBuilder("default: account-0\naccounts:\n");
        for (int i = 0; i < ACCOUNTS; i++) {
            yaml.append("""
                  account-%d:
                    provider: messagenet
                    description: One of many
                    username: demo
                    password: demo-password
                    senderName: Staffetta
                    url: "{{sandbox}}/messagenet/api/send_sms/"
                """.formatted(i));
        }
        return yaml.toString();
    }

    @Test
    void hasNoThreadForEachAccount() throws Exception {
        try (GatewayProcess gateway = new GatewayProcess()
                .with("staffetta.reports.delays", "24h")
                .writeAccounts(accounts())
                .start()) {
            try (Connection connection = gateway.connect();
                    Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
                    MessageProducer producer = session.createProducer(session.createQueue("sms.outbound"))) {
                for (int i = 0; i < ACCOUNTS * EACH; i++) {
                    producer.send(session.createTextMessage(
                            "{\"to\":\"+393330000001\",\"text\":\"%d\",\"account\":\"account-%d\"}"
                                    .formatted(i, i % ACCOUNTS)));
                }
                session.commit();
            }
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> gateway.providers().counts().taken() == ACCOUNTS * EACH);

            // Delivery reports are looked for once a second.
            await().during(Duration.ofSeconds(3))
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> gateway.use().threads() <= MOST_THREADS);
        }
    }
}
