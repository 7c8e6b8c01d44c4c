package io.staffetta.delivery.retry;

import io.staffetta.delivery.EndedAttempt;
import io.staffetta.delivery.attempt.AttemptExchange;
import io.staffetta.delivery.attempt.InFlight;
import io.staffetta.ledger.AttemptTurn;
import io.staffetta.ledger.DeadLetterLease;
import io.staffetta.ledger.DeadLetterRecord;
import io.staffetta.ledger.Ledger;
import java.util.concurrent.CompletableFuture;

/** A message that was not accepted, and what the ledger is told of it. It belongs to one thread at a time. */
final class FailedMessage {

    private final InFlight message;
    private CompletableFuture<Void> closed;
    private CompletableFuture<DeadLetterLease> lease;
    private DeadLetterLease claim;
    private long token;
    private boolean decided;

    FailedMessage(InFlight message) {
        this.message = message;
    }

    InFlight message() {
        return message;
    }

    AttemptExchange exchange() {
        return message.exchange();
    }

    /** Whether it was decided what follows. */
    boolean isDecided() {
        return decided;
    }

    /** It is decided what follows, unless its exchange has failed. */
    void decided() {
        decided = true;
    }

    /** Whether nothing more can be done for it, and it will be taken from its queue again. */
    boolean hasFailed() {
        return exchange().failure() != null;
    }

    /** It will be taken from its queue again. */
    void fail(Throwable why) {
        exchange().fail(why);
    }

    /** What the ledger is told of its dead letter; {@code null} if there is to be none. */
    DeadLetterRecord deadLetterRecord() {
        return exchange().deadLetterRecord();
    }

    /** Whether it may be the one dead letter of its message; {@code null} until the ledger has said so, or if there is to be none. */
    DeadLetterLease claim() {
        return claim;
    }

    /** Its dead letter is in the queue already, or is not wanted any more. */
    void kept() {
        exchange().deadLetterKept();
    }

    /** Whether it is put where it goes by itself, since it may be what kept others from being put. */
    boolean isAlone() {
        return claim == DeadLetterLease.AGAIN;
    }

    /** Has its attempt closed, and its dead letter claimed, in a turn. */
    void ask(AttemptTurn turn, Ledger ledger) {
        EndedAttempt ended = exchange().ended();
        closed = ended == null ? CompletableFuture.completedFuture(null) : turn.end(ended.attempt(), ended.reportDue());
        lease = CompletableFuture.completedFuture(null);
        if (deadLetterRecord() != null && !hasFailed()) {
            token = token == 0 ? ledger.attempts().nextToken() : token;
            lease = turn.leaseDeadLetter(deadLetterRecord(), token);
        }
    }

    /** Whether the ledger has answered what it was asked. */
    boolean isAnswered() {
        return closed.isDone() && lease.isDone();
    }

    /**
     * Takes up what the ledger has answered.
     *
     * @throws io.staffetta.ledger.store.LedgerAwayException if nothing is certain
     */
    void takeAnswer(Ledger ledger) {
        Ledger.await(closed);
        exchange().endNoted();
        claim = Ledger.await(lease);
        if (claim == DeadLetterLease.FIRST || claim == DeadLetterLease.AGAIN) {
            ledger.deadLetterLeases().keep(deadLetterRecord(), token);
        } else if (claim == DeadLetterLease.NOT_WANTED) {
            kept();
        }
    }

    /** Gives up what it holds in the ledger, if anything. */
    void release(Ledger ledger) {
        EndedAttempt ended = exchange().ended();
        if (ended != null) {
            ledger.attempts().abandon(ended.attempt().token());
        }
        if (token != 0) {
            ledger.deadLetterLeases().release(deadLetterRecord().messageId(), token);
        }
    }
}
