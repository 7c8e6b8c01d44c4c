package io.staffetta.ledger;

import io.staffetta.ledger.store.LedgerCommand;
import io.staffetta.ledger.store.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Holds jobs, and lets them go on. */
final class Holds {

    private static final LedgerCommand<Hold, Boolean> PLACE = (connection, holds) -> {
        List<Boolean> placed = new ArrayList<>();
        for (Hold hold : holds) {
            placed.add(Sql.update(
                            connection,
                            "insert into hold (job, since, reason) values (?, ?, ?) on conflict (job) do nothing",
                            hold.job(),
                            hold.since(),
                            hold.reason())
                    == 1);
        }
        return placed;
    };
    private static final LedgerCommand<String, Boolean> RELEASE = (connection, jobs) -> {
        List<Boolean> released = new ArrayList<>();
        for (String job : jobs) {
            released.add(Sql.update(connection, "delete from hold where job = ?", job) == 1);
        }
        return released;
    };

    private Holds() {}

    /** Returns whether it was not held before. */
    static boolean place(Ledger ledger, Hold hold) {
        return Ledger.await(ledger.submit(PLACE, hold));
    }

    static boolean release(Ledger ledger, String job) {
        return Ledger.await(ledger.submit(RELEASE, job));
    }

    static Optional<Hold> find(Connection connection, String job) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select since, reason from hold where job = ?");
                ResultSet row = Sql.bind(select, job).executeQuery()) {
            return row.next()
                    ? Optional.of(new Hold(job, Sql.instant(row, "since"), row.getString("reason")))
                    : Optional.empty();
        }
    }
}
