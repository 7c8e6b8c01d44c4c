package io.staffetta.continuity;

import io.staffetta.ledger.Ledger;
import io.staffetta.ledger.store.LedgerCommand;
import io.staffetta.ledger.store.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keeps the mark of a home in the ledger, in table {@code continuity}. */
final class LedgerMark {

    /**
     * @param after sequence that must be there; below 0 for any, or none
     */
    private record Step(MarkContent told, long after) {}

    private final Ledger ledger;
    private final String home;
    private final LedgerCommand<Step, Boolean> write = this::write;

    LedgerMark(Ledger ledger, String home) {
        this.ledger = ledger;
        this.home = home;
    }

    /**
     * What it was told last.
     *
     * @throws io.staffetta.ledger.store.LedgerAwayException if it cannot be read
     */
    Optional<MarkContent> read() {
        return ledger.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement("select * from continuity where home = ?");
                    ResultSet row = Sql.bind(select, home).executeQuery()) {
                return row.next()
                        ? Optional.of(new MarkContent(
                                row.getLong("sequence"),
                                row.getLong("queues"),
                                new Place(row.getString("machine"), row.getString("path"), row.getLong("inode")),
                                Sql.instant(row, "told_at")))
                        : Optional.empty();
            }
        });
    }

    /**
     * Whether the ledger knows no message at all.
     *
     * @throws io.staffetta.ledger.store.LedgerAwayException if it cannot be read
     */
    boolean isOfNoMessage() {
        return ledger.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement("select 1 from message limit 1");
                    ResultSet row = select.executeQuery()) {
                return !row.next();
            }
        });
    }

    /**
     * Tells it.
     *
     * @throws io.staffetta.ledger.store.LedgerAwayException if that is not certain
     */
    void write(MarkContent told) {
        Ledger.await(ledger.submit(write, new Step(told, -1)));
    }

    /**
     * Tells it, if it is as this gateway left it.
     *
     * @return whether it is
     * @throws io.staffetta.ledger.store.LedgerAwayException if that is not certain
     */
    boolean writeAfter(MarkContent told, long sequence) {
        return Ledger.await(ledger.submit(write, new Step(told, sequence)));
    }

    private List<Boolean> write(Connection connection, List<Step> steps) throws SQLException {
        List<Boolean> written = new ArrayList<>();
        for (Step step : steps) {
            written.add(step.after() < 0 ? put(connection, step.told()) : update(connection, step) == 1);
        }
        return written;
    }

    private boolean put(Connection connection, MarkContent told) throws SQLException {
        Sql.update(
                connection,
                "insert into continuity (home, sequence, queues, machine, path, inode, told_at)"
                        + " values (?, ?, ?, ?, ?, ?, ?)"
                        + " on conflict (home) do update set sequence = excluded.sequence, queues = excluded.queues, machine = excluded.machine,"
                        + " path = excluded.path, inode = excluded.inode, told_at = excluded.told_at",
                home,
                told.sequence(),
                told.queues(),
                told.place().machine(),
                told.place().path(),
                told.place().inode(),
                told.at());
        return true;
    }

    private int update(Connection connection, Step step) throws SQLException {
        // Also where it is there already: the answer to this very step may have been lost.
        return Sql.update(
                connection,
                "update continuity set sequence = ?, queues = ?, told_at = ? where home = ? and sequence in (?, ?)",
                step.told().sequence(),
                step.told().queues(),
                step.told().at(),
                home,
                step.after(),
                step.told().sequence());
    }
}
