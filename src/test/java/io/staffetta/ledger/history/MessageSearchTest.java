package io.staffetta.ledger.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.ledger.store.LedgerStore;
import io.staffetta.ledger.store.Sql;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** By which index SQLite looks for messages: by one in whose order they come, and that has what else is asked for. */
class MessageSearchTest {

    private static final MessageFilter ANY = MessageFilter.newest(100);

    @TempDir
    private Path folder;

    @Test
    void chooseTheIndexThatHasTheOthersInIt() throws SQLException {
        try (LedgerStore store = LedgerStore.embedded(folder);
                Connection connection = store.source().getConnection()) {
            assertThat(plan(store, connection, of(null, "a", ":crm").tag("t").batch("b")))
                    .isEqualTo("SEARCH message USING INDEX message_by_batch (batch=?)");
            assertThat(plan(store, connection, of(null, "a", ":crm").tag("t")))
                    .isEqualTo("SEARCH message USING INDEX message_by_tag (tag=?)");
            assertThat(plan(store, connection, of(null, "a", "http:crm")))
                    .isEqualTo("SEARCH message USING INDEX message_by_account (account=?)");
            assertThat(plan(store, connection, of(State.DEAD, "a", "http").tag("t")))
                    .isEqualTo("SEARCH message USING INDEX message_by_end (state=?)");
            assertThat(plan(store, connection, of(State.ACCEPTED, "a", "http").tag("t")))
                    .isEqualTo("SEARCH message USING INDEX message_by_end (state=?)");
            assertThat(plan(store, connection, of(State.QUEUED, "a", "http").tag("t")))
                    .startsWith("SCAN message USING INDEX message_in_queue");
            assertThat(plan(store, connection, of(State.ACCEPTED, "a", "").words(List.of("w"))))
                    .startsWith("SEARCH message USING INDEX sqlite_autoindex_message_1 (id=?)")
                    .contains("SCAN message USING COVERING INDEX message_with_detail");
            assertThat(plan(store, connection, of(null, "", "http")))
                    .isEqualTo("SEARCH message USING INDEX message_by_source (<expr>=?)");
        }
    }

    private static MessageFilter of(State state, String account, String source) {
        return new MessageFilter(state, account, source, null, "", ANY.limit());
    }

    /** One step: it sorts nothing but those of one instant. */
    private static String plan(LedgerStore store, Connection connection, MessageFilter filter) throws SQLException {
        MessageSearch search = new MessageSearch(filter, store.numbers(), null);
        StringBuilder steps = new StringBuilder();
        try (PreparedStatement statement = connection.prepareStatement("explain query plan " + search.sql());
                ResultSet plan = Sql.bind(statement, search.values().toArray()).executeQuery()) {
            while (plan.next()) {
                String step = plan.getString("detail");
                steps.append(step.startsWith("USE TEMP B-TREE FOR LAST TERM") ? "" : step);
            }
        }
        return steps.toString();
    }
}
