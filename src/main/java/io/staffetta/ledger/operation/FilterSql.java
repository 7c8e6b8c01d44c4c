package io.staffetta.ledger.operation;

import io.staffetta.ledger.history.LetterRow;
import io.staffetta.ledger.store.NumberHash;
import io.staffetta.ledger.store.Words;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Translates a filter into SQL: conditions that each begin with {@code and}, and their values. */
final class FilterSql {

    private final StringBuilder sql = new StringBuilder();
    private final List<Object> values = new ArrayList<>();

    private FilterSql() {}

    /** On rows of table {@code dead_letter}. */
    static FilterSql ofLetters(OperationFilter filter, NumberHash numbers) {
        FilterSql all = new FilterSql();
        all.equal("dead_letter.reason", filter.reason());
        all.equal("dead_letter.account", filter.account());
        all.equal("pattern", filter.detail().isEmpty() ? "" : LetterRow.pattern(filter.detail()));
        all.times("died_at", filter.since(), filter.until());
        all.equal("dead_letter.batch", filter.batch());
        if (!filter.to().isEmpty()) {
            all.and("dead_letter.number_hash = ?", numbers.of(filter.to()));
        }
        all.words("dead_letter.detail", filter.words());
        all.equal("application", filter.application());
        all.equal("dead_letter.tag", filter.tag());
        all.equal("dead_letter.priority", filter.priority());
        all.equal("phase", filter.phase());
        all.equal("node", filter.node());
        return all;
    }

    /** On rows of table {@code message} that wait. */
    static FilterSql ofWaiting(OperationFilter filter, NumberHash numbers) {
        FilterSql all = new FilterSql();
        all.and("state in ('TAKEN', 'QUEUED', 'WAITING')");
        all.equal("account", filter.account());
        all.times("taken_at", filter.since(), filter.until());
        all.equal("batch", filter.batch());
        if (!filter.to().isEmpty()) {
            all.and("number_hash = ?", numbers.of(filter.to()));
        }
        all.words("detail", filter.words());
        if (!filter.application().isEmpty()) {
            String name = escaped(filter.application());
            all.and(
                    "(source = ? or source like ? escape '!' or source like ? escape '!')",
                    filter.application(),
                    "%:" + name,
                    "%:" + name + ":test");
        }
        all.equal("tag", filter.tag());
        all.equal("priority", filter.priority());
        return all;
    }

    String sql() {
        return sql.toString();
    }

    List<Object> values() {
        return values;
    }

    /** Adds a condition. */
    FilterSql and(String condition, Object... given) {
        sql.append(" and ").append(condition);
        values.addAll(List.of(given));
        return this;
    }

    private void equal(String column, String value) {
        if (!value.isEmpty()) {
            and(column + " = ?", value);
        }
    }

    private void times(String column, Instant since, Instant until) {
        if (since != null) {
            and(column + " >= ?", since);
        }
        if (until != null) {
            and(column + " < ?", until);
        }
    }

    private void words(String column, List<String> words) {
        if (!words.isEmpty()) {
            and(Words.in(column, words), Words.values(words));
        }
    }

    private static String escaped(String text) {
        return text.replaceAll("[!%_]", "!$0");
    }
}
