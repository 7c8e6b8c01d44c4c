package io.staffetta.ledger.history;

import io.staffetta.ledger.store.NumberHash;
import io.staffetta.ledger.store.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds messages, with their attempts. */
public final class MessageQueries {

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
    public static Optional<List<MessageWithAttempts>> list(
            Connection connection, MessageFilter filter, NumberHash numbers) throws SQLException {
        MessageRecord last = null;
        if (!filter.before().isEmpty()) {
            List<MessageRecord> found = Messages.withIds(connection, List.of(filter.before()));
            if (found.isEmpty() || !filter.meansApplicationOf(found.get(0).source())) {
                return Optional.empty();
            }
            last = found.get(0);
        }
        MessageSearch search = new MessageSearch(filter, numbers, last);
        return Optional.of(withAttempts(connection, select(connection, search.sql(), search.values())));
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
