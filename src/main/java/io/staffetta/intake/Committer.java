package io.staffetta.intake;

import io.staffetta.broker.BrokerOutage;
import io.staffetta.thread.DaemonThreads;
import io.staffetta.thread.RightOfWay;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes in requests whose callers wait for an answer, on one thread: whatever has come while it committed shares the next
 * transaction of the ledger and the next of the broker; urgent requests go first. The step of a route whose body is an {@link IntakeRequest}; it holds no
 * thread, and goes on when the request is committed or has failed.
 *
 * <p>Thread-safe.
 */
public final class Committer extends AsyncProcessorSupport implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Committer.class);
    private static final long STOP_SECONDS = 5;
    private static final int FAILURE_THREADS = 8;

    private final Intake intake;
    private final Queues queues;
    private final RightOfWay way;
    private final int together;
    private final int most;
    private final PriorityBlockingQueue<Waiting> waiting = new PriorityBlockingQueue<>();
    private final AtomicLong came = new AtomicLong();
    private final AtomicInteger open = new AtomicInteger();
    private final Thread thread = new Thread(this::run, "committer");
    private final ThreadPoolExecutor failures = new ThreadPoolExecutor(
            FAILURE_THREADS,
            FAILURE_THREADS,
            1,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            DaemonThreads.named("committer-failures"));
    private volatile boolean closed;

    /** Urgent ones first, and those that are as urgent in the order in which they came. */
    private record Waiting(
            IntakeRequest request, Exchange exchange, AsyncCallback callback, boolean isUrgent, long number)
            implements Comparable<Waiting> {

        private static final Comparator<Waiting> ORDER =
                Comparator.comparing(Waiting::isUrgent).reversed().thenComparingLong(Waiting::number);

        @Override
        public int compareTo(Waiting other) {
            return ORDER.compare(this, other);
        }

        void answer(RuntimeException failure) {
            if (failure != null) {
                exchange.setException(failure);
            }
            callback.done(false);
        }
    }

    /**
     * @param queues of this committer alone; closed with it
     * @param way of urgent messages
     * @param together most requests in one transaction, 1 or more
     * @param most most requests that wait at once, 1 or more
     */
    public Committer(Intake intake, Queues queues, RightOfWay way, int together, int most) {
        this.intake = intake;
        this.queues = queues;
        this.way = way;
        this.together = together;
        this.most = most;
        failures.allowCoreThreadTimeOut(true);
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Has the request of an exchange taken in. The exchange fails with what the request fails with; with
     * {@link IntakeFullException} if as many wait as may.
     */
    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        if (open.incrementAndGet() > most || closed) {
            open.decrementAndGet();
            RuntimeException full = new IntakeFullException(
                    "As many requests wait to be taken in as " + "staffetta.intake.waiting allows (" + most + ")");
            fail(new Waiting(null, exchange, callback, false, 0), full);
            return false;
        }
        IntakeRequest request = exchange.getMessage().getBody(IntakeRequest.class);
        if (request.isUrgent()) {
            way.came();
        }
        waiting.add(new Waiting(request, exchange, callback, request.isUrgent(), came.getAndIncrement()));
        return false;
    }

    /** How many requests wait, or are being committed. */
    public int waiting() {
        return open.get();
    }

    private void run() {
        List<Waiting> group = new ArrayList<>(together);
        try {
            while (!closed || !waiting.isEmpty()) {
                Waiting first = waiting.poll(100, TimeUnit.MILLISECONDS);
                if (first != null) {
                    if (!first.isUrgent()) {
                        way.giveWay(() -> closed || isUrgentNext());
                    }
                    waiting.add(first);
                    waiting.drainTo(group, way.share(together));
                    take(group);
                    group.clear();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            queues.close();
        }
    }

    private boolean isUrgentNext() {
        Waiting next = waiting.peek();
        return next != null && next.isUrgent();
    }

    private void take(List<Waiting> group) {
        RuntimeException failure = null;
        try {
            intake.accept(group.stream().map(Waiting::request).toList(), queues);
        } catch (RuntimeException | Error e) {
            // An error, too: without this thread nothing would be taken any more.
            failure = e instanceof RuntimeException cause ? cause : new IllegalStateException(e);
        }
        open.addAndGet(-group.size());
        for (Waiting one : group) {
            RuntimeException own = one.request().failure();
            RuntimeException why = own == null ? failure : own;
            if (why == null) {
                answer(one, null);
            } else {
                fail(one, why);
            }
        }
    }

    /** Not on the thread of the committer, nor of the caller: why nothing is taken is looked for, which takes a while. */
    private void fail(Waiting one, RuntimeException why) {
        try {
            failures.execute(() -> answer(one, why));
        } catch (RejectedExecutionException e) {
            answer(one, why); // At the end nobody else is waited for.
        }
    }

    private static void answer(Waiting one, RuntimeException failure) {
        try {
            one.answer(failure);
        } catch (RuntimeException | Error e) {
            LOG.warn("A request cannot be answered: {}", BrokerOutage.words(e));
        }
    }

    /** Takes in what has come, and nothing more. */
    @Override
    public void close() {
        closed = true;
        try {
            thread.join(TimeUnit.SECONDS.toMillis(STOP_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread.interrupt();
        failures.shutdown();
    }
}
