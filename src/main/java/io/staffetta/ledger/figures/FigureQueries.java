package io.staffetta.ledger.figures;

import io.staffetta.ledger.store.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads {@link Figures} off the indexes: a million waiting messages take some 100 ms. */
public final class FigureQueries {

    /** So much later than due is late; what is due is asked for in turns. */
    private static final Duration GRACE = Duration.ofMinutes(1);

    private static final String QUEUES =
            "select account, state, count(*) as messages, min(changed_at) as since from message"
                    + " where state in ('TAKEN', 'QUEUED', 'WAITING') group by account, state";
    private static final String RETRIES = "select account, count(*) as messages, min(taken_at) as since from message"
            + " where state = 'WAITING' and changed_at > taken_at group by account";
    private static final String DEAD =
            "select account, reason, count(*) as messages, min(changed_at) as since from message"
                    + " where state = 'DEAD' and not exists (select 1 from intervention where message_id = message.id"
                    + " and intervention.journey = message.journey and deed = 'DISCARDED') group by account, reason";
    private static final String REPORTS =
            "select account, count(*) as messages, min(report_due_at) as since from message"
                    + " where report_due_at is not null and account = ? and report_due_at < ? group by account";
    private static final String BATCHES =
            "select id, folder, state, paused_at, batch.changed_at, next_at, deaths, batch_wait.reason from batch"
                    + " left join batch_wait on batch_wait.batch = batch.id where finished_at is null"
                    + " order by id limit 1000";
    private static final String OUTCOMES =
            "select account, state, count(*) as messages from message" + " where taken_at >= ? group by account, state";
    private static final String DUE =
            "select 1 from message where report_due_at is not null and account = ? and report_due_at <= ? limit 1";
    private static final String NEXT_ACCOUNT =
            "select min(account) as account from message where report_due_at is not null and account > ?";

    private FigureQueries() {}

    /** Reads all of them. */
    public static Figures read(Connection connection, Instant now) throws SQLException {
        List<DueReports> reports = new ArrayList<>();
        for (String account : accountsWithReports(connection)) {
            reports.add(reports(connection, account, now.minus(GRACE)));
        }
        return new Figures(now, waiting(connection), dead(connection), reports, batches(connection));
    }

    /** Ids of accounts of which delivery reports are to be asked for, some day; also of those that are gone. */
    private static List<String> accountsWithReports(Connection connection) throws SQLException {
        List<String> accounts = new ArrayList<>();
        // From one to the next: all entries of the index would be read to tell them apart.
        try (PreparedStatement select = connection.prepareStatement(NEXT_ACCOUNT)) {
            for (String last = ""; last != null; ) {
                Sql.bind(select, last);
                try (ResultSet row = select.executeQuery()) {
                    last = row.next() ? row.getString("account") : null;
                }
                if (last != null) {
                    accounts.add(last);
                }
            }
        }
        return accounts;
    }

    /** Ids of accounts that have messages of which it is time to ask for a delivery report; also of those that are gone. */
    public static List<String> accountsWithReportsDue(Connection connection, Instant now) throws SQLException {
        List<String> due = new ArrayList<>();
        try (PreparedStatement first = connection.prepareStatement(DUE)) {
            for (String account : accountsWithReports(connection)) {
                try (ResultSet row = Sql.bind(first, account, now).executeQuery()) {
                    if (row.next()) {
                        due.add(account);
                    }
                }
            }
        }
        return due;
    }

    /** Messages that were taken since an instant, by account and {@link io.staffetta.ledger.history.State}. */
    public static Map<String, Map<String, Long>> outcomes(Connection connection, Instant since) throws SQLException {
        Map<String, Map<String, Long>> outcomes = new TreeMap<>();
        try (PreparedStatement select = connection.prepareStatement(OUTCOMES);
                ResultSet row = Sql.bind(select, since).executeQuery()) {
            while (row.next()) {
                outcomes.computeIfAbsent(Sql.text(row, "account"), id -> new TreeMap<>())
                        .put(row.getString("state"), row.getLong("messages"));
            }
        }
        return outcomes;
    }

    private static List<Waiting> waiting(Connection connection) throws SQLException {
        Map<String, Waiting> found = new TreeMap<>();
        try (PreparedStatement select = connection.prepareStatement(QUEUES);
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                String account = Sql.text(row, "account");
                long messages = row.getLong("messages");
                Waiting one = row.getString("state").equals("WAITING")
                        ? new Waiting(account, 0, null, messages, 0, null)
                        : new Waiting(account, messages, Sql.instant(row, "since"), 0, 0, null);
                found.merge(account, one, FigureQueries::sum);
            }
        }
        try (PreparedStatement select = connection.prepareStatement(RETRIES);
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                String account = Sql.text(row, "account");
                found.merge(
                        account,
                        new Waiting(account, 0, null, 0, row.getLong("messages"), Sql.instant(row, "since")),
                        FigureQueries::sum);
            }
        }
        return List.copyOf(found.values());
    }

    private static Waiting sum(Waiting one, Waiting other) {
        return new Waiting(
                one.account(),
                one.queued() + other.queued(),
                earlier(one.queuedSince(), other.queuedSince()),
                one.later() + other.later(),
                one.retried() + other.retried(),
                earlier(one.retriedSince(), other.retriedSince()));
    }

    private static Instant earlier(Instant one, Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }

    private static List<Dead> dead(Connection connection) throws SQLException {
        List<Dead> dead = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(DEAD);
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                dead.add(new Dead(
                        Sql.text(row, "account"),
                        Sql.text(row, "reason"),
                        row.getLong("messages"),
                        Sql.instant(row, "since")));
            }
        }
        return dead;
    }

    private static DueReports reports(Connection connection, String account, Instant before) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(REPORTS);
                ResultSet row = Sql.bind(select, account, before).executeQuery()) {
            return row.next()
                    ? new DueReports(account, row.getLong("messages"), Sql.instant(row, "since"))
                    : new DueReports(account, 0, null);
        }
    }

    private static List<OpenBatch> batches(Connection connection) throws SQLException {
        List<OpenBatch> batches = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(BATCHES);
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                batches.add(new OpenBatch(
                        row.getString("id"),
                        row.getString("folder"),
                        row.getString("state"),
                        Sql.instant(row, "paused_at") != null,
                        Sql.instant(row, "changed_at"),
                        Sql.instant(row, "next_at"),
                        row.getInt("deaths"),
                        Sql.text(row, "reason")));
            }
        }
        return batches;
    }
}
