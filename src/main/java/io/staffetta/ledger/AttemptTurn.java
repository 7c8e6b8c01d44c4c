package io.staffetta.ledger;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/**
 * Closes attempts and opens others in one transaction. What an attempt held is free before others are opened.
 *
 * <p>Not thread-safe, and used once.
 */
public final class AttemptTurn {

    private final GroupCommit.Together work;
    private final BeginAttempts beginAttempts;
    private final EndAttempts endAttempts;
    private final Nodes nodes;

    AttemptTurn(GroupCommit.Together work, BeginAttempts beginAttempts, EndAttempts endAttempts, Nodes nodes) {
        this.work = work;
        this.beginAttempts = beginAttempts;
        this.endAttempts = endAttempts;
        this.nodes = nodes;
    }

    /**
     * Closes an attempt, as {@link Ledger#end} does.
     *
     * @return completes when it is closed; fails with {@link LedgerAwayException} if that is not certain
     */
    public CompletableFuture<Void> end(AttemptRecord attempt, Instant reportDue) {
        return work.add(endAttempts, new EndAttempts.Ending(attempt, reportDue))
                .thenRun(() -> nodes.stopped(attempt.token()));
    }

    /**
     * Judges a message and opens an attempt, as {@link Ledger#begin} does. Unless the attempt is opened, and once nobody asks again
     * with its token, {@link Ledger#abandon} is to be called.
     *
     * @return the verdict; fails with {@link LedgerAwayException} if nothing is certain, and with {@link EntryRefusedException}
     *     if the ledger does not keep the message
     */
    public CompletableFuture<Verdict> begin(
            Entry entry, Passage passage, String provider, long token, Instant at, boolean open, int most) {
        nodes.started(token);
        return work.add(beginAttempts, new Beginning(entry, passage, provider, token, at, open, most));
    }

    /** Has all of it done; to be called once, after what is to be done was said. */
    public void submit() {
        work.submit();
    }
}
