package io.staffetta.ledger.history;

import io.staffetta.message.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Holds all that the ledger knows of one message, and decides whether a copy of it may be submitted.
 *
 * @param state where the message stands; {@code null} if the ledger does not know it
 * @param redriveCount how often it was redriven
 * @param attempts its attempts, by number
 */
public record History(State state, int redriveCount, List<AttemptRecord> attempts) {

    public static final History NONE = new History(null, 0, List.of());

    /**
     * Judges a copy of the message.
     *
     * @param isUnderWay whether an attempt that is not closed is being made at this moment
     * @return {@link AttemptDecision.Go} with the number that the next attempt would have; {@link AttemptDecision.Tried} with an open
     *     attempt, if it was left behind
     */
    public AttemptDecision decide(MessageVersion copy, Predicate<AttemptRecord> isUnderWay) {
        Optional<AttemptRecord> accepted = attempts.stream()
                .filter(attempt -> !attempt.isOpen() && attempt.result().kind() == Outcome.Kind.ACCEPTED)
                .findFirst();
        if (accepted.isPresent()) {
            return new AttemptDecision.AlreadyAccepted(accepted.get());
        }
        if (state != null
                && (redriveCount > copy.redriveCount()
                        || (redriveCount == copy.redriveCount()
                                && (state == State.DEAD || state == State.CANCELLED)))) {
            return new AttemptDecision.Superseded();
        }
        Optional<AttemptRecord> last = attempts.stream()
                .filter(attempt -> attempt.redriveCount() == copy.redriveCount())
                .max(Comparator.comparingInt(AttemptRecord::requeueCount).thenComparingInt(AttemptRecord::number));
        if (last.isEmpty()) {
            return new AttemptDecision.Go(attempts.size() + 1);
        }
        AttemptRecord attempt = last.get();
        if (attempt.requeueCount() > copy.requeueCount()) {
            return new AttemptDecision.Superseded();
        }
        // Also of an earlier copy: a crash after one was put on a queue anew, and before it was settled, leaves both.
        if (attempt.isOpen()) {
            return isUnderWay.test(attempt)
                    ? new AttemptDecision.InProgress(attempt)
                    : new AttemptDecision.Tried(attempt);
        }
        if (attempt.requeueCount() < copy.requeueCount()) {
            return state == State.DYING || attempt.result().kind() == Outcome.Kind.REFUSED
                    ? new AttemptDecision.Tried(attempt)
                    : new AttemptDecision.Go(attempts.size() + 1);
        }
        // The message stayed on its account's queue, and comes again as it is.
        return attempt.result().kind() == Outcome.Kind.ACCOUNT_UNUSABLE
                ? new AttemptDecision.Go(attempts.size() + 1)
                : new AttemptDecision.Tried(attempt);
    }

    /** The same with one attempt more, or with another in place of the one with its number. */
    public History with(AttemptRecord attempt) {
        List<AttemptRecord> others = attempts.stream()
                .filter(other -> other.number() != attempt.number())
                .toList();
        List<AttemptRecord> all = new ArrayList<>(others);
        all.add(attempt);
        return new History(
                state == null ? State.QUEUED : state, Math.max(redriveCount, attempt.redriveCount()), List.copyOf(all));
    }
}
