package io.staffetta.ledger;

import io.staffetta.ledger.store.GroupCommit;
import io.staffetta.ledger.store.LedgerAwayException;
import io.staffetta.ledger.store.LedgerCommand;
import io.staffetta.ledger.store.LedgerFutures;
import io.staffetta.ledger.store.LedgerStore;
import io.staffetta.ledger.store.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Leases the right to put a message into the dead letter queue to one of its copies at a time, whichever gateway it is
 * with. A lease holds until the message is noted as dead, or the lease is released; that of a process that died for 10
 * s more, by the clock of the database.
 *
 * <p>Thread-safe.
 */
public final class DeadLetterLeases {

    private final GroupCommit commits;
    private final AcquireDeadLetterLeases acquire;
    private final KeepClaims keepClaims;
    private final Map<String, Long> held = new ConcurrentHashMap<>();

    /**
     * @param node this process
     * @param clock SQL for the time of the database, see {@link LedgerStore#clock()}
     */
    DeadLetterLeases(GroupCommit commits, String node, String clock) {
        this.commits = commits;
        acquire = new AcquireDeadLetterLeases(node, clock);
        keepClaims = new KeepClaims(node, clock);
    }

    /**
     * Notes that a message is about to be put into the dead letter queue, unless another copy of it is.
     *
     * @param token from {@link LedgerAttempts#nextToken()}; the same again after {@link DeadLetterLease#HELD}
     * @throws LedgerAwayException if nothing is certain
     */
    public DeadLetterLease take(DeadLetterRecord letter, long token) {
        DeadLetterLease claim =
                LedgerFutures.await(commits.submit(acquire, new AcquireDeadLetterLeases.Claimant(letter, token)));
        if (claim == DeadLetterLease.FIRST || claim == DeadLetterLease.AGAIN) {
            keep(letter, token);
        }
        return claim;
    }

    /** Adds what {@link #take} does to other work. Not kept: nobody may be there any more to learn of the claim, and release it. */
    CompletableFuture<DeadLetterLease> take(GroupCommit.Together work, DeadLetterRecord letter, long token) {
        return work.add(acquire, new AcquireDeadLetterLeases.Claimant(letter, token));
    }

    /** Keeps a claim that was taken, until the message is noted as dead, or the lease is released. */
    public void keep(DeadLetterRecord letter, long token) {
        held.put(letter.messageId(), token);
    }

    /** Gives up a claim, so that another copy need not wait; does nothing once the message is noted as dead. */
    public void release(String messageId, long token) {
        if (held.remove(messageId, token)) {
            // Where the ledger is away it ends by itself, since nobody renews it.
            CompletableFuture<Void> unused = commits.submit(keepClaims, new KeepClaims.Held(messageId, token, false));
        }
    }

    /** The message is noted as dead. */
    void over(String messageId) {
        held.remove(messageId);
    }

    /** Keeps the claims of this process for as long as they are held. */
    void renew() {
        held.forEach((messageId, token) -> {
            CompletableFuture<Void> unused = commits.submit(keepClaims, new KeepClaims.Held(messageId, token, true));
        });
    }

    /** Renews and releases claims. */
    private record KeepClaims(String node, String clock) implements LedgerCommand<KeepClaims.Held, Void> {

        /** A claim, which is renewed, or ends. */
        private record Held(String messageId, long token, boolean renewed) {}

        @Override
        public List<Void> apply(Connection connection, List<Held> inputs) throws SQLException {
            for (Held input : inputs) {
                String until = input.renewed() ? AcquireDeadLetterLeases.until(clock) : "0";
                try (PreparedStatement keep = connection.prepareStatement("update message set dying_until = " + until
                        + " where id = ? and dying_node = ? and dying_token = ?")) {
                    Sql.bind(keep, input.messageId(), node, input.token()).executeUpdate();
                }
            }
            return Collections.nCopies(inputs.size(), null);
        }
    }
}
