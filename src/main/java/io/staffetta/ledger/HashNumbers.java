package io.staffetta.ledger;

import io.staffetta.ledger.store.LedgerCommand;
import io.staffetta.ledger.store.NumberHash;
import io.staffetta.ledger.store.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Hashes numbers that were entered before numbers were hashed, {@value #STEP} at most, the newest first. */
final class HashNumbers implements LedgerCommand<Boolean, Integer> {

    /** So few that the commit which they share keeps nobody waiting. */
    static final int STEP = 500;

    private static final String OLD = "select id, recipient from message where number_hash is null"
            + " and recipient is not null order by taken_at desc limit " + STEP;
    private static final String HASH = "update message set number_hash = ? where id = ? and recipient is not null";

    private final NumberHash numbers;

    HashNumbers(NumberHash numbers) {
        this.numbers = numbers;
    }

    /** Tells of each how many were hashed; none if no more are to be. */
    @Override
    public List<Integer> apply(Connection connection, List<Boolean> inputs) throws SQLException {
        List<Integer> done = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            done.add(step(connection));
        }
        return done;
    }

    private int step(Connection connection) throws SQLException {
        int found = 0;
        try (PreparedStatement select = connection.prepareStatement(OLD);
                ResultSet row = select.executeQuery();
                PreparedStatement hash = connection.prepareStatement(HASH)) {
            for (; row.next(); found++) {
                Sql.bind(hash, numbers.of(row.getString(2)), row.getString(1)).addBatch();
            }
            if (found > 0) {
                hash.executeBatch();
            }
        }
        return found;
    }
}
