package io.staffetta.bench.growth;

import io.staffetta.ledger.store.SqliteForTests;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;

/**
 * Fills an embedded ledger with messages of the last six days, so that all of them are remembered and none is due for
 * deletion: of ten, one has two attempts, and one has no reference; of fifty, one is a dead letter. Ids are in the order of
 * time, as the gateway's are; references are in none.
 */
final class LedgerFill {

    /** Rows in all three tables for one message: one, 1.1 attempts, and 0.9 references. */
    private static final int ROWS_A_MESSAGE = 3;

    private static final Duration AGE = Duration.ofDays(6);

    private static final String MESSAGES =
            "insert into message (id, source, reference, recipient, text, priority, account,"
                    + " state, journey, segments, taken_at, deadline, changed_at, reason, detail, provider_message_id)"
                    + " select id, 'jms', case when i % 10 = 9 then null else ref end,"
                    + " '+393330000' || printf('%03d', i % 1000),"
                    + " 'Your appointment is tomorrow at ten. Please bring your papers, and tell us today if you cannot come.',"
                    + " case i % 10 when 0 then 'high' when 1 then 'normal' else 'bulk' end, 'main',"
                    + " case when i % 50 = 0 then 'DEAD' else 'ACCEPTED' end, 0, 1, at, at + 86400000, at + 500,"
                    + " case when i % 50 = 0 then 'REFUSED' end, case when i % 50 = 0 then 'code 103' end,"
                    + " case when i % 50 = 0 then null else 900000000 + i end";

    private static final String ATTEMPTS =
            "insert into attempt (message_id, number, journey, hop, account, provider, node,"
                    + " token, begun_at, ended_at, outcome, http_status, provider_message_id)"
                    + " select id, 1 + %1$d, 0, %1$d, 'main', 'messagenet', 'old', 2 * i + %1$d, at + 100, at + 500,"
                    + " case when i %% 10 = 5 and not %1$d then 'BUSY' when i %% 50 = 0 then 'REFUSED' else 'ACCEPTED' end, 200,"
                    + " 900000000 + i";

    private static final String REFERENCES =
            "insert into reference (source, reference, message_ids, taken_at) select 'jms', ref, id, at";

    private LedgerFill() {}

    /**
     * Fills a ledger whose gateway does not run.
     *
     * @param file SQLite database with the gateway's tables
     * @param rows how many in the tables message, attempt and reference together, 30 or more; to 30
     */
    static void fill(Path file, long rows) throws SQLException {
        long messages = rows / ROWS_A_MESSAGE;
        long from = Instant.now().minus(AGE).toEpochMilli();
        // Not to the present, so that none is newer than those that come.
        long length = AGE.minusHours(1).toMillis();
        String old = numbers(messages, from, length);
        SqliteForTests.load();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            // A crash in here costs nothing but this file.
            statement.execute("pragma journal_mode = off");
            statement.execute("pragma synchronous = off");
            statement.execute("pragma cache_size = -1000000");
            connection.setAutoCommit(false);
            statement.executeUpdate(MESSAGES + old);
            statement.executeUpdate(String.format(ATTEMPTS, 0) + old);
            statement.executeUpdate(String.format(ATTEMPTS, 1) + old + " where i % 10 = 5");
            statement.executeUpdate(REFERENCES + old + " where i % 10 <> 9");
            connection.commit();
        }
    }

    /** The old messages: their numbers, ids, times and references. */
    private static String numbers(long messages, long from, long length) {
        return String.format(
                " from (with recursive n(i) as (select 0 union all select i + 1 from n where i + 1 < %1$d)"
                        + " select i, '01A' || printf('%%023d', i) as id, %2$d + i * %3$d / %1$d as at,"
                        + " printf('%%08x%%08x', i * 2654435761 %% 4294967296, i + 1) as ref from n) as old",
                messages, from, length);
    }
}
