package io.staffetta.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Enters messages that came in, and finds those that came before with the same reference from the same source. */
final class TakeMessages implements Batch<Taking, Taken> {

    private static final String CLAIM = "insert into reference (source, reference, message_ids, taken_at)"
            + " values (?, ?, ?, ?) on conflict (source, reference) do update"
            + " set message_ids = excluded.message_ids, taken_at = excluded.taken_at where reference.taken_at < ?";

    // The source, too: without the first column of its key the whole table would be read.
    static final String OWNERS = "select reference, message_ids from reference where source = ? and reference in (%s)";

    private final Duration window;
    private final Clock clock;

    /**
     * @param window how long a reference is remembered
     */
    TakeMessages(Duration window, Clock clock) {
        this.window = window;
        this.clock = clock;
    }

    private record Key(String source, String reference) {}

    @Override
    public List<Taken> apply(Connection connection, List<Taking> inputs) throws SQLException {
        List<Taking> referenced = inputs.stream()
                .filter(input -> !input.reference().isEmpty() && isFirstJourney(input))
                // Nodes that claim in the same order do not block each other.
                .sorted(Comparator.comparing(Taking::source).thenComparing(Taking::reference))
                .toList();
        Map<Key, String> owners = new HashMap<>();
        if (!referenced.isEmpty()) {
            claim(connection, referenced);
            owners.putAll(owners(connection, referenced));
        }
        List<Entry> entries = new ArrayList<>();
        List<List<String>> firsts = new ArrayList<>();
        for (Taking input : inputs) {
            String owner = owners.get(new Key(input.source(), input.reference()));
            boolean isOwner = owner == null || owner.equals(ids(input));
            firsts.add(isOwner ? List.of() : List.of(owner.split(" ")));
            if (isOwner) {
                entries.addAll(input.entries());
            }
        }
        Entries.write(connection, entries);
        return taken(connection, firsts);
    }

    /** A message that is redriven has the reference of its first journey. */
    private static boolean isFirstJourney(Taking input) {
        return input.entries().stream().allMatch(entry -> entry.journey() == 0);
    }

    private void claim(Connection connection, List<Taking> inputs) throws SQLException {
        try (PreparedStatement claim = connection.prepareStatement(CLAIM)) {
            for (Taking input : inputs) {
                Sql.bind(
                                claim,
                                input.source(),
                                input.reference(),
                                ids(input),
                                clock.instant(),
                                clock.instant().minus(window))
                        .addBatch();
            }
            claim.executeBatch();
        }
    }

    /** Ids of the first messages by source and reference. */
    private static Map<Key, String> owners(Connection connection, List<Taking> inputs) throws SQLException {
        Map<Key, String> owners = new HashMap<>();
        Map<String, Set<String>> bySource = new TreeMap<>();
        inputs.forEach(input -> bySource.computeIfAbsent(input.source(), source -> new LinkedHashSet<>())
                .add(input.reference()));
        for (Map.Entry<String, Set<String>> source : bySource.entrySet()) {
            List<String> references = List.copyOf(source.getValue());
            for (int from = 0; from < references.size(); from += Sql.MOST_KEYS) {
                List<String> some = references.subList(from, Math.min(from + Sql.MOST_KEYS, references.size()));
                read(connection, source.getKey(), some, owners);
            }
        }
        return owners;
    }

    private static void read(Connection connection, String source, List<String> references, Map<Key, String> owners)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(OWNERS.formatted(Sql.placeholders(references.size())))) {
            statement.setString(1, source);
            Sql.bindKeys(statement, 2, references);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    owners.put(new Key(source, row.getString(1)), row.getString(2));
                }
            }
        }
    }

    private static List<Taken> taken(Connection connection, List<List<String>> firsts) throws SQLException {
        List<String> ids = firsts.stream().flatMap(List::stream).distinct().toList();
        if (ids.isEmpty()) {
            return firsts.stream().map(none -> Taken.NEW).toList();
        }
        Map<String, MessageRecord> records = Messages.withIds(connection, ids).stream()
                .collect(Collectors.toMap(MessageRecord::id, record -> record));
        return firsts.stream()
                .map(first -> new Taken(first.stream()
                        .map(records::get)
                        .filter(Objects::nonNull)
                        .toList()))
                .toList();
    }

    private static String ids(Taking input) {
        return input.entries().stream().map(entry -> entry.message().id()).collect(Collectors.joining(" "));
    }
}
