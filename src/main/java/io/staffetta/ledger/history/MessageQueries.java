package io.staffetta.ledger.history;

import io.staffetta.ledger.store.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds messages, with their attempts. */
public final class MessageQueries {

    private static final List<String> DOORS = List.of("http", "jms", "webapi", "batch");

    /** Most messages of one reference that are told of: those that came in together have one, with many recipients. */
    static final int MOST_OF_REFERENCE = 1000;

    private static final String NEWEST_FIRST = " order by taken_at desc, id desc limit ?";

    private MessageQueries() {}

    /** The message with an id, or those with a reference if there is none with that id, the newest first. */
    public static List<MessageWithAttempts> find(Connection connection, String idOrReference) throws SQLException {
        List<MessageRecord> withId = select(connection, "select * from message where id = ?", List.of(idOrReference));
        return withAttempts(
                connection,
                !withId.isEmpty()
                        ? withId
                        : select(
                                connection,
                                "select * from message where reference = ?" + NEWEST_FIRST,
                                List.of(idOrReference, MOST_OF_REFERENCE)));
    }

    /**
     * The messages that a filter means, the newest first.
     *
     * @return empty if there is no message with the id that the filter begins after
     */
    public static Optional<List<MessageWithAttempts>> list(Connection connection, MessageFilter filter)
            throws SQLException {
        StringBuilder sql = new StringBuilder("select * from message where 1 = 1");
        List<Object> values = new ArrayList<>();
        if (!filter.before().isEmpty()) {
            List<MessageRecord> last = Messages.withIds(connection, List.of(filter.before()));
            if (last.isEmpty()) {
                return Optional.empty();
            }
            sql.append(" and taken_at <= ? and (taken_at < ? or id < ?)");
            values.addAll(List.of(last.get(0).taken(), last.get(0).taken(), filter.before()));
        }
        if (filter.state() != null) {
            sql.append(" and state = ?");
            values.add(filter.state());
        }
        if (!filter.account().isEmpty()) {
            sql.append(" and account = ?");
            values.add(filter.account());
        }
        if (!filter.source().isEmpty()) {
            List<String> sources = sources(filter.source());
            sql.append(" and source in (")
                    .append(Sql.placeholders(sources.size()))
                    .append(')');
            for (int i = 0; i < Sql.places(sources.size()); i++) {
                values.add(sources.get(Math.min(i, sources.size() - 1)));
            }
        }
        if (filter.since() != null) {
            sql.append(" and taken_at >= ?");
            values.add(filter.since());
        }
        values.add(filter.limit());
        return Optional.of(withAttempts(connection, select(connection, sql + NEWEST_FIRST, values)));
    }

    /** The sources that a filter means: that of the name, or by {@code :crm} those of an application, whatever the door. */
    static List<String> sources(String name) {
        return name.startsWith(":")
                ? DOORS.stream()
                        .flatMap(door -> Stream.of(door + name, door + name + ":test"))
                        .toList()
                : List.of(name);
    }

    private static List<MessageRecord> select(Connection connection, String sql, List<?> values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            return Messages.all(Sql.bind(statement, values.toArray()));
        }
    }

    private static List<MessageWithAttempts> withAttempts(Connection connection, List<MessageRecord> messages)
            throws SQLException {
        List<MessageWithAttempts> stories = new ArrayList<>(messages.size());
        for (int from = 0; from < messages.size(); from += Sql.MOST_KEYS) {
            List<MessageRecord> some = messages.subList(from, Math.min(from + Sql.MOST_KEYS, messages.size()));
            List<String> ids = some.stream().map(MessageRecord::id).toList();
            Map<String, List<AttemptRecord>> attempts = Histories.attempts(connection, ids);
            Map<String, List<Intervention>> interventions = Interventions.ofMessages(connection, ids);
            some.forEach(message -> stories.add(new MessageWithAttempts(
                    message,
                    attempts.getOrDefault(message.id(), List.of()),
                    interventions.getOrDefault(message.id(), List.of()))));
        }
        return stories;
    }
}
