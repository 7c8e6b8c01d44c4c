package io.staffetta.ledger.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.ledger.store.LedgerStore;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteBatchesTest extends BatchesContract {

    @TempDir
    private Path folder;

    @Override
    LedgerStore store() {
        return LedgerStore.embedded(folder);
    }

    @Test
    void countsWhatIsOnQueuesByAnIndexThatHasNothingElse() throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("ledger.db"));
                Statement statement = connection.createStatement();
                ResultSet plan = statement.executeQuery("explain query plan "
                        + BatchTable.ON_QUEUES
                                .replace("account = ?", "account = 'main'")
                                .replace("limit ?", "limit 10000"))) {
            StringBuilder steps = new StringBuilder();
            while (plan.next()) {
                steps.append(plan.getString("detail")).append('\n');
            }
            assertThat(steps.toString())
                    .contains("SEARCH message USING COVERING INDEX message_in_queue (account=?")
                    .doesNotContain("SCAN message");
        }
    }
}
