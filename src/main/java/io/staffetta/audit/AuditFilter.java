package io.staffetta.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Selects entries of the audit trail. Texts that are empty, and instants that are {@code null}, mean all.
 *
 * @param action the whole action, or its noun: {@code batch} means {@code batch.cancel}, too
 * @param since those at or after it
 * @param until those before it
 * @param before those with lower numbers; 0 for all
 * @param limit most entries, 1 or more
 */
public record AuditFilter(
        String who, String action, String subject, Instant since, Instant until, long before, int limit) {

    /** All of them, from the newest. */
    public static AuditFilter newest(int limit) {
        return new AuditFilter("", "", "", null, null, 0, limit);
    }

    /** Its conditions in SQL; their values are added to a list. */
    String sql(List<Object> values) {
        List<String> conditions = new ArrayList<>(List.of("1 = 1"));
        add(conditions, values, !who.isEmpty(), "who = ?", who);
        add(conditions, values, !subject.isEmpty(), "subject = ?", subject);
        add(
                conditions,
                values,
                !action.isEmpty(),
                "(action = ? or substr(action, 1, " + (action.length() + 1) + ") = ?)",
                action);
        if (!action.isEmpty()) {
            values.add(action + ".");
        }
        add(conditions, values, since != null, "done_at >= ?", since);
        add(conditions, values, until != null, "done_at < ?", until);
        add(conditions, values, before > 0, "number < ?", before);
        return String.join(" and ", conditions);
    }

    private static void add(List<String> conditions, List<Object> values, boolean given, String sql, Object value) {
        if (given) {
            conditions.add(sql);
            values.add(value);
        }
    }
}
