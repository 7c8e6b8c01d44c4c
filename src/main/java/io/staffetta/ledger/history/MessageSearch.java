package io.staffetta.ledger.history;

import io.staffetta.ledger.store.NumberHash;
import io.staffetta.ledger.store.Words;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The query for a filter. One condition chooses the index, the one that most probably leaves fewest messages, and the others are
 * written so that they do not: neither database knows enough of the table to choose well by itself.
 */
final class MessageSearch {

    /** Few messages stand there for long, or they are looked for by people. */
    private static final Set<State> RARE = EnumSet.of(State.DYING, State.DEAD, State.UNDELIVERED, State.CANCELLED);

    private static final String ENDED = "state in ('DELIVERED', 'UNDELIVERED', 'DYING', 'DEAD', 'CANCELLED')";
    private static final String WAITING = "state in ('TAKEN', 'QUEUED', 'WAITING')";

    private final StringBuilder sql = new StringBuilder("select * from message where 1 = 1");
    private final List<Object> values = new ArrayList<>();
    private boolean isChosen;
    private boolean isInOrder = true;

    /**
     * @param last the message that the page comes after; {@code null} for the first page
     */
    MessageSearch(MessageFilter filter, NumberHash numbers, MessageRecord last) {
        if (!filter.to().isEmpty()) {
            long hash = numbers.of(filter.to());
            // The remainder is what the index begins with. A number that is there decides, should two have one hash.
            and(
                    "number_hash % 16 = ? and number_hash = ? and number_hash is not null"
                            + " and (recipient is null or recipient = ?)",
                    hash % NumberHash.RUNS, hash, filter.to());
            isChosen = true;
        }
        if (filter.state() != null && RARE.contains(filter.state())) {
            state(filter.state());
        }
        equal("batch", filter.batch());
        equal("tag", filter.tag());
        words(filter.words());
        if (filter.state() != null && !RARE.contains(filter.state())) {
            state(filter.state());
        }
        equal("account", filter.account());
        sources(filter.sources());
        times(filter.since(), filter.until());
        if (last != null) {
            and("taken_at <= ? and (taken_at < ? or id < ?)", last.taken(), last.taken(), last.id());
        }
        // A sum is in no index: those that wait are found by theirs, which has another order.
        sql.append(isInOrder ? " order by taken_at desc, id desc" : " order by taken_at + 0 desc, id desc");
        sql.append(" limit ?");
        values.add(filter.limit());
    }

    String sql() {
        return sql.toString();
    }

    List<Object> values() {
        return values;
    }

    private void equal(String column, String value) {
        if (!value.isEmpty()) {
            and(isChosen ? "(" + column + " || '') = ?" : column + " = ?", value);
            isChosen = true;
        }
    }

    private void sources(List<String> sources) {
        if (sources.size() == 1) {
            equal("source", sources.get(0));
        } else if (!sources.isEmpty()) {
            String places = String.join(",", Collections.nCopies(sources.size(), "?"));
            and((isChosen ? "(source || '')" : "source") + " in (" + places + ")", sources.toArray());
            isChosen = true;
        }
    }

    private void state(State state) {
        if (isChosen || state == State.ACCEPTED) {
            and("(state || '') = ?", state);
        } else if (state.isOnQueue()) {
            and(WAITING + " and state = ?", state);
            isChosen = true;
            isInOrder = false;
        } else {
            and(ENDED + " and state = ?", state);
            isChosen = true;
        }
    }

    private void words(List<String> words) {
        if (!words.isEmpty()) {
            sql.append(isChosen ? "" : " and detail is not null");
            isChosen = true;
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
