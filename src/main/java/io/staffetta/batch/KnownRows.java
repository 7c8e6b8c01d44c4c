package io.staffetta.batch;

import io.staffetta.ledger.Ledger;
import io.staffetta.ledger.MessageRecord;
import io.staffetta.ledger.State;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;

/**
 * What the ledger knows of the rows of a batch, by the ids of their messages, which follow from the numbers of the rows.
 *
 * <p>Immutable, and so safe to share between threads.
 */
record KnownRows(Ledger ledger, RowIds ids) {

    /** Rows that are asked for at once. */
    static final int MOST = Spreading.MOST;

    private static final int MOST_IDS = 1000;

    /** The numbers from one on, up to another, but {@link #MOST} at most. */
    static List<Long> numbers(long first, long last) {
        return LongStream.rangeClosed(first, Math.min(last, first + MOST - 1))
                .boxed()
                .toList();
    }

    /**
     * The messages that rows became, in the order of their recipients.
     *
     * @param rows their numbers, {@link #MOST} at most
     * @return by the number of the row; those of which nothing is known are left out
     */
    Map<Long, List<MessageRecord>> of(Collection<Long> rows) {
        Map<Long, List<MessageRecord>> known = new TreeMap<>();
        Collection<Long> left = rows;
        for (int recipient = 0; !left.isEmpty(); recipient++) {
            Map<String, Long> byId = new HashMap<>();
            for (long row : left) {
                byId.put(ids.of(row, recipient), row);
            }
            left = new ArrayList<>();
            for (MessageRecord message : ledger.messages(List.copyOf(byId.keySet()))) {
                long row = byId.get(message.id());
                known.computeIfAbsent(row, number -> new ArrayList<>()).add(message);
                left.add(row);
            }
        }
        return known;
    }

    /** The same, of rows that are not to be taken now: what of them is not sent yet will not be, and is left out. */
    Map<Long, List<MessageRecord>> unlessCancelled(Collection<Long> rows) {
        List<String> all = of(rows).values().stream()
                .flatMap(List::stream)
                .map(MessageRecord::id)
                .toList();
        if (all.isEmpty()) {
            return Map.of();
        }
        for (int from = 0; from < all.size(); from += MOST_IDS) {
            ledger.batches().cancelMessages(all.subList(from, Math.min(from + MOST_IDS, all.size())));
        }
        Map<Long, List<MessageRecord>> known = of(rows);
        known.values()
                .removeIf(messages -> messages.stream().allMatch(message -> message.state() == State.CANCELLED));
        return known;
    }

    /** Ends all messages of the first rows that are not sent. */
    void cancel(long rows, BooleanSupplier isStopping) {
        for (long first = 1; first <= rows && !isStopping.getAsBoolean(); first += MOST) {
            unlessCancelled(numbers(first, rows));
        }
    }

    /** The answers to a row that was taken, of which nothing else is left. */
    static List<Answer> answers(long row, long line, List<MessageRecord> messages) {
        return messages.stream().map(message -> answer(row, line, message)).toList();
    }

    private static Answer answer(long row, long line, MessageRecord message) {
        return new Answer(
                row,
                line,
                MadeReferences.isMade(message.reference()) ? "" : message.reference(),
                message.id(),
                message.recipient(),
                message.account(),
                message.segments(),
                AnswerStatus.TAKEN,
                "");
    }
}
