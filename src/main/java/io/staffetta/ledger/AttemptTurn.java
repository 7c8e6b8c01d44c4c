package io.staffetta.ledger;

import io.staffetta.ledger.history.AttemptDecision;
import io.staffetta.ledger.history.AttemptRecord;
import io.staffetta.ledger.history.Entry;
import io.staffetta.ledger.history.MessageVersion;
import io.staffetta.ledger.store.EntryRefusedException;
import io.staffetta.ledger.store.GroupCommit;
import io.staffetta.ledger.store.LedgerAwayException;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/**
 * Closes attempts, opens others and notes dead letters in one transaction. What an attempt held is free before others are opened.
 *
 * <p>Not thread-safe, and used once.
 */
public final class AttemptTurn {

    private final GroupCommit.Together work;
    private final BeginAttempts beginAttempts;
    private final EndAttempts endAttempts;
    private final MarkDead markDead;
    private final Nodes nodes;
    private final DeadLetterLeases leases;

    AttemptTurn(
            GroupCommit.Together work,
            BeginAttempts beginAttempts,
            EndAttempts endAttempts,
            MarkDead markDead,
            Nodes nodes,
            DeadLetterLeases leases) {
        this.work = work;
        this.beginAttempts = beginAttempts;
        this.endAttempts = endAttempts;
        this.markDead = markDead;
        this.nodes = nodes;
        this.leases = leases;
    }

    /**
     * Closes an attempt.
     *
     * @param attempt with its end and result; its token is that of {@link #begin}
     * @param reportDue when to ask the provider for a delivery report; {@code null} for never
     * @return completes when it is closed; fails with {@link LedgerAwayException} if that is not certain
     */
    public CompletableFuture<Void> end(AttemptRecord attempt, Instant reportDue) {
        return work.add(endAttempts, new EndAttempts.Ending(attempt, reportDue))
                .thenRun(() -> nodes.stopped(attempt.token()));
    }

    /**
     * Judges a message and opens an attempt, as {@link LedgerAttempts#begin} does. Unless the attempt is opened, and once nobody asks again
     * with its token, {@link LedgerAttempts#abandon} is to be called.
     *
     * @return the decision; fails with {@link LedgerAwayException} if nothing is certain, and with {@link EntryRefusedException}
     *     if the ledger does not keep the message
     */
    public CompletableFuture<AttemptDecision> begin(
            Entry entry, MessageVersion version, String provider, long token, Instant at, boolean open, int most) {
        nodes.started(token);
        return work.add(beginAttempts, new Beginning(entry, version, provider, token, at, open, most));
    }

    /**
     * Notes that a message is about to be put into the dead letter queue, as {@link DeadLetterLeases#take} does. Who learns that it has
     * the claim calls {@link DeadLetterLeases#keep}.
     *
     * @param token from {@link LedgerAttempts#nextToken()}; the same again after {@link DeadLetterLease#HELD} or {@link LedgerAwayException}
     * @return the claim; fails with {@link LedgerAwayException} if nothing is certain
     */
    public CompletableFuture<DeadLetterLease> leaseDeadLetter(DeadLetterRecord letter, long token) {
        return leases.take(work, letter, token);
    }

    /**
     * Notes that a message is in the dead letter queue, as {@link Ledger#dead} does.
     *
     * @return completes when it is noted; fails with {@link LedgerAwayException} if that is not certain
     */
    public CompletableFuture<Void> dead(DeadLetterRecord letter) {
        return work.add(markDead, letter).thenRun(() -> leases.over(letter.messageId()));
    }

    /** Has all of it done; to be called once, after what is to be done was said. */
    public void submit() {
        work.submit();
    }
}
