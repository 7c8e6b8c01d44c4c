package io.staffetta.batch.rows;

import io.staffetta.ledger.Ledger;
import io.staffetta.ledger.batch.BatchRecord;
import io.staffetta.ledger.batch.Batches;
import io.staffetta.ledger.history.MessageRecord;
import io.staffetta.ledger.history.State;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;

/**
 * Looks up the rows of a batch in the ledger, by the ids of their messages, which follow from the numbers of the rows.
 *
 * <p>Immutable, and so safe to share between threads.
 *
 * @param ids its own ids
 * @param earlier those of the batches of the same content that it goes on with, each of which was cancelled or cut short
 */
public record RowLedgerLookup(Ledger ledger, RowIds ids, List<RowIds> earlier) {

    /** Rows that are asked for at once. */
    public static final int MOST = Spreading.MOST;

    private static final int MOST_IDS = 1000;

    /** The numbers from one on, up to another, but {@link #MOST} at most. */
    public static List<Long> numbers(long first, long last) {
        return LongStream.rangeClosed(first, Math.min(last, first + MOST - 1))
                .boxed()
                .toList();
    }

    /** Of a batch, and of those that it goes on with. */
    public static RowLedgerLookup of(Ledger ledger, BatchRecord batch) {
        List<RowIds> earlier = new ArrayList<>();
        Optional<BatchRecord> before = new Batches(ledger).find(batch.links().follows());
        while (before.isPresent()) {
            earlier.add(ids(before.get()));
            before = new Batches(ledger).find(before.get().links().follows());
        }
        return new RowLedgerLookup(ledger, ids(batch), earlier);
    }

    private static RowIds ids(BatchRecord batch) {
        return new RowIds(batch.id(), batch.times().createdAt());
    }

    /**
     * The messages that rows became, in the order of their recipients.
     *
     * @param rows their numbers, {@link #MOST} at most
     * @return by the number of the row; those of which nothing is known are left out
     */
    public Map<Long, List<MessageRecord>> of(Collection<Long> rows) {
        Map<Long, List<MessageRecord>> known = new TreeMap<>();
        find(rows, (of, row, recipient, message) -> {
            if (of.equals(ids)) {
                known.computeIfAbsent(row, number -> new ArrayList<>()).add(message);
            }
        });
        return known;
    }

    /**
     * The messages that rows became in the earlier batches, and that were not cancelled there.
     *
     * @param rows their numbers, {@link #MOST} at most
     * @return by the number of the row, and which recipient of it they are for, from 0
     */
    Map<Long, Map<Integer, MessageRecord>> sentBefore(Collection<Long> rows) {
        Map<Long, Map<Integer, MessageRecord>> sent = new HashMap<>();
        if (!earlier.isEmpty()) {
            find(rows, (of, row, recipient, message) -> {
                if (!of.equals(ids) && message.state() != State.CANCELLED) {
                    sent.computeIfAbsent(row, number -> new TreeMap<>()).put(recipient, message);
                }
            });
        }
        return sent;
    }

    private interface Finding {
        void found(RowIds of, long row, int recipient, MessageRecord message);
    }

    /** Each recipient of a row is in one of the batches at least, up to the last one. */
    private void find(Collection<Long> rows, Finding finding) {
        record Place(RowIds of, long row) {}
        List<RowIds> all = new ArrayList<>(earlier);
        all.add(ids);
        Set<Long> left = new HashSet<>(rows);
        for (int recipient = 0; !left.isEmpty(); recipient++) {
            Map<String, Place> byId = new HashMap<>();
            for (RowIds of : all) {
                for (long row : left) {
                    byId.put(of.of(row, recipient), new Place(of, row));
                }
            }
            left = new HashSet<>();
            for (MessageRecord message : ledger.messages().withIds(List.copyOf(byId.keySet()))) {
                Place place = byId.get(message.id());
                finding.found(place.of(), place.row(), recipient, message);
                left.add(place.row());
            }
        }
    }

    /** The same, of rows that are not to be taken now: what of them is not sent yet will not be, and is left out. */
    public Map<Long, List<MessageRecord>> unlessCancelled(Collection<Long> rows) {
        List<String> all = of(rows).values().stream()
                .flatMap(List::stream)
                .map(MessageRecord::id)
                .toList();
        if (all.isEmpty()) {
            return Map.of();
        }
        for (int from = 0; from < all.size(); from += MOST_IDS) {
            new Batches(ledger).messages().cancel(all.subList(from, Math.min(from + MOST_IDS, all.size())));
        }
        Map<Long, List<MessageRecord>> known = of(rows);
        known.values().removeIf(messages -> messages.stream().allMatch(message -> message.state() == State.CANCELLED));
        return known;
    }

    /** Ends all messages of the first rows that are not sent. */
    public void cancel(long rows, BooleanSupplier isStopping) {
        for (long first = 1; first <= rows && !isStopping.getAsBoolean(); first += MOST) {
            unlessCancelled(numbers(first, rows));
        }
    }
}
