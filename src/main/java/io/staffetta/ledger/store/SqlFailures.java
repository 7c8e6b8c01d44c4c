package io.staffetta.ledger.store;

import java.sql.SQLException;

/** Tells from an exception of the database what failed. */
public final class SqlFailures {

    private SqlFailures() {}

    /**
     * Whether an input is at fault, so that it would fail again. By SQLState: 22 is bad data, 23 a broken constraint. SQLite has
     * numbers instead: too big, constraint, mismatch.
     */
    public static boolean isFaultOfInput(Throwable failure) {
        if (!(failure instanceof SQLException sql)) {
            return failure instanceof RuntimeException;
        }
        String state = sql.getSQLState();
        int code = sql.getErrorCode() & 0xFF;
        return state == null
                ? code == 18 || code == 19 || code == 20
                : state.startsWith("22") || state.startsWith("23");
    }

    /** Whether transactions of several gateways blocked each other, and this one gave way. */
    static boolean isCollision(SQLException failure) {
        return failure.getSQLState() != null && failure.getSQLState().startsWith("40");
    }
}
