package io.staffetta.webhooks;

import io.staffetta.ledger.store.LedgerCommand;
import io.staffetta.ledger.store.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tables of webhooks. */
final class WebhookTable {

    /** Holds one event that is to be delivered. */
    record Event(String id, String application, String body, Instant created, int attempts) {}

    /**
     * Holds the result of one delivery: when it is due again, {@code null} if never; {@code error} {@code null} if it
     * was delivered.
     */
    record DeliveryResult(String id, int attempts, Instant due, String error) {}

    /** How an application's webhook is. */
    record Count(long waiting, long dead) {}

    static final LedgerCommand<Event, Void> ADD = (connection, events) -> {
        for (Event event : events) {
            Sql.update(
                    connection,
                    "insert into webhook_event (id, application, body, created_at, due_at, attempts)"
                            + " values (?, ?, ?, ?, ?, 0) on conflict (id) do nothing",
                    event.id(),
                    event.application(),
                    event.body(),
                    event.created(),
                    event.created());
        }
        return Collections.nCopies(events.size(), null);
    };

    static final LedgerCommand<DeliveryResult, Void> TOLD = (connection, all) -> {
        for (DeliveryResult told : all) {
            if (told.error() == null) {
                Sql.update(connection, "delete from webhook_event where id = ?", told.id());
            } else {
                Sql.update(
                        connection,
                        "update webhook_event set attempts = ?, due_at = ?, error = ? where id = ?",
                        told.attempts(),
                        told.due() == null ? Sql.NO_NUMBER : told.due(),
                        told.error(),
                        told.id());
            }
        }
        return Collections.nCopies(all.size(), null);
    };

    static final LedgerCommand<Webhook, Optional<Webhook>> SET = (connection, all) -> {
        for (Webhook one : all) {
            Sql.update(
                    connection,
                    "insert into webhook (application, url, secret, created_at) values (?, ?, ?, ?) on conflict (application)"
                            + " do update set url = excluded.url, secret = excluded.secret",
                    one.application(),
                    one.url(),
                    one.secret(),
                    Instant.now());
        }
        return all.stream().map(Optional::of).toList();
    };

    static final LedgerCommand<String, Optional<String>> REMOVE = (connection, names) -> {
        List<Optional<String>> removed = new ArrayList<>();
        for (String name : names) {
            Sql.update(connection, "delete from webhook_event where application = ?", name);
            removed.add(
                    Sql.update(connection, "delete from webhook where application = ?", name) == 1
                            ? Optional.of(name)
                            : Optional.empty());
        }
        return removed;
    };

    static final LedgerCommand<String, Optional<String>> RETRY = (connection, names) -> {
        List<Optional<String>> again = new ArrayList<>();
        for (String name : names) {
            again.add(
                    Sql.update(
                                            connection,
                                            "update webhook_event set due_at = ?, attempts = 0 where application = ? and due_at is null",
                                            Instant.now(),
                                            name)
                                    > 0
                            ? Optional.of(name)
                            : Optional.empty());
        }
        return again;
    };

    static final LedgerCommand<Instant, Void> CUT = (connection, inputs) -> {
        for (Instant before : inputs) {
            Sql.update(connection, "delete from webhook_event where due_at is null and created_at < ?", before);
        }
        return Collections.nCopies(inputs.size(), null);
    };

    private WebhookTable() {}

    static Map<String, Webhook> webhooks(Connection connection) throws SQLException {
        Map<String, Webhook> all = new HashMap<>();
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery("select application, url, secret from webhook")) {
            while (row.next()) {
                all.put(row.getString(1), new Webhook(row.getString(1), row.getString(2), row.getString(3)));
            }
        }
        return all;
    }

    /** What is due of an application, the oldest first. */
    static List<Event> due(Connection connection, String application, Instant now, int limit) throws SQLException {
        List<Event> due = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                        "select id, application, body, created_at, attempts from webhook_event where application = ? and"
                                + " due_at <= ? order by created_at limit " + limit);
                ResultSet row = Sql.bind(select, application, now).executeQuery()) {
            while (row.next()) {
                due.add(new Event(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        Sql.instant(row, "created_at"),
                        row.getInt(5)));
            }
        }
        return due;
    }

    /** What could not be told to an application, the newest first. */
    static List<UndeliveredEvent> dead(Connection connection, String application, int limit) throws SQLException {
        List<UndeliveredEvent> dead = new ArrayList<>();
        try (PreparedStatement select =
                        connection.prepareStatement("select id, created_at, attempts, error from webhook_event where"
                                + " application = ? and due_at is null order by created_at desc limit " + limit);
                ResultSet row = Sql.bind(select, application).executeQuery()) {
            while (row.next()) {
                dead.add(new UndeliveredEvent(
                        row.getString("id"),
                        Sql.instant(row, "created_at"),
                        row.getInt("attempts"),
                        Sql.text(row, "error")));
            }
        }
        return dead;
    }

    static Map<String, Count> counts(Connection connection) throws SQLException {
        Map<String, Count> counts = new HashMap<>();
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery(
                        "select application, count(due_at), count(*) from webhook_event" + " group by application")) {
            while (row.next()) {
                counts.put(row.getString(1), new Count(row.getLong(2), row.getLong(3) - row.getLong(2)));
            }
        }
        return counts;
    }
}
