package io.staffetta.ledger;

import io.staffetta.ledger.store.GroupCommit;
import io.staffetta.ledger.store.LedgerAwayException;
import io.staffetta.ledger.store.LedgerCommand;
import io.staffetta.ledger.store.LedgerFutures;
import io.staffetta.ledger.store.LedgerReads;
import io.staffetta.ledger.store.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Leases jobs that one node does at a time, and keeps those from being done that are on hold.
 *
 * <p>Thread-safe.
 */
public final class Jobs {

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

    private final GroupCommit commits;
    private final LedgerReads reads;
    private final Leases leases;

    Jobs(GroupCommit commits, LedgerReads reads, Leases leases) {
        this.commits = commits;
        this.reads = reads;
        this.leases = leases;
    }

    /**
     * Takes a job, or keeps it. It belongs to this node for 15 s from now.
     *
     * @return whether this node has it
     * @throws LedgerAwayException if that is not certain
     */
    public boolean take(String job) {
        return LedgerFutures.await(commits.submit(leases, job));
    }

    /**
     * Since when a job is on hold, and why; empty if it is not.
     *
     * @throws LedgerAwayException if it cannot be read
     */
    public Optional<Hold> hold(String job) {
        return reads.read(connection -> find(connection, job));
    }

    /**
     * Ends the hold of a job.
     *
     * @return whether it was on hold
     * @throws LedgerAwayException if that is not certain
     */
    public boolean release(String job) {
        return LedgerFutures.await(commits.submit(RELEASE, job));
    }

    /** Puts a job on hold; returns whether it was not on hold before. */
    boolean place(Hold hold) {
        return LedgerFutures.await(commits.submit(PLACE, hold));
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
