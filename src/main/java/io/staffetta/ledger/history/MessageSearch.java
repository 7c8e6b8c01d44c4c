package io.staffetta.ledger.history;

import io.staffetta.ledger.store.NumberHash;
import io.staffetta.ledger.store.Words;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The query for a filter. One condition chooses the index, the one that most probably leaves fewest messages or whose index has all
 * the others in it, and the others are written as in the indexes, so that they do not: neither database knows enough of the table to
 * choose well by itself.
 */
final class MessageSearch {

    private static final String ENDED =
            "state in ('ACCEPTED', 'DELIVERED', 'UNDELIVERED', 'DYING', 'DEAD', 'CANCELLED')";
    private static final String WAITING = "state in ('TAKEN', 'QUEUED', 'WAITING')";

    /** The application that a message is of, or the door that it came in by if it is of none; as the indexes have it. */
    private static final String ORIGIN = "replace(replace(replace(replace(case when source like '%:%:test'"
            + " then substr(source, 1, length(source) - 5) else source end,"
            + " 'http:', ''), 'jms:', ''), 'webapi:', ''), 'batch:', '')";

    private static final String NEWEST_FIRST = " order by taken_at desc, id desc limit ?";

    /** A sum is in no index: those that wait are found by theirs, which has another order. */
    private static final String SORTED = " order by taken_at + 0 desc, id desc limit ?";

    private final StringBuilder sql = new StringBuilder("from message where 1 = 1");
    private final List<Object> values = new ArrayList<>();
    private boolean isChosen;
    private boolean isByWords;
    private boolean isInOrder = true;

    /**
     * @param last the message that the page comes after; {@code null} for the first page
     */
    MessageSearch(MessageFilter filter, NumberHash numbers, MessageRecord last) {
        number(filter.to(), numbers);
        words(filter.words());
        state(filter.state());
        equal("batch", filter.batch());
        equal("tag", filter.tag());
        equal("account", filter.account());
        origin(filter.origin(), filter.exactSource());
        times(filter.since(), filter.until());
        if (last != null) {
            and("taken_at <= ? and (taken_at < ? or id < ?)", last.taken(), last.taken(), last.id());
        }
        sql.append(isInOrder ? NEWEST_FIRST : SORTED);
        values.add(filter.limit());
        if (isByWords) {
            // The index by words has all that is asked for, and the rows are read of those alone that are found.
            sql.insert(0, "select * from message where id in (select id ")
                    .append(")")
                    .append(NEWEST_FIRST);
            values.add(filter.limit());
        } else {
            sql.insert(0, "select * ");
        }
    }

    String sql() {
        return sql.toString();
    }

    List<Object> values() {
        return values;
    }

    private void number(String to, NumberHash numbers) {
        if (!to.isEmpty()) {
            long hash = numbers.of(to);
            // The remainder is what the index begins with. A number that is there decides, should two have one hash.
            and(
                    "number_hash % 16 = ? and number_hash = ? and number_hash is not null"
                            + " and (recipient is null or recipient = ?)",
                    hash % NumberHash.RUNS, hash, to);
            isChosen = true;
        }
    }

    private void equal(String column, String value) {
        if (!value.isEmpty()) {
            and(isChosen ? "(" + column + " || '') = ?" : column + " = ?", value);
            isChosen = true;
        }
    }

    private void origin(String origin, String source) {
        if (!origin.isEmpty()) {
            and(isChosen ? ORIGIN + " = ?" : "(" + ORIGIN + " || '') = ?", origin);
            isChosen = true;
        }
        equal("source", source);
    }

    private void state(State state) {
        if (state == null) {
            return;
        }
        if (isChosen) {
            and("(state || '') = ?", state);
        } else {
            and((state.isOnQueue() ? WAITING : ENDED) + " and state = ?", state);
            isChosen = true;
            isInOrder = !state.isOnQueue();
        }
    }

    private void words(List<String> words) {
        if (!words.isEmpty()) {
            if (!isChosen) {
                sql.append(" and detail is not null");
                isChosen = true;
                isByWords = true;
            }
            and(Words.in("detail", words), Words.values(words));
        }
    }

    private void times(Instant since, Instant until) {
        if (since != null) {
            and("taken_at >= ?", since);
        }
        if (until != null) {
            and("taken_at < ?", until);
        }
    }

    private void and(String condition, Object... given) {
        sql.append(" and ").append(condition);
        values.addAll(List.of(given));
    }
}
