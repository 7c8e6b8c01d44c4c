package io.staffetta.ledger.operation;

import java.util.Locale;

/** Names what dead letters of a group have in common. */
public enum GroupPart {
    REASON("reason"),
    ACCOUNT("account"),
    /** The detail with # in place of all figures. */
    DETAIL("coalesce(pattern, detail)");

    private final String sql;

    GroupPart(String sql) {
        this.sql = sql;
    }

    /** Its name, as callers have it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    String sql() {
        return sql;
    }
}
