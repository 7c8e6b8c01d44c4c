package io.staffetta.ledger;

import io.staffetta.ledger.history.Entries;
import io.staffetta.ledger.history.Entry;
import io.staffetta.ledger.history.Histories;
import io.staffetta.ledger.history.History;
import io.staffetta.ledger.history.MessageRecord;
import io.staffetta.ledger.history.Messages;
import io.staffetta.ledger.store.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Idempotent Receiver. Records new messages, and finds duplicates: those with a reference that came before from the same source. */
final class TakeMessages {

    private static final String CLAIM = "insert into reference (source, reference, message_ids, taken_at, digest)"
            + " values (?, ?, ?, ?, ?) on conflict (source, reference) do update set message_ids = excluded.message_ids,"
            + " taken_at = excluded.taken_at, digest = excluded.digest where reference.taken_at < ?";

    // The source, too: without the first column of its key the whole table would be read.
    static final String OWNERS =
            "select reference, message_ids, digest from reference where source = ? and reference in (%s)";

    private final Entries entered;
    private final Duration window;
    private final Clock clock;

    /**
     * @param entered enters them
     * @param window how long a reference is remembered
     */
    TakeMessages(Entries entered, Duration window, Clock clock) {
        this.entered = entered;
        this.window = window;
        this.clock = clock;
    }

    private record Key(String source, String reference) {}

    /**
     * The messages that came first with a reference.
     *
     * @param ids their ids, separated by blanks
     * @param digest what they are, as {@link ContentDigest} has it; empty if it is erased, or was never kept
     */
    private record Owner(String ids, String digest) {

        boolean isOf(AcceptRequest input) {
            return ids.equals(TakeMessages.ids(input));
        }

        /** Of what is not known any more it counts as the same. */
        boolean conflictsWith(AcceptRequest input) {
            return !digest.isEmpty() && !digest.equals(ContentDigest.of(ids, input.entries()));
        }

        String firstId() {
            return ids.split(" ", 2)[0];
        }
    }

    /**
     * Enters them. Must be safe to repeat.
     *
     * @return one for each, in their order
     */
    List<AcceptResult> enter(Connection connection, List<AcceptRequest> inputs) throws SQLException {
        List<AcceptRequest> referenced = inputs.stream()
                .filter(input -> !input.reference().isEmpty() && isNotRedriven(input))
                // Nodes that claim in the same order do not block each other.
                .sorted(Comparator.comparing(AcceptRequest::source).thenComparing(AcceptRequest::reference))
                .toList();
        Map<Key, Owner> owners = new HashMap<>();
        if (!referenced.isEmpty()) {
            // Most come for the first time.
            List<AcceptRequest> others = claim(connection, referenced);
            if (!others.isEmpty()) {
                owners.putAll(owners(connection, others));
            }
        }
        List<Entry> entries = new ArrayList<>();
        List<Found> found = new ArrayList<>();
        for (AcceptRequest input : inputs) {
            // What is redriven claims no reference, and is no repeat.
            Owner owner = isNotRedriven(input) ? owners.get(new Key(input.source(), input.reference())) : null;
            found.add(Found.of(owner, input));
            if (owner == null || owner.isOf(input)) {
                entries.addAll(input.entries());
            }
        }
        entered.write(connection, entries);
        return taken(connection, found);
    }

    /** Holds the message that came first in place of an input; none if nothing did. */
    private record Found(List<String> first, String conflict) {

        static Found of(Owner owner, AcceptRequest input) {
            if (owner == null || owner.isOf(input)) {
                return new Found(List.of(), "");
            }
            return owner.conflictsWith(input)
                    ? new Found(List.of(), owner.firstId())
                    : new Found(List.of(owner.ids().split(" ")), "");
        }
    }

    /** A message that is redriven has the reference that it came with. */
    private static boolean isNotRedriven(AcceptRequest input) {
        return input.entries().stream().allMatch(entry -> entry.redriveCount() == 0);
    }

    /** Returns those of which it is not certain that they own their reference now. */
    private List<AcceptRequest> claim(Connection connection, List<AcceptRequest> inputs) throws SQLException {
        Set<Key> keys = new HashSet<>();
        List<AcceptRequest> others = new ArrayList<>();
        try (PreparedStatement claim = connection.prepareStatement(CLAIM)) {
            for (AcceptRequest input : inputs) {
                Sql.bind(
                                claim,
                                input.source(),
                                input.reference(),
                                ids(input),
                                clock.instant(),
                                ContentDigest.of(ids(input), input.entries()),
                                clock.instant().minus(window))
                        .addBatch();
            }
            int[] claimed = claim.executeBatch();
            for (int i = 0; i < claimed.length; i++) {
                AcceptRequest input = inputs.get(i);
                if (!keys.add(new Key(input.source(), input.reference())) || claimed[i] != 1) {
                    others.add(input);
                }
            }
        }
        return others;
    }

    /** Ids of the first messages by source and reference. */
    private static Map<Key, Owner> owners(Connection connection, List<AcceptRequest> inputs) throws SQLException {
        Map<Key, Owner> owners = new HashMap<>();
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

    private static void read(Connection connection, String source, List<String> references, Map<Key, Owner> owners)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(OWNERS.formatted(Sql.placeholders(references.size())))) {
            statement.setString(1, source);
            Sql.bindKeys(statement, 2, references);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    owners.put(
                            new Key(source, row.getString("reference")),
                            new Owner(row.getString("message_ids"), Sql.text(row, "digest")));
                }
            }
        }
    }

    private static List<AcceptResult> taken(Connection connection, List<Found> found) throws SQLException {
        List<String> ids =
                found.stream().flatMap(one -> one.first().stream()).distinct().toList();
        if (ids.isEmpty()) {
            return found.stream()
                    .map(one -> new AcceptResult(List.of(), one.conflict(), false))
                    .toList();
        }
        Map<String, MessageRecord> records = Messages.withIds(connection, ids).stream()
                .collect(Collectors.toMap(MessageRecord::id, record -> record));
        Map<String, History> histories = Histories.read(connection, ids);
        return found.stream().map(one -> taken(one, records, histories)).toList();
    }

    private static AcceptResult taken(Found found, Map<String, MessageRecord> records, Map<String, History> histories) {
        List<MessageRecord> first = found.first().stream()
                .map(records::get)
                .filter(Objects::nonNull)
                .toList();
        boolean uncertain = !first.isEmpty()
                && first.stream()
                        .allMatch(message -> message.state().isOnQueue()
                                && histories.get(message.id()).attempts().isEmpty());
        return new AcceptResult(first, found.conflict(), uncertain);
    }

    private static String ids(AcceptRequest input) {
        return input.entries().stream().map(entry -> entry.message().id()).collect(Collectors.joining(" "));
    }
}
