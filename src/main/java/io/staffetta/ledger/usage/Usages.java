package io.staffetta.ledger.usage;

import io.staffetta.ledger.store.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Reads what was taken. */
public final class Usages {

    private Usages() {}

    /**
     * What was taken in a time, by account and price.
     *
     * @param from the first instant, at a quarter of an hour
     * @param to the first instant after it, at a quarter of an hour
     * @param bySource whether by source, too
     * @param byTag whether by tag, too
     */
    public static List<UsageSum> read(Connection connection, Instant from, Instant to, boolean bySource, boolean byTag)
            throws SQLException {
        String columns = "account, price" + (bySource ? ", source" : "") + (byTag ? ", tag" : "");
        List<UsageSum> sums = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("select " + columns
                        + ", sum(messages) as messages, sum(segments) as segments from usage where at >= ? and at < ?"
                        + " group by " + columns + " order by " + columns);
                ResultSet row = Sql.bind(select, from, to).executeQuery()) {
            while (row.next()) {
                sums.add(new UsageSum(
                        row.getString("account"),
                        bySource ? row.getString("source") : "",
                        byTag ? row.getString("tag") : "",
                        row.getString("price"),
                        row.getLong("messages"),
                        row.getLong("segments")));
            }
        }
        return sums;
    }
}
