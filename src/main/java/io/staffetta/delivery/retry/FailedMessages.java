package io.staffetta.delivery.retry;

import io.staffetta.delivery.attempt.InFlight;
import io.staffetta.ledger.AttemptTurn;
import io.staffetta.ledger.DeadLetterLease;
import io.staffetta.ledger.DeadLetterRecord;
import io.staffetta.ledger.Ledger;
import io.staffetta.ledger.store.LedgerAwayException;
import io.staffetta.provider.UnknownOutcomeException;
import io.staffetta.thread.DaemonThreads;
import io.staffetta.thread.ExecutorShutdown;
import io.staffetta.thread.LoopThread;
import jakarta.jms.JMSException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Handles messages that were not accepted, in groups. For each the route {@code attempt-failed} decides what follows;
 * the attempts of those that come together are closed, and their dead letters claimed, in one transaction of the
 * ledger. What follows is carried out by the {@link FailureSettler}. While the ledger is away it waits: what a
 * provider has answered is not forgotten.
 *
 * <p>Thread-safe.
 */
public final class FailedMessages implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FailedMessages.class);
    private static final int MOST = 200;
    private static final int ASIDE_THREADS = 8;
    private static final long IDLE_MILLIS = 200;
    private static final long HELD_MILLIS = 50;
    private static final long LEDGER_PAUSE_NANOS = Duration.ofMillis(250).toNanos();

    private final Supplier<CamelContext> camel;
    private final Ledger ledger;
    private final DeadLetterGuard guard;
    private final FailureSettler settler;
    private final BlockingQueue<FailedMessage> waiting = new LinkedBlockingQueue<>();
    private final List<FailedMessage> held = new ArrayList<>();
    private final ThreadPoolExecutor aside = aside();
    private final Thread thread = new Thread(this::run, "attempt-failed");
    private volatile boolean stopping;
    private volatile boolean closed;
    private ProducerTemplate template;
    private long asked;

    /**
     * @param guard looks for dead letters that a crash may have left
     * @param settler puts messages where they go then; closed with this
     */
    public FailedMessages(Supplier<CamelContext> camel, Ledger ledger, DeadLetterGuard guard, FailureSettler settler) {
        this.camel = camel;
        this.ledger = ledger;
        this.guard = guard;
        this.settler = settler;
        thread.setDaemon(true);
        thread.start();
    }

    private static ThreadPoolExecutor aside() {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                ASIDE_THREADS,
                ASIDE_THREADS,
                60,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                DaemonThreads.named("attempt-failed-aside"));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** A message was not accepted, or not submitted. */
    public void add(InFlight message, Exception failure) {
        message.exchange().notAccepted(failure);
        FailedMessage failed = new FailedMessage(message);
        if (failure instanceof UnknownOutcomeException) {
            // Its provider may be asked, which takes time.
            aside(List.of(failed), () -> {
                decide(failed);
                waiting.add(failed);
            });
        } else {
            waiting.add(failed);
        }
    }

    /** From now on nobody waits for the ledger. */
    public void stop() {
        stopping = true;
    }

    /** Ends when what has failed so far is seen to. */
    @Override
    public void close() {
        stopping = true;
        ExecutorShutdown.of(aside);
        closed = true;
        LoopThread.join(thread);
        settler.close();
    }

    private void run() {
        List<FailedMessage> group = new ArrayList<>();
        while (!closed || !waiting.isEmpty()) {
            try {
                collect(group);
                decideAndClose(group);
            } catch (InterruptedException e) {
                // Nobody has a reason to.
                LOG.debug("Interrupted", e);
            } catch (RuntimeException | Error e) {
                LOG.error("Failed messages cannot be passed on now", e);
                group.forEach(failed -> settler.unsettled(failed, e));
            }
            group.clear();
        }
        held.forEach(failed -> settler.unsettled(failed, new IllegalStateException("The gateway stops")));
    }

    /** Made when it is first needed: before, there are no routes. */
    private synchronized ProducerTemplate template() {
        if (template == null) {
            template = camel.get().createProducerTemplate();
        }
        return template;
    }

    private void collect(List<FailedMessage> group) throws InterruptedException {
        FailedMessage first = waiting.poll(held.isEmpty() ? IDLE_MILLIS : HELD_MILLIS, TimeUnit.MILLISECONDS);
        if (first != null) {
            group.add(first);
            waiting.drainTo(group, MOST - 1);
        }
        long now = System.nanoTime();
        if (!held.isEmpty() && now - asked >= TimeUnit.MILLISECONDS.toNanos(HELD_MILLIS)) {
            asked = now;
            group.addAll(held);
            held.clear();
        }
    }

    private void decide(FailedMessage failed) {
        try {
            template().send("direct:attempt-failed", failed.exchange().camel());
        } catch (RuntimeException | Error e) {
            failed.fail(e);
        }
        failed.decided();
    }

    private void decideAndClose(List<FailedMessage> group) {
        group.stream().filter(failed -> !failed.isDecided()).forEach(this::decide);
        List<FailedMessage> again = new ArrayList<>();
        try {
            while (!group.isEmpty()) {
                turn(group, again);
                if (!group.isEmpty()) {
                    LockSupport.parkNanos(LEDGER_PAUSE_NANOS);
                }
            }
        } finally {
            if (!again.isEmpty()) {
                aside(again, () -> look(again));
            }
        }
    }

    /** One transaction of the ledger. What is seen to leaves the group; what the ledger did not do for certain stays. */
    private void turn(List<FailedMessage> group, List<FailedMessage> again) {
        AttemptTurn turn = ledger.attempts().turn();
        group.forEach(failed -> failed.ask(turn, ledger));
        turn.submit();
        boolean away = false;
        for (Iterator<FailedMessage> each = group.iterator(); each.hasNext(); ) {
            FailedMessage failed = each.next();
            try {
                if (away && !failed.isAnswered()) {
                    throw new LedgerAwayException("The ledger does not answer", null);
                }
                failed.takeAnswer(ledger);
                each.remove();
                goOn(failed, again);
            } catch (LedgerAwayException e) {
                away = true;
                if (stopping) {
                    each.remove();
                    settler.unsettled(failed, e);
                }
            } catch (RuntimeException e) {
                each.remove();
                settler.unsettled(failed, e);
            }
        }
    }

    private void goOn(FailedMessage failed, List<FailedMessage> again) {
        failed.message().over();
        if (failed.claim() == DeadLetterLease.HELD) {
            held.add(failed);
        } else if (failed.claim() == DeadLetterLease.AGAIN) {
            again.add(failed);
        } else {
            settler.add(failed);
        }
    }

    private void look(List<FailedMessage> again) {
        try {
            Set<DeadLetterRecord> found = guard.inQueue(
                    again.stream().map(FailedMessage::deadLetterRecord).toList());
            again.stream()
                    .filter(failed -> found.contains(failed.deadLetterRecord()))
                    .forEach(FailedMessage::kept);
            again.forEach(settler::add);
        } catch (JMSException | RuntimeException | Error e) {
            again.forEach(failed -> settler.unsettled(failed, e));
        }
    }

    private void aside(List<FailedMessage> messages, Runnable work) {
        try {
            aside.execute(work);
        } catch (RejectedExecutionException e) {
            messages.forEach(failed -> settler.unsettled(failed, e));
        }
    }
}
