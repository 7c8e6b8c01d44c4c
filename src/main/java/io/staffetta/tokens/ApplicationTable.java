package io.staffetta.tokens;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.staffetta.access.Role;
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

/** The table of applications. */
final class ApplicationTable {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What is kept of an application. */
    static final LedgerCommand<Application, Optional<Application>> ADD = (connection, added) -> {
        List<Optional<Application>> done = new ArrayList<>();
        for (Application one : added) {
            done.add(
                    Sql.update(
                                            connection,
                                            "insert into application (id, name, hash, prefix, role, kind, accounts, senders,"
                                                    + " minute_limit, day_limit, enabled, created_at, created_by, expires_at)"
                                                    + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing",
                                            one.id(),
                                            one.name(),
                                            one.hash(),
                                            one.prefix(),
                                            one.role().label(),
                                            one.isTest() ? "test" : "live",
                                            json(one.accounts()),
                                            json(one.senders()),
                                            number(one.perMinute()),
                                            number(one.perDay()),
                                            one.enabled() ? 1 : 0,
                                            one.created(),
                                            one.createdBy(),
                                            number(one.expires()))
                                    == 1
                            ? Optional.of(one)
                            : Optional.empty());
        }
        return done;
    };

    /** Disables, enables or revokes. */
    static final LedgerCommand<Change, Optional<String>> CHANGE = (connection, changes) -> {
        List<Optional<String>> done = new ArrayList<>();
        for (Change change : changes) {
            boolean changed = change.revoked() == null
                    ? Sql.update(
                                    connection,
                                    "update application set enabled = ? where id = ? and revoked_at is null and enabled <> ?",
                                    change.enabled() ? 1 : 0,
                                    change.id(),
                                    change.enabled() ? 1 : 0)
                            == 1
                    : Sql.update(
                                    connection,
                                    "update application set revoked_at = ?, enabled = 0 where id = ? and revoked_at is null",
                                    change.revoked(),
                                    change.id())
                            == 1;
            done.add(changed ? Optional.of(change.id()) : Optional.empty());
        }
        return done;
    };

    /** Notes when applications called last. */
    static final LedgerCommand<Map<String, Instant>, Void> USED = (connection, inputs) -> {
        for (Map<String, Instant> used : inputs) {
            for (Map.Entry<String, Instant> one : used.entrySet()) {
                Sql.update(
                        connection,
                        "update application set last_used_at = ? where id = ? and (last_used_at is null or last_used_at < ?)",
                        one.getValue(),
                        one.getKey(),
                        one.getValue());
            }
        }
        return Collections.nCopies(inputs.size(), null);
    };

    /**
     * A change of a token.
     *
     * @param revoked when it is revoked; {@code null} if it is only enabled or disabled
     */
    record Change(String id, boolean enabled, Instant revoked) {}

    private ApplicationTable() {}

    /** All applications, by name, and of one name the newest first. */
    static List<Application> read(Connection connection) throws SQLException {
        List<Application> all = new ArrayList<>();
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery("select * from application order by name, created_at desc")) {
            while (row.next()) {
                all.add(application(row));
            }
        }
        return all;
    }

    private static Application application(ResultSet row) throws SQLException {
        return new Application(
                row.getString("id"),
                row.getString("name"),
                row.getString("hash"),
                row.getString("prefix"),
                Role.ofLabel(row.getString("role")).orElse(Role.SENDER),
                row.getString("kind").equals("test"),
                texts(row.getString("accounts")),
                texts(row.getString("senders")),
                limit(row, "minute_limit"),
                limit(row, "day_limit"),
                row.getInt("enabled") == 1,
                Sql.instant(row, "created_at"),
                row.getString("created_by"),
                Sql.instant(row, "expires_at"),
                Sql.instant(row, "revoked_at"),
                Sql.instant(row, "last_used_at"));
    }

    /** How many messages each application has handed in on a day. */
    static Map<String, Long> counts(Connection connection, String day) throws SQLException {
        Map<String, Long> counts = new HashMap<>();
        try (PreparedStatement select =
                        connection.prepareStatement("select name, messages from application_day where day = ?");
                ResultSet row = Sql.bind(select, day).executeQuery()) {
            while (row.next()) {
                counts.put(row.getString(1), row.getLong(2));
            }
        }
        return counts;
    }

    private static Long limit(ResultSet row, String column) throws SQLException {
        long limit = row.getLong(column);
        return row.wasNull() ? null : limit;
    }

    private static Object number(Object value) {
        return value == null ? Sql.NO_NUMBER : value;
    }

    private static String json(List<String> texts) {
        try {
            return JSON.writeValueAsString(texts);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Texts can always be written as JSON", e);
        }
    }

    private static List<String> texts(String json) throws SQLException {
        try {
            return JSON.readValue(json, new TypeReference<List<String>>() {});
        } catch (JsonProcessingException e) {
            throw new SQLException("Table application has a list that is none", e);
        }
    }
}
