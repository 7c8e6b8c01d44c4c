package io.staffetta.alert;

import io.staffetta.language.Phrase;
import io.staffetta.thread.DaemonThreads;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells one receiver, on a thread of its own, so that nobody waits for it; what fails is tried again for some time. What comes
 * meanwhile goes with it: the last that is told of an alert is always how it is now.
 *
 * <p>Thread-safe.
 */
final class ReceiverLine implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ReceiverLine.class);
    /** After which what failed is tried again. */
    static final Duration AGAIN = Duration.ofMinutes(1);

    private static final Phrase NONE = Phrase.of("");
    private static final Phrase STOPPING = Phrase.of("the gateway is stopping");
    private static final int MOST_TRIES = 30;
    private static final long CLOSE_SECONDS = 3;

    private final AlertReceiver receiver;
    private final Results results;
    private final Duration again;
    private final Clock clock;
    private final ScheduledThreadPoolExecutor executor;
    private volatile State state = new State(null, null, NONE);
    /** What is to be told; {@code null} for nothing. Guarded by this, as the next two. */
    private Notice waiting;

    private boolean isScheduled;
    private int failures;

    /** Counts what came of it. */
    interface Results {
        void told(String receiver, boolean isTold);
    }

    /**
     * Says whether a condition has begun, goes on or is over.
     *
     * @param sent when something was told last; {@code null} for never
     * @param failed when that failed last; {@code null} if it has not since
     * @param failure why
     */
    record State(Instant sent, Instant failed, Phrase failure) {}

    /**
     * @param again after which what failed is tried again
     */
    ReceiverLine(AlertReceiver receiver, Results results, Duration again, Clock clock) {
        this.receiver = receiver;
        this.results = results;
        this.again = again;
        this.clock = clock;
        executor = new ScheduledThreadPoolExecutor(1, DaemonThreads.named("alert-" + receiver.name()));
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    AlertReceiver receiver() {
        return receiver;
    }

    State state() {
        return state;
    }

    /** How many alerts are still to be told. */
    synchronized int waiting() {
        return waiting == null ? 0 : waiting.begun().size() + waiting.ended().size();
    }

    /** Has something told. Does not wait. */
    synchronized void tell(Notice notice) {
        waiting = waiting == null ? notice : waiting.and(notice);
        if (!isScheduled) {
            schedule(Duration.ZERO);
        }
    }

    /**
     * Has something told once.
     *
     * @return why that failed; empty if it did not
     */
    CompletableFuture<Phrase> test(Notice notice) {
        try {
            return CompletableFuture.supplyAsync(() -> attempt(notice), executor);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.completedFuture(STOPPING);
        }
    }

    private void schedule(Duration delay) {
        isScheduled = true;
        try {
            ScheduledFuture<?> unused = executor.schedule(this::tellWaiting, delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("The gateway is stopping", e);
        }
    }

    private void tellWaiting() {
        Notice notice = take();
        goOn(notice, !attempt(notice).isEmpty());
    }

    private synchronized Notice take() {
        Notice taken = waiting;
        waiting = null;
        return taken;
    }

    private synchronized void goOn(Notice notice, boolean hasFailed) {
        failures = hasFailed ? failures + 1 : 0;
        if (failures >= MOST_TRIES) {
            failures = 0;
        } else if (hasFailed) {
            waiting = waiting == null ? notice : notice.and(waiting);
        }
        isScheduled = false;
        if (waiting != null) {
            schedule(hasFailed ? again : Duration.ZERO);
        }
    }

    private Phrase attempt(Notice notice) {
        try {
            receiver.tell(notice);
            if (state.failed() != null) {
                LOG.info("Alerts reach '{}' again", receiver.name());
            }
            state = new State(clock.instant(), null, NONE);
            results.told(receiver.name(), true);
            return NONE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return STOPPING;
        } catch (Exception | LinkageError e) {
            return note(AlertFailure.words(e));
        }
    }

    private Phrase note(Phrase failure) {
        if (state.failed() == null) {
            LOG.error("Alerts do not reach '{}' ({}): {}", receiver.name(), receiver.to(), failure);
        }
        state = new State(state.sent(), clock.instant(), failure);
        results.told(receiver.name(), false);
        return failure;
    }

    /** What is under way comes to its end, if that does not take long. Nothing is interrupted: it may be on its way to a queue. */
    @Override
    public void close() {
        executor.shutdown();
        try {
            if (executor.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                receiver.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
