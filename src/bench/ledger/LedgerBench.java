import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * How many messages a second an embedded store takes through what the ledger does for each: entered with its reference,
 * looked up, an attempt opened, an attempt closed; in three commits that are on the disk when they return, each shared by a
 * batch. Arguments: sqlite or h2, messages a batch, messages in all, folder for the store.
 */
final class LedgerBench {

    private static final int ROUNDS = 3;

    private LedgerBench() {}

    public static void main(String[] args) throws Exception {
        String store = args[0];
        int batch = Integer.parseInt(args[1]);
        int count = Integer.parseInt(args[2]);
        Path folder = Files.createTempDirectory(Path.of(args[3]).toAbsolutePath(), "ledger-bench");
        String url = store.equals("sqlite")
                ? "jdbc:sqlite:" + folder.resolve("ledger.db")
                : "jdbc:h2:file:" + folder.resolve("ledger") + ";WRITE_DELAY=0";
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            prepare(store, statement);
            connection.setAutoCommit(false);
            for (int round = 0; round < ROUNDS; round++) {
                long start = System.nanoTime();
                for (int done = 0; done < count; done += batch) {
                    work(connection, statement, store, batch);
                }
                double seconds = (System.nanoTime() - start) / 1e9;
                System.out.printf("%s batch=%d n=%d: %.0f msg/s%n", store, batch, count, count / seconds);
            }
        } finally {
            delete(folder);
        }
    }

    private static void prepare(String store, Statement statement) throws SQLException {
        if (store.equals("sqlite")) {
            statement.execute("pragma journal_mode=wal");
            statement.execute("pragma synchronous=full");
        }
        statement.execute("create table message (id varchar(40) primary key, source varchar(40), reference varchar(120),"
                + " recipient varchar(20), text varchar(2000), account varchar(40), state varchar(20))");
        statement.execute("create table attempt (message_id varchar(40), number int, account varchar(40), begun_at bigint,"
                + " ended_at bigint, outcome varchar(20), provider_message_id varchar(100),"
                + " primary key (message_id, number))");
        statement.execute("create table reference (source varchar(40), reference varchar(120), message_id varchar(40),"
                + " primary key (source, reference))");
    }

    private static void work(Connection connection, Statement statement, String store, int batch) throws SQLException {
        List<String> ids =
                Stream.generate(() -> UUID.randomUUID().toString()).limit(batch).toList();
        String text = "x".repeat(130);
        batch(
                connection,
                "insert into message values (?, 'http', ?, '+393330000001', '" + text + "', 'messagenet', 'TAKEN')",
                ids,
                2);
        batch(connection, "insert into reference values ('http', ?, ?)", ids, 2);
        commit(connection, statement, store);
        try (PreparedStatement select = connection.prepareStatement("select * from attempt where message_id = ?")) {
            for (String id : ids) {
                select.setString(1, id);
                select.executeQuery().close();
            }
        }
        batch(
                connection,
                "insert into attempt (message_id, number, account, begun_at) values (?, 1, 'messagenet', 1)",
                ids,
                1);
        commit(connection, statement, store);
        batch(
                connection,
                "update attempt set ended_at = 2, outcome = 'ACCEPTED', provider_message_id = '7'"
                        + " where message_id = ? and number = 1",
                ids,
                1);
        batch(connection, "update message set state = 'ACCEPTED' where id = ?", ids, 1);
        commit(connection, statement, store);
    }

    /** Runs a statement for each id, which stands in its first places. */
    private static void batch(Connection connection, String sql, List<String> ids, int places) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (String id : ids) {
                for (int place = 1; place <= places; place++) {
                    statement.setString(place, id);
                }
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** H2 hands a commit to the operating system; only CHECKPOINT SYNC has it on the disk. */
    private static void commit(Connection connection, Statement statement, String store) throws SQLException {
        connection.commit();
        if (store.equals("h2")) {
            statement.execute("checkpoint sync");
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
    }
}
