package io.staffetta.it.installation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.config.Addresses;
import io.staffetta.it.support.DemoAccounts;
import io.staffetta.it.support.RunningGateway;
import io.staffetta.it.support.Shell;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Backup and restore as the manual has them, and what goes wrong without. */
class RestoreIT {

    private static final int MESSAGES = 20;

    private final RunningGateway gateway = RunningGateway.withAccounts(DemoAccounts.YAML);

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void doublesNothingWhenOldDataArePutBackAndTellsWhatWouldBeSentAgain() throws Exception {
        gateway.start();
        hold();
        for (int i = 0; i < MESSAGES; i++) {
            gateway.enqueue("text " + i, "to", "+393330000001", "account", "messagenet");
        }
        await().atMost(RunningGateway.LIMIT)
                .until(() -> gateway.browse("sms.account.messagenet").size() == MESSAGES);
        gateway.stop();
        String home = gateway.home().toString();
        Shell.run("cp -R \"$1/data\" \"$1/backup\"", home);
        // As of a gateway that was not on hold, and had not sent them yet.
        try (Connection ledger = DriverManager.getConnection("jdbc:sqlite:" + home + "/backup/ledger.db");
                Statement statement = ledger.createStatement()) {
            assertThat(statement.executeUpdate("delete from hold")).isEqualTo(1);
        }
        gateway.start();
        assertThat(resume().path("wasHeld").asBoolean()).isTrue();
        await().atMost(RunningGateway.LIMIT)
                .until(() -> gateway.providers().received().size() == MESSAGES);
        gateway.stop();

        Shell.run("rm -rf \"$1/data\" && cp -R \"$1/backup\" \"$1/data\"", home);
        gateway.start();

        JsonNode held =
                gateway.request(Addresses.HTTP, "GET", "/v1/hold").send().json();
        assertThat(held.path("reason").asText())
                .contains(
                        "it was put back from a backup, and what was sent since then would be sent again",
                        "upgrading.md");
        assertThat(gateway.request(Addresses.MANAGEMENT, "GET", "/observe/health")
                        .send()
                        .body())
                .contains("it was put back from a backup");
        gateway.enqueue("taken meanwhile", "to", "+393330000001", "account", "messagenet");
        await().atMost(RunningGateway.LIMIT)
                .until(() -> gateway.browse("sms.account.messagenet").size() == MESSAGES + 1);
        assertThat(gateway.providers().received()).hasSize(MESSAGES);
        // What the manual says to do: what would be sent again is cancelled, or sent again knowingly.
        assertThat(resume().path("wasHeld").asBoolean()).isTrue();
        await().atMost(RunningGateway.LIMIT)
                .until(() -> gateway.providers().received().size() == 2 * MESSAGES + 1);
    }

    private void hold() throws IOException {
        gateway.request(Addresses.HTTP, "POST", "/v1/hold").send();
    }

    private JsonNode resume() throws IOException {
        return gateway.request(Addresses.HTTP, "POST", "/v1/hold/resume").send().json();
    }
}
