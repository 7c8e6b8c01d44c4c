package io.staffetta.delivery.retry;

import io.staffetta.account.Account;
import io.staffetta.delivery.AccountQueues;
import io.staffetta.delivery.Delivery;
import io.staffetta.delivery.OutcomeEvent;
import io.staffetta.delivery.OutgoingMessage;
import io.staffetta.delivery.RetrySchedule;
import io.staffetta.delivery.outcome.OutcomeEvents;
import io.staffetta.message.MessageHeaders;
import io.staffetta.provider.BusyException;
import io.staffetta.provider.NotSentException;
import io.staffetta.provider.SubmissionException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decides whether a message that an account could not send goes to another account at once. Only outcomes that prove that
 * the provider does not have the message allow it.
 *
 * <p>Thread-safe.
 */
public final class Failover {

    private final FailoverSelector choice;
    private final RetrySchedule schedule;
    private final OutcomeEvents events;
    private final Clock clock;

    public Failover(FailoverSelector choice, RetrySchedule schedule, OutcomeEvents events, Clock clock) {
        this.choice = choice;
        this.schedule = schedule;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Says where a message goes.
     *
     * @param moves whether another account is to try it; if not, the rest is empty
     * @param queue queue of that account
     * @param message what to put there
     * @param event what to tell
     */
    public record Move(boolean moves, String queue, OutgoingMessage message, OutcomeEvent event) {

        static final Move NONE = new Move(false, "", null, null);
    }

    /** What follows after an attempt that ended so. */
    public Move after(Delivery delivery, Exception failure) {
        Instant now = clock.instant();
        boolean certainlyNotSent = failure instanceof BusyException || failure instanceof NotSentException;
        if (!certainlyNotSent
                || !schedule.allowsMoreThan(delivery.attempt())
                || !now.isBefore(delivery.message().deadline())) {
            return Move.NONE;
        }
        String account = delivery.account().id();
        Set<String> tried = FailoverSelector.tried(delivery.headers(), account);
        Optional<Account> next = choice.next(delivery.message(), tried);
        if (next.isEmpty()) {
            return Move.NONE;
        }
        Map<String, Object> headers = moved(
                delivery.headers(),
                delivery.version().requeueCount(),
                account,
                next.get().id());
        headers.put(MessageHeaders.TRIED, String.join(" ", tried));
        headers.put(MessageHeaders.ATTEMPTS, Integer.toString(delivery.attempt()));
        headers.put(MessageHeaders.FIRST_ATTEMPT, delivery.firstAttempt().toString());
        headers.put(MessageHeaders.LAST_ATTEMPT, delivery.begun().toString());
        if (failure instanceof BusyException busy && account.equals(headers.get(MessageHeaders.HOME_ACCOUNT))) {
            headers.put(
                    MessageHeaders.HOME_NOT_BEFORE, now.plus(busy.retryAfter()).toString());
        }
        return new Move(
                true,
                AccountQueues.of(next.get().id(), headers),
                new OutgoingMessage(delivery.incoming().body(), headers),
                events.notYet(delivery, (SubmissionException) failure, now));
    }

    /** The headers of a message that goes from one account's queue to another's. */
    static Map<String, Object> moved(Map<String, Object> before, int requeueCount, String from, String to) {
        Map<String, Object> headers = new HashMap<>(before);
        headers.put(MessageHeaders.REQUEUE_COUNT, Integer.toString(requeueCount + 1));
        headers.putIfAbsent(MessageHeaders.HOME_ACCOUNT, from);
        headers.put(MessageHeaders.ACCOUNT, to);
        headers.remove(MessageHeaders.STAYS);
        return headers;
    }
}
