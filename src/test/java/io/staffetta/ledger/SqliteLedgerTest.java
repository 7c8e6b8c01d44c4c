package io.staffetta.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staffetta.ledger.store.LedgerStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteLedgerTest extends LedgerContract {

    @TempDir
    private Path folder;

    @Override
    LedgerStore store() {
        return LedgerStore.embedded(folder);
    }

    @Test
    void letsNoSecondGatewayInUntilTheFirstHasGone() {
        assertThatThrownBy(this::store)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("The ledger in " + folder + " is in use by another gateway: stop that one")
                .hasMessageContaining("staffetta.ledger.url");

        close();
        store().close();
    }

    @Test
    void keepsItsFileFromOthers() throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("ledger.db"))))
                .isEqualTo("rw-------");
    }

    @Test
    void findsReferencesWithoutReadingAllThereAre() throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("ledger.db"));
                Statement statement = connection.createStatement();
                ResultSet plan = statement.executeQuery("explain query plan "
                        + TakeMessages.OWNERS.formatted("'a', 'b'").replace("= ?", "= 'http'"))) {
            while (plan.next()) {
                assertThat(plan.getString("detail")).doesNotContain("SCAN");
            }
        }
    }

    @Test
    void waitsLongerForASlowDiskWhenItStarts() throws Exception {
        close();
        LedgerStore store = store();
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("ledger.db"));
                Statement statement = other.createStatement()) {
            statement.execute("begin immediate");
            CompletableFuture<Void> gone = CompletableFuture.runAsync(
                    () -> {
                        try {
                            statement.execute("rollback");
                        } catch (SQLException e) {
                            throw new IllegalStateException(e);
                        }
                    },
                    CompletableFuture.delayedExecutor(6, TimeUnit.SECONDS));

            new Ledger(store, "slow", Duration.ofDays(7), Duration.ofMinutes(1), Clock.systemUTC()).close();

            assertThat(gone).isDone();
        }
    }
}
