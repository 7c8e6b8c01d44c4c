package io.staffetta.ledger.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Collections;
import java.util.List;

/** Binds the parameters and reads the columns of the ledger's statements. */
public final class Sql {

    /** Most keys in one statement. */
    public static final int MOST_KEYS = 1024;

    /** A number or an instant that is missing. */
    public static final Object NO_NUMBER = new Object();

    private Sql() {}

    /** Sets all parameters of a statement, in order: texts, numbers, instants, {@code null} for a missing text and {@link #NO_NUMBER}. */
    public static PreparedStatement bind(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            if (value == null) {
                statement.setNull(i + 1, Types.VARCHAR);
            } else if (value == NO_NUMBER) {
                statement.setNull(i + 1, Types.BIGINT);
            } else if (value instanceof Instant instant) {
                statement.setLong(i + 1, millis(instant));
            } else if (value instanceof Integer number) {
                statement.setInt(i + 1, number);
            } else if (value instanceof Long number) {
                statement.setLong(i + 1, number);
            } else {
                // PostgreSQL knows no NUL in a text.
                statement.setString(i + 1, value.toString().replace('\u0000', '\uFFFD'));
            }
        }
        return statement;
    }

    /** Runs a statement that writes. Returns the number of rows. */
    public static int update(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            return bind(statement, values).executeUpdate();
        }
    }

    /**
     * A list of placeholders for keys, as many as the next power of two, so that there are few different statements.
     *
     * @param count 1 to {@link #MOST_KEYS}
     */
    public static String placeholders(int count) {
        return String.join(",", Collections.nCopies(places(count), "?"));
    }

    /** Sets the parameters of {@link #placeholders}; the last key is repeated where there are more places. */
    public static void bindKeys(PreparedStatement statement, List<String> keys) throws SQLException {
        bindKeys(statement, 1, keys);
    }

    /** The same, of which the first is parameter {@code from}. */
    public static void bindKeys(PreparedStatement statement, int from, List<String> keys) throws SQLException {
        for (int i = 0; i < places(keys.size()); i++) {
            statement.setString(from + i, keys.get(Math.min(i, keys.size() - 1)));
        }
    }

    /** An instant as milliseconds; one that is out of their range as the least or the most of them. */
    static long millis(Instant instant) {
        if (instant.isAfter(Instant.ofEpochMilli(Long.MAX_VALUE))) {
            return Long.MAX_VALUE;
        }
        return instant.isBefore(Instant.ofEpochMilli(Long.MIN_VALUE)) ? Long.MIN_VALUE : instant.toEpochMilli();
    }

    /** A column with an instant; {@code null} if it is empty. */
    public static Instant instant(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }

    /** A column with a text; empty if it is empty. */
    public static String text(ResultSet row, String column) throws SQLException {
        String text = row.getString(column);
        return text == null ? "" : text;
    }

    /** A text for a column that is null where there is none. */
    public static String emptyToNull(String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    private static int places(int count) {
        int highest = Integer.highestOneBit(count);
        return highest == count ? count : highest << 1;
    }
}
