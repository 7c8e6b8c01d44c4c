package io.staffetta.ledger;

import io.staffetta.ledger.store.GroupCommit;
import io.staffetta.ledger.store.LedgerCommand;
import io.staffetta.ledger.store.LedgerFutures;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Collections;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds all sending, by any gateway on a ledger, until a person resumes it: what comes in is taken, and waits. It is
 * kept in the ledger, and so outlasts a restart.
 *
 * <p>Thread-safe.
 */
public final class SendingHold {

    /** What is held. */
    static final String JOB = "sending";

    private static final Logger LOG = LoggerFactory.getLogger(SendingHold.class);

    /** Looks whether it is held. */
    final LedgerCommand<Long, Void> look = (connection, inputs) -> {
        read(connection);
        return Collections.nCopies(inputs.size(), null);
    };

    private final Jobs jobs;
    private final GroupCommit commits;
    private final Clock clock;
    private volatile Optional<Hold> now = Optional.empty();

    SendingHold(Jobs jobs, GroupCommit commits, Clock clock) {
        this.jobs = jobs;
        this.commits = commits;
        this.clock = clock;
    }

    /** Since when nothing is sent, and why, as far as this gateway knows; empty if messages are sent. Does not wait. */
    public Optional<Hold> now() {
        return now;
    }

    /** Whether nothing is to be sent, as far as this gateway knows. Does not wait. */
    public boolean isOn() {
        return now.isPresent();
    }

    /**
     * Has nothing sent from now on. Attempts that have begun come to their end; when this returns no other begins, in any gateway.
     *
     * @param reason why, in words; one that is there already stays
     * @return whether messages were sent before
     * @throws io.staffetta.ledger.store.LedgerAwayException if that is not certain
     */
    public boolean place(String reason) {
        boolean placed =
                jobs.place(new Hold(JOB, clock.instant(), reason.strip().replaceAll("\\s+", " ")));
        refresh();
        return placed;
    }

    /**
     * Has messages sent again.
     *
     * @return whether they were not
     * @throws io.staffetta.ledger.store.LedgerAwayException if that is not certain
     */
    public boolean resume() {
        boolean released = jobs.release(JOB);
        refresh();
        return released;
    }

    private void refresh() {
        LedgerFutures.await(commits.submit(look, 0L));
    }

    /** Whether it is held, as the ledger has it. */
    Optional<Hold> read(Connection connection) throws SQLException {
        Optional<Hold> found = Jobs.find(connection, JOB);
        Optional<Hold> before = now;
        now = found;
        if (!found.equals(before)) {
            found.ifPresentOrElse(
                    hold -> LOG.warn(
                            "Nothing is sent since {}: {}. New messages are accepted, and wait. To send again: staffetta hold resume",
                            hold.since(),
                            hold.reason()),
                    () -> LOG.info("Messages are sent again: the hold is over"));
        }
        return found;
    }
}
