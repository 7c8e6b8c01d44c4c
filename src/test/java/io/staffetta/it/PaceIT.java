package io.staffetta.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.staffetta.it.support.DemoAccounts;
import io.staffetta.it.support.RunningGateway;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The pace of an account, in a whole gateway. */
class PaceIT {

    private static final int PER_SECOND = 5;
    private static final int MESSAGES = 20;

    @Test
    void beginsNoMoreSubmissionsInASecondThanTheAccountMay() throws Exception {
        try (RunningGateway gateway = RunningGateway.withAccounts(DemoAccounts.YAML.replaceFirst(
                        "(?m)^    url:", "    limits: {perSecond: " + PER_SECOND + "}\n    url:"))
                .start()) {
            for (int i = 0; i < MESSAGES; i++) {
                gateway.enqueue("paced " + i, "to", "+393330000001");
            }
            // Intake keeps no order, so the one that must wait for its turn comes when all others have been taken in.
            await().atMost(RunningGateway.LIMIT).until(() -> takenIn(gateway) == MESSAGES);
            gateway.enqueue("expires", "to", "+393330000001", "validFor", "PT0.1S");
            await().atMost(RunningGateway.LIMIT)
                    .until(() -> gateway.providers().counts().taken() == MESSAGES);

            // When they began, as the gateway has it: the first ones take longer to reach the provider.
            List<Instant> at = begun(gateway);
            assertThat(at).hasSize(MESSAGES);
            for (int i = PER_SECOND; i < at.size(); i++) {
                // Whole milliseconds are recorded.
                assertThat(Duration.between(at.get(i - PER_SECOND), at.get(i)))
                        .as("from submission %d to %d", i - PER_SECOND, i)
                        .isGreaterThanOrEqualTo(Duration.ofMillis(999));
            }
            assertThat(Duration.between(at.get(0), at.get(MESSAGES - 1)))
                    .as("the pace is used, too")
                    .isLessThan(Duration.ofSeconds(2 * MESSAGES / PER_SECOND));
            assertThat(gateway.deadLetter().getStringProperty("reason")).isEqualTo("EXPIRED");
        }
    }

    private static int takenIn(RunningGateway gateway) throws SQLException {
        try (Connection ledger = ledger(gateway);
                Statement statement = ledger.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from message")) {
            return row.getInt(1);
        }
    }

    private static List<Instant> begun(RunningGateway gateway) throws SQLException {
        List<Instant> begun = new ArrayList<>();
        try (Connection ledger = ledger(gateway);
                Statement statement = ledger.createStatement();
                ResultSet row = statement.executeQuery("select begun_at from attempt order by begun_at")) {
            while (row.next()) {
                begun.add(Instant.ofEpochMilli(row.getLong(1)));
            }
        }
        return begun;
    }

    private static Connection ledger(RunningGateway gateway) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + gateway.home().resolve("data/ledger.db"));
    }
}
