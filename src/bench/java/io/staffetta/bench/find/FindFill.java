package io.staffetta.bench.find;

import io.staffetta.ledger.store.LedgerStore;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;

/**
 * Fills a ledger with messages of the last thirty days: of ten one is a dead letter and one was delivered, half have a tag, a fifth are
 * rows of ten batches. One of a thousand is to one of a thousand numbers; of the others the number is erased.
 */
final class FindFill {

    static final Duration AGE = Duration.ofDays(30);

    private static final String INSERT = "insert into message (id, source, reference, recipient, text, priority,"
            + " account, state, journey, segments, taken_at, deadline, changed_at, reason, detail, batch, tag,"
            + " number_hash) values (?, ?, null, ?, ?, 'normal', ?, ?, 0, 1, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String[] WORDS = {"no credit left", "unknown recipient", "sender not registered", "busy line"};

    private final LedgerStore store;
    private final int messages;
    private final long begin = Instant.now().minus(AGE).toEpochMilli();

    FindFill(LedgerStore store, int messages) {
        this.store = store;
        this.messages = messages;
    }

    /** Id of a message. */
    static String id(int number) {
        return "01AR%022d".formatted(number);
    }

    /** Id of a batch. */
    static String batch(int number) {
        return "01BA%022d".formatted(number);
    }

    /** When a message was taken. */
    Instant at(int number) {
        return Instant.ofEpochMilli(begin + AGE.toMillis() * number / messages);
    }

    void fill() throws SQLException {
        Random random = new Random(5);
        try (Connection connection = store.source().getConnection();
                PreparedStatement insert = connection.prepareStatement(INSERT)) {
            connection.setAutoCommit(false);
            for (int i = 0; i < messages; i++) {
                add(insert, i, random.nextLong(Long.MAX_VALUE));
                if (i % 10_000 == 9_999) {
                    insert.executeBatch();
                    connection.commit();
                }
            }
            insert.executeBatch();
            connection.commit();
            connection.setAutoCommit(true);
            if (connection.getMetaData().getDatabaseProductName().equals("PostgreSQL")) {
                // As it does by itself, within some minutes of so many changes.
                try (Statement statement = connection.createStatement()) {
                    statement.execute("vacuum analyze message");
                }
            }
        }
    }

    private static String source(int i) {
        return switch (i % 20_000) {
            case 11 -> "webapi";
            case 12 -> "jms:pbx";
            default -> i % 5 == 0 ? "batch" : "http";
        };
    }

    private void add(PreparedStatement insert, int i, long hash) throws SQLException {
        boolean isDead = i % 10 == 7;
        String to = i % 1000 == 3 ? "+393330000%03d".formatted(i / 1000 % 1000) : null;
        long at = at(i).toEpochMilli();
        insert.setString(1, id(i));
        insert.setString(2, source(i));
        insert.setString(3, to);
        insert.setString(4, to == null ? null : "Your appointment is tomorrow at ten");
        insert.setString(5, i % 50_000 == 13 ? "rare" : i % 4 == 0 ? "second" : "main");
        insert.setString(6, isDead ? "DEAD" : i % 10 == 1 ? "DELIVERED" : i > messages - 100 ? "QUEUED" : "ACCEPTED");
        insert.setLong(7, at);
        insert.setLong(8, at + 86_400_000L);
        insert.setLong(9, at + 500);
        insert.setString(10, isDead ? "REFUSED" : null);
        insert.setString(
                11,
                isDead
                        ? "Provider 'acme' answered HTTP 200: ERR " + i % 97 + " " + WORDS[i / 10 % WORDS.length]
                                + (i / 10 == messages / 20 ? " quixotic" : "")
                        : null);
        insert.setString(12, i % 5 == 0 ? batch(i / (messages / 10)) : null);
        insert.setString(13, i % 2 == 0 ? "campaign-" + i % 30 : null);
        if (to == null) {
            insert.setLong(14, hash);
        } else {
            insert.setLong(14, store.numbers().of(to));
        }
        if (i == messages / 2) {
            insert.setNull(14, Types.BIGINT);
        }
        insert.addBatch();
    }
}
