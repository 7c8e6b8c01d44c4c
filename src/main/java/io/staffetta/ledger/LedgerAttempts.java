package io.staffetta.ledger;

import io.staffetta.ledger.history.AttemptDecision;
import io.staffetta.ledger.history.Entry;
import io.staffetta.ledger.history.MessageVersion;
import io.staffetta.ledger.store.GroupCommit;
import io.staffetta.ledger.store.LedgerAwayException;
import io.staffetta.ledger.store.LedgerFutures;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Opens and closes attempts in the ledger, and knows which of them this process makes now.
 *
 * <p>Thread-safe.
 */
public final class LedgerAttempts {

    private final GroupCommit commits;
    private final BeginAttempts beginAttempts;
    private final EndAttempts endAttempts;
    private final MarkDead markDead;
    private final Nodes nodes;
    private final DeadLetterLeases leases;
    private final AtomicLong tokens = new AtomicLong();

    LedgerAttempts(
            GroupCommit commits,
            BeginAttempts beginAttempts,
            EndAttempts endAttempts,
            MarkDead markDead,
            Nodes nodes,
            DeadLetterLeases leases) {
        this.commits = commits;
        this.beginAttempts = beginAttempts;
        this.endAttempts = endAttempts;
        this.markDead = markDead;
        this.nodes = nodes;
        this.leases = leases;
    }

    /** A number that no other attempt of this process has. */
    public long nextToken() {
        return tokens.incrementAndGet();
    }

    /**
     * Decides about a message that has come to its account, and opens an attempt if nothing speaks against it.
     *
     * @param token from {@link #nextToken()}; the same again after {@link LedgerAwayException}
     * @param open whether to open an attempt
     * @param most submissions of the account at once, 1 or more if an attempt is opened; counted only if other gateways may
     *     have some
     * @throws LedgerAwayException if nothing is certain
     */
    public AttemptDecision begin(
            Entry entry, MessageVersion version, String provider, long token, Instant at, boolean open, int most) {
        nodes.started(token);
        AttemptDecision decision = null;
        try {
            decision = LedgerFutures.await(
                    commits.submit(beginAttempts, new Beginning(entry, version, provider, token, at, open, most)));
            return decision;
        } finally {
            if (!(open && decision instanceof AttemptDecision.Go)) {
                nodes.stopped(token);
            }
        }
    }

    /** Attempts that are closed and opened together, in one transaction, and dead letters that are noted there. */
    public AttemptTurn turn() {
        return new AttemptTurn(commits.new Together(), beginAttempts, endAttempts, markDead, nodes, leases);
    }

    /** Gives up an attempt that cannot be closed: it counts as left behind from now on. */
    public void abandon(long token) {
        nodes.stopped(token);
    }

    /** How many attempts this process is making. */
    public int underWay() {
        return nodes.underWay();
    }
}
