package io.staffetta.operation;

import io.staffetta.ledger.Ledger;
import io.staffetta.ledger.operation.OperationKind;
import io.staffetta.ledger.operation.OperationRecord;
import io.staffetta.ledger.operation.OperationState;
import io.staffetta.ledger.operation.Operations;
import io.staffetta.ledger.store.LedgerAwayException;
import io.staffetta.thread.RightOfWay;
import jakarta.jms.JMSException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does the operations that are in the ledger: on one thread of one gateway at a time, each some seconds in turn. One with a pace
 * has a turn when its next messages are due, and gives it up when they are done, so that it keeps no other one waiting. What a
 * gateway that died has begun, goes on with the next one.
 *
 * <p>Thread-safe.
 */
public final class OperationRunner implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OperationRunner.class);
    private static final String JOB = "operations";
    private static final long LOOK_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long STOP_MILLIS = 10_000;
    private static final Duration RENEW = Duration.ofSeconds(4);

    /** What an operation has left, though all of it had its turn, is on its way into the ledger for no longer. */
    private static final Duration ON_THE_WAY = Duration.ofSeconds(30);

    private static final int LOOKS = 15;
    private static final long PAUSE_NANOS = Duration.ofMillis(20).toNanos();

    private final Ledger ledger;
    private final Operations operations;
    private final Map<OperationKind, Work> work;
    private final RightOfWay way;
    private final Clock clock;
    private final Map<String, Instant> awaited = new HashMap<>();
    private final Map<String, Share> shares = new HashMap<>();
    private final BlockingQueue<Boolean> orders = new LinkedBlockingQueue<>(1);
    private final Thread thread = new Thread(this::run, "operations");
    private volatile boolean closed;
    private long renewed;

    /**
     * @param work what does the operations of a kind
     * @param way of urgent messages
     */
    OperationRunner(Ledger ledger, Operations operations, Map<OperationKind, Work> work, RightOfWay way, Clock clock) {
        this.ledger = ledger;
        this.operations = operations;
        this.work = Map.copyOf(work);
        this.way = way;
        this.clock = clock;
        thread.setDaemon(true);
    }

    /** Begins. */
    public void start() {
        thread.start();
    }

    /** There is something to do. */
    public void wake() {
        orders.offer(true);
    }

    /** Ends after the transaction that it is about. */
    @Override
    public void close() {
        closed = true;
        wake();
        try {
            thread.join(STOP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!closed) {
            boolean more = false;
            try {
                more = look();
            } catch (LedgerAwayException e) {
                LOG.debug("Operations go on when the ledger is back", e);
            } catch (JMSException e) {
                LOG.warn("Operations wait until the broker answers again: {}", e.getMessage());
            } catch (RuntimeException e) {
                LOG.error("An operation cannot go on now", e);
            }
            if (!more) {
                await();
            }
        }
    }

    /** Until something is ordered, or the next messages of an operation are due. */
    private void await() {
        try {
            long due = shares.values().stream()
                    .mapToLong(Share::waitNanos)
                    .filter(wait -> wait > 0)
                    .min()
                    .orElse(LOOK_NANOS);
            orders.poll(Math.min(due, LOOK_NANOS), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            // Nobody has a reason to.
            LOG.debug("Interrupted", e);
        }
    }

    /** Gives the operations their turns; whether there is more to do at once. */
    private boolean look() throws JMSException {
        List<OperationRecord> open = operations.open();
        awaited.keySet().retainAll(open.stream().map(OperationRecord::id).toList());
        shares.keySet().retainAll(open.stream().map(OperationRecord::id).toList());
        if (open.isEmpty() || !isMine()) {
            return false;
        }
        boolean more = false;
        for (OperationRecord one : open) {
            if (closed) {
                return false;
            }
            if (one.left() == 0) {
                end(one);
            } else if (isDue(one)) {
                more |= goOn(one, open.size() > 1);
            }
        }
        return more;
    }

    private boolean isDue(OperationRecord one) {
        Instant until = awaited.get(one.id());
        return (until == null || until.isBefore(clock.instant())) && share(one).waitNanos() == 0;
    }

    private Share share(OperationRecord one) {
        return shares.computeIfAbsent(one.id(), id -> new Share(one.terms().rate(), way, System::nanoTime));
    }

    private void end(OperationRecord one) {
        if (operations.end(one.id(), clock.instant())) {
            LOG.info(
                    "Operation {}, {}: done, {} of {} messages",
                    one.id(),
                    one.terms().kind(),
                    one.done(),
                    one.total());
        }
    }

    /** The ledger hears of what was done within a moment. */
    private boolean endSoon(OperationRecord one) {
        for (int look = 0; look < LOOKS; look++) {
            if (operations.end(one.id(), clock.instant())) {
                LOG.info("Operation {}, {}: done", one.id(), one.terms().kind());
                return true;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return false;
    }

    private boolean goOn(OperationRecord one, boolean othersWait) throws JMSException {
        if (one.state() == OperationState.WAITING) {
            LOG.info(
                    "Operation {}, {}: begins, {} messages",
                    one.id(),
                    one.terms().kind(),
                    one.left());
        }
        operations.turn(one.id(), clock.instant());
        Turn turn = share(one)
                .turn(() -> !closed && isMine() && operations.isOpen(one.id()), () -> othersWait || !orders.isEmpty());
        boolean all = work.get(one.terms().kind()).goOn(one, turn);
        share(one).ended(turn);
        if (all) {
            awaited.put(one.id(), clock.instant().plus(ON_THE_WAY));
            return endSoon(one);
        }
        return share(one).waitNanos() == 0;
    }

    /** Whether this is the gateway that does operations; asked anew some seconds before that would be over. */
    private boolean isMine() {
        long now = System.nanoTime();
        if (renewed == 0 || now - renewed > RENEW.toNanos()) {
            renewed = ledger.jobs().take(JOB) ? now : 0;
        }
        return renewed != 0;
    }
}
