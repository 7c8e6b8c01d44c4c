package io.staffetta.ledger.figures;

import io.staffetta.ledger.store.LedgerCommand;
import io.staffetta.ledger.store.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Writes and reads what was done by minutes and hours. A row has what one process did, so that it can be written again. */
public final class TallyTable implements LedgerCommand<List<Tally>, Void> {

    private static final Duration MINUTES_KEPT = Duration.ofHours(2);
    private static final Duration HOURS_KEPT = Duration.ofDays(8);

    private static final String WRITE =
            "insert into tally (step, at, account, kind, node, messages) values (?, ?, ?, ?, ?, ?)"
                    + " on conflict (step, at, account, kind, node) do update set messages = excluded.messages";
    private static final String READ = "select at, account, kind, sum(messages) as messages from tally"
            + " where step = ? and at >= ? group by at, account, kind";

    private final String node;

    /**
     * @param node this process
     */
    public TallyTable(String node) {
        this.node = node;
    }

    /** Writes what this process has done in some times up to now; what was written of the same before is replaced. */
    @Override
    public List<Void> apply(Connection connection, List<List<Tally>> inputs) throws SQLException {
        try (PreparedStatement write = connection.prepareStatement(WRITE)) {
            for (List<Tally> tallies : inputs) {
                for (Tally one : tallies) {
                    Sql.bind(write, one.step().millis(), one.at(), one.account(), one.kind(), node, one.messages())
                            .addBatch();
                }
            }
            write.executeBatch();
        }
        return Collections.nCopies(inputs.size(), null);
    }

    /** Forgets what is too old to be looked at. */
    public static LedgerCommand<Instant, Void> forget() {
        return (connection, instants) -> {
            for (Instant now : instants) {
                delete(connection, Tally.Step.MINUTE, now.minus(MINUTES_KEPT));
                delete(connection, Tally.Step.HOUR, now.minus(HOURS_KEPT));
            }
            return Collections.nCopies(instants.size(), null);
        };
    }

    private static void delete(Connection connection, Tally.Step step, Instant before) throws SQLException {
        Sql.update(connection, "delete from tally where step = ? and at < ?", step.millis(), before);
    }

    /** What all processes did since an instant, by time, account and kind. */
    public static List<Tally> read(Connection connection, Tally.Step step, Instant since) throws SQLException {
        List<Tally> found = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(READ);
                ResultSet row = Sql.bind(select, step.millis(), since).executeQuery()) {
            while (row.next()) {
                found.add(new Tally(
                        step,
                        Sql.instant(row, "at"),
                        row.getString("account"),
                        Tally.Kind.valueOf(row.getString("kind")),
                        row.getLong("messages")));
            }
        }
        return found;
    }
}
