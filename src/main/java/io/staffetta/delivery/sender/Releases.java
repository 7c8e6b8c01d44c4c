package io.staffetta.delivery.sender;

import io.staffetta.delivery.attempt.AttemptOpener;
import io.staffetta.delivery.attempt.InFlight;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Decides which of the messages that were taken from their queues begin an attempt now, and leaves on their queue those that may
 * not: after a stop, during a hold, and where their account is closed.
 *
 * <p>{@link #add} and {@link #leave} may be called by any thread, the other methods by that of the {@link Sender} alone.
 */
final class Releases {

    /** A message that has waited longer, or for its turn, is read again before it is submitted, and begins then. */
    private static final long FRESH_NANOS = Duration.ofMillis(20).toNanos();

    private final Backlogs backlogs;
    private final AttemptOpener opener;
    private final Submissions submissions;
    private final BooleanSupplier onHold;
    private final Consumer<String> recover;
    private final Queue<InFlight> arrived = new ConcurrentLinkedQueue<>();
    private final Queue<String> left = new ConcurrentLinkedQueue<>();

    /**
     * @param onHold whether nothing is to be sent
     * @param recover is told an account of which messages were left on their queue for a hold, so that they come again
     */
    Releases(
            Backlogs backlogs,
            AttemptOpener opener,
            Submissions submissions,
            BooleanSupplier onHold,
            Consumer<String> recover) {
        this.backlogs = backlogs;
        this.opener = opener;
        this.submissions = submissions;
        this.onHold = onHold;
        this.recover = recover;
    }

    /** Adds a message that was taken from its queue and read. */
    void add(InFlight message) {
        arrived.add(message);
    }

    /** Has the messages of an account left on their queue whose attempts have not begun. */
    void leave(String accountId) {
        left.add(accountId);
    }

    /**
     * Puts what was added into the backlogs, and leaves on their queue the messages that are not to begin.
     *
     * @param stopping whether no attempt begins any more
     */
    void collect(long now, boolean stopping) {
        for (InFlight message = arrived.poll(); message != null; message = arrived.poll()) {
            backlogs.add(message);
        }
        backlogs.addDue(now);
        for (String account = left.poll(); account != null; account = left.poll()) {
            leaveBacklog(account);
        }
        if (stopping) {
            backlogs.accounts().forEach(this::leaveBacklog);
        } else if (onHold.getAsBoolean()) {
            backlogs.accounts().forEach(this::leaveForHold);
        }
    }

    private void leaveBacklog(String account) {
        backlogs.drain(account).forEach(submissions::leaveUnacknowledged);
    }

    private void leaveForHold(String account) {
        if (backlogs.isWaiting(account)) {
            leaveBacklog(account);
            recover.accept(account);
        }
    }

    /**
     * Takes out of the backlogs the messages that begin now. Their number is bounded, so that what is urgent does not wait long for
     * the next turn; each account has its share of it.
     *
     * @param most messages to take out
     * @param opening is given them
     */
    void release(long now, int most, List<InFlight> opening) {
        for (InFlight message : backlogs.release(now, most)) {
            if (!opener.isWanted(message)) {
                submissions.leaveUnacknowledged(message);
            } else {
                boolean paced = message.delivery().account().limits().perSecond() > 0;
                if (paced || now - message.read() > FRESH_NANOS) {
                    opener.readAgain(message);
                }
                opening.add(message);
            }
        }
    }
}
