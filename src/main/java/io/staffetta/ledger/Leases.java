package io.staffetta.ledger;

import io.staffetta.ledger.store.LeapWatch;
import io.staffetta.ledger.store.LedgerCommand;
import io.staffetta.ledger.store.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Leases jobs that one node does at a time. Whoever takes a job has it for {@link #TERM}, and for longer if it takes
 * it again before that; the job of a node that died is free when its term is over. The nodes' clocks must agree within
 * a few seconds.
 */
final class Leases implements LedgerCommand<String, Boolean> {

    /** How long a job belongs to a node that does not take it again. */
    static final Duration TERM = Duration.ofSeconds(15);

    // One for longer than anybody takes it was taken before the clock was set back.
    private static final String TAKE = "insert into lease (job, node, until) values (?, ?, ?)"
            + " on conflict (job) do update set node = excluded.node, until = excluded.until"
            + " where lease.until < ? or lease.node = excluded.node or lease.until > ?";

    private final String node;
    private final Clock clock;

    /**
     * @param node this process
     */
    Leases(String node, Clock clock) {
        this.node = node;
        this.clock = clock;
    }

    @Override
    public List<Boolean> apply(Connection connection, List<String> jobs) throws SQLException {
        List<Boolean> taken = new ArrayList<>(jobs.size());
        for (String job : jobs) {
            taken.add(take(connection, job));
        }
        return taken;
    }

    /** Takes a job, or keeps it; whether this node has it now. */
    boolean take(Connection connection, String job) throws SQLException {
        Instant now = clock.instant();
        try (PreparedStatement take = connection.prepareStatement(TAKE)) {
            return Sql.bind(take, job, node, now.plus(TERM), now, now.plus(TERM).plus(LeapWatch.TOLERANCE))
                            .executeUpdate()
                    == 1;
        }
    }
}
