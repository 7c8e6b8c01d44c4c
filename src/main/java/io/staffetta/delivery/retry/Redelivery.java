package io.staffetta.delivery.retry;

import io.staffetta.delivery.AccountQueues;
import io.staffetta.delivery.AttemptPreparation;
import io.staffetta.delivery.Delivery;
import io.staffetta.delivery.NotYetDueException;
import io.staffetta.delivery.OutcomeEvent;
import io.staffetta.delivery.OutgoingMessage;
import io.staffetta.delivery.RetrySchedule;
import io.staffetta.delivery.outcome.OutcomeEvents;
import io.staffetta.message.InvalidMessageException;
import io.staffetta.message.MessageHeaders;
import io.staffetta.message.Priority;
import io.staffetta.provider.BusyException;
import io.staffetta.provider.SubmissionException;
import io.staffetta.provider.UnknownOutcomeException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.camel.Headers;

/**
 * Decides when a message that was not taken is tried again: the decision behind the {@code redelivery} route.
 *
 * <p>Thread-safe.
 */
public final class Redelivery {

    /** No more than an id of an account: a comma would make it several queues. */
    private static final Pattern ACCOUNT = Pattern.compile("[a-z0-9-]{1,40}");

    /** JMS priority of all messages on retry queues. */
    public static final int WAITING_PRIORITY = 4;

    private static final String QUEUES = "sms.retry.";

    private static final Duration LONGEST_WAIT = Duration.ofHours(24);

    private final RetrySchedule schedule;
    private final OutcomeEvents events;
    private final Clock clock;

    public Redelivery(RetrySchedule schedule, OutcomeEvents events, Clock clock) {
        this.schedule = schedule;
        this.events = events;
        this.clock = clock;
    }

    /**
     * A message on its way to a retry queue.
     *
     * @param exhausted whether there is no further attempt; then there is no message and no step
     * @param step end of the retry queue's name, such as {@code 10s}
     * @param message what to put there
     * @param event what to tell; {@code null} if nothing was attempted
     */
    public record Plan(boolean exhausted, String step, OutgoingMessage message, OutcomeEvent event) {

        /** The retry queue. */
        public String queue() {
            return Redelivery.queue(step);
        }
    }

    /** The retry queue of a step, such as {@code 10s}. */
    public static String queue(String step) {
        return QUEUES + step;
    }

    /**
     * Plans the next attempt after this one failed.
     *
     * @param failure {@link BusyException}, {@link io.staffetta.provider.NotSentException}, {@link UnknownOutcomeException}
     *     of an account that tries again all the same, or {@link NotYetDueException} if nothing was attempted
     */
    public Plan plan(Delivery delivery, Exception failure) {
        Instant now = clock.instant();
        if (failure instanceof NotYetDueException early) {
            OutgoingMessage same = waiting(delivery, now, early.notBefore());
            Map<String, Object> kept = new HashMap<>(same.headers());
            if (!early.notBefore().toString().equals(delivery.headers().get(MessageHeaders.NOT_BEFORE))) {
                // Another wait, until a time of the day.
                kept.remove(MessageHeaders.WAIT_SINCE);
            }
            return new Plan(false, step(now, early.notBefore()), new OutgoingMessage(same.body(), kept), null);
        }
        int waits = waits(delivery);
        Duration wait = schedule.delayAfter(waits + 1);
        if (failure instanceof BusyException busy && busy.retryAfter().compareTo(wait) > 0) {
            wait = busy.retryAfter();
        }
        Instant next = later(now.plus(wait), delivery.headers().get(MessageHeaders.HOME_NOT_BEFORE));
        if (!schedule.allowsMoreThan(delivery.attempt())
                || !next.isBefore(delivery.message().deadline())) {
            return new Plan(true, "", null, null);
        }
        Map<String, Object> headers = new HashMap<>(waiting(delivery, now, next).headers());
        headers.put(MessageHeaders.WAIT_SINCE, now.toString());
        headers.put(MessageHeaders.ATTEMPTS, Integer.toString(delivery.attempt()));
        headers.put(MessageHeaders.FIRST_ATTEMPT, delivery.firstAttempt().toString());
        headers.put(MessageHeaders.LAST_ATTEMPT, delivery.begun().toString());
        headers.put(MessageHeaders.WAITS, Integer.toString(waits + 1));
        backHome(headers);
        if (failure instanceof UnknownOutcomeException) {
            headers.put(MessageHeaders.PERHAPS_SENT, "true");
        }
        return new Plan(
                false,
                step(now, next),
                new OutgoingMessage(delivery.incoming().body(), headers),
                events.notYet(delivery, (SubmissionException) failure, next));
    }

    /**
     * The queue for a message that has waited long enough.
     *
     * @param headers headers of the message on the retry queue
     * @throws InvalidMessageException if they name no account, as on a message that somebody else put there
     */
    public String queueAfterWait(@Headers Map<String, Object> headers) {
        Object account = headers.get(MessageHeaders.ACCOUNT);
        if (account == null || !ACCOUNT.matcher(account.toString()).matches()) {
            throw new InvalidMessageException(MessageHeaders.ACCOUNT, "must be a header as the gateway sets it");
        }
        return AccountQueues.of(account.toString(), headers);
    }

    /**
     * The JMS priority with which a message goes on that has waited long enough. On its retry queue all have the same, since
     * brokers put urgent messages first, and the head must be the one that is due.
     *
     * @param headers headers of the message on the retry queue
     */
    public int priorityAfterWait(@Headers Map<String, Object> headers) {
        return Priority.ofLabel(String.valueOf(headers.get(MessageHeaders.PRIORITY)))
                .jmsPriority();
    }

    /** The step on which to wait from now until an instant. */
    public String step(Instant now, Instant until) {
        return schedule.stepFor(Duration.between(now, until));
    }

    /** When the head of the queue of {@link #step} is to move on. */
    public Instant dueAt(Instant now, Instant until) {
        return now.plus(schedule.stayFor(Duration.between(now, until)));
    }

    /** How often the message has waited already; several accounts may have tried it before each wait. */
    private static int waits(Delivery delivery) {
        if (delivery.headers().containsKey(MessageHeaders.WAITS)) {
            return AttemptPreparation.count(delivery.headers(), MessageHeaders.WAITS);
        }
        int tried = FailoverSelector.tried(
                        delivery.headers(), delivery.account().id())
                .size();
        return Math.max(0, delivery.attempt() - tried);
    }

    /** After the wait a new round begins, with the account that the message was routed to first. */
    private static void backHome(Map<String, Object> headers) {
        Object home = headers.remove(MessageHeaders.HOME_ACCOUNT);
        if (home != null) {
            headers.put(MessageHeaders.ACCOUNT, home);
        }
        headers.remove(MessageHeaders.TRIED);
        headers.remove(MessageHeaders.HOME_NOT_BEFORE);
    }

    private static Instant later(Instant next, Object homeNotBefore) {
        if (homeNotBefore == null) {
            return next;
        }
        Instant home = Instant.parse(homeNotBefore.toString());
        // No wait is longer: one that is was noted before the clock was set back.
        return home.isAfter(next) && !home.isAfter(next.plus(LONGEST_WAIT)) ? home : next;
    }

    private OutgoingMessage waiting(Delivery delivery, Instant now, Instant until) {
        Map<String, Object> headers = new HashMap<>(delivery.headers());
        headers.put(
                MessageHeaders.REQUEUE_COUNT,
                Integer.toString(delivery.version().requeueCount() + 1));
        headers.put(MessageHeaders.NOT_BEFORE, until.toString());
        headers.put(MessageHeaders.DUE_AT, dueAt(now, until).toString());
        headers.put("JMSPriority", WAITING_PRIORITY);
        return new OutgoingMessage(delivery.incoming().body(), headers);
    }
}
