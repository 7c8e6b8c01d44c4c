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
import java.sql.Statement;
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
}
