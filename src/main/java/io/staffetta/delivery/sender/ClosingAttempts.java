package io.staffetta.delivery.sender;

import io.staffetta.delivery.attempt.Attempts;
import io.staffetta.delivery.attempt.InFlight;
import io.staffetta.ledger.AttemptTurn;
import io.staffetta.ledger.LedgerAttempts;
import io.staffetta.ledger.store.LedgerAwayException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Closes the attempts of accepted messages in the ledger transactions of the {@link Sender}. An attempt that the ledger did not
 * close for certain stays for the next transaction.
 *
 * <p>Not thread-safe.
 */
final class ClosingAttempts {

    private final LedgerAttempts ledger;
    private final Attempts attempts;
    private final Submissions submissions;
    private final LedgerAnswers answers;

    private List<Accepted> waiting = new ArrayList<>();
    private List<Closing> asked = List.of();

    private record Accepted(InFlight message, String providerMessageId) {}

    private record Closing(Accepted accepted, CompletableFuture<Void> closed) {}

    ClosingAttempts(LedgerAttempts ledger, Attempts attempts, Submissions submissions, LedgerAnswers answers) {
        this.ledger = ledger;
        this.attempts = attempts;
        this.submissions = submissions;
        this.answers = answers;
    }

    /** Adds a message that its provider has accepted. */
    void add(InFlight message) {
        waiting.add(new Accepted(message, message.exchange().reference()));
    }

    /** Attempts that are not closed yet. */
    int size() {
        return waiting.size();
    }

    /** Adds the ends of all these attempts to a transaction. {@link #finish} follows, once the transaction is submitted. */
    void ask(AttemptTurn turn) {
        asked = new ArrayList<>(waiting.size());
        for (Accepted accepted : waiting) {
            asked.add(new Closing(accepted, attempts.accepted(turn, accepted.message(), accepted.providerMessageId())));
        }
    }

    /**
     * Waits for the transaction, and passes on the messages whose attempts are closed.
     *
     * @param stopping whether there is no next transaction
     */
    void finish(boolean stopping) {
        waiting = new ArrayList<>();
        for (Closing one : asked) {
            finish(one, stopping);
        }
        asked = List.of();
    }

    private void finish(Closing one, boolean stopping) {
        InFlight message = one.accepted().message();
        try {
            answers.await(one.closed());
            message.over();
            submissions.accepted(message, one.accepted().providerMessageId());
        } catch (LedgerAwayException e) {
            answers.lost();
            if (stopping) {
                ledger.abandon(message.token());
                submissions.unsettled(message, e);
            } else {
                waiting.add(one.accepted());
            }
        } catch (RuntimeException e) {
            ledger.abandon(message.token());
            submissions.unsettled(message, e);
        }
    }
}
