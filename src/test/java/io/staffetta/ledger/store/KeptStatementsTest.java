package io.staffetta.ledger.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptStatementsTest {

    private static final String INSERT = "insert into one (id) values (?)";
    private static final String READ = "select id from one where id >= ? order by id";

    @TempDir
    private Path folder;

    private Connection connection;

    @BeforeEach
    void open() throws SQLException {
        // As the ledger has it: there must be one in a process.
        SqliteLibrary.use(folder);
        connection = new KeptStatements("jdbc:sqlite:" + folder.resolve("some.db"), new Properties()).getConnection();
        connection.createStatement().execute("create table one (id integer primary key, more text)");
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    @Test
    void aStatementIsPreparedOnce() throws SQLException {
        PreparedStatement first = connection.prepareStatement(READ);
        first.close();
        first.close();

        assertThat(connection.prepareStatement(READ)).isSameAs(first);
        assertThat(connection.prepareStatement(READ)).isNotSameAs(first);
    }

    @Test
    void oneThatIsInUseIsNotUsedByAnother() throws SQLException {
        insert(1);
        insert(2);
        try (PreparedStatement outer = connection.prepareStatement(READ)) {
            outer.setInt(1, 1);
            try (ResultSet row = outer.executeQuery()) {
                row.next();
                assertThat(read(2)).isEqualTo(2);
                assertThat(row.next()).isTrue();
                assertThat(row.getInt(1)).isEqualTo(2);
            }
        }
        assertThat(read(1)).isEqualTo(1);
    }

    @Test
    void nothingOfItsFormerUseIsLeft() throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setInt(1, 7);
            insert.addBatch();
        }
        insert(8);

        assertThat(read(0)).isEqualTo(8);
    }

    @Test
    void oneThatFailedCanBeUsedAgain() throws SQLException {
        insert(1);
        assertThatThrownBy(() -> insert(1)).isInstanceOf(SQLException.class);
        insert(2);

        assertThat(read(2)).isEqualTo(2);
    }

    @Test
    void resultsThatWereNotReadToTheirEndDoNotHoldUpACommit() throws SQLException {
        connection.setAutoCommit(false);
        insert(1);
        insert(2);
        try (PreparedStatement statement = connection.prepareStatement(READ)) {
            statement.setInt(1, 0);
            statement.executeQuery().next();
        }
        connection.commit();
        connection.setAutoCommit(true);
        connection.createStatement().execute("drop table one");
    }

    @Test
    void aChangedTableIsSeen() throws SQLException {
        insert(1);
        assertThat(read(1)).isEqualTo(1);
        connection.createStatement().execute("alter table one add column further text");
        connection.createStatement().execute("delete from one");

        assertThat(read(0)).isZero();
    }

    @Test
    void manyStatementsAreNotAllKept() throws SQLException {
        PreparedStatement first = connection.prepareStatement("select 0");
        first.close();
        for (int i = 1; i < 200; i++) {
            connection.prepareStatement("select " + i).close();
        }
        assertThat(first.isClosed()).isTrue();
    }

    @Test
    void theConnectionClosesThem() throws SQLException {
        PreparedStatement kept = connection.prepareStatement(READ);
        kept.close();
        assertThat(kept.isClosed()).isFalse();
        connection.close();
        kept.close();

        assertThatThrownBy(() -> connection.prepareStatement(READ)).isInstanceOf(SQLException.class);
    }

    private void insert(int id) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setInt(1, id);
            insert.addBatch();
            insert.executeBatch();
        }
    }

    private int read(int from) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(READ)) {
            statement.setInt(1, from);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getInt(1) : 0;
            }
        }
    }
}
