package io.staffetta.ledger.store;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes to the ledger on one thread: whatever has come while one transaction was committed shares the next. A commit costs
 * the same for one message as for hundreds.
 *
 * <p>Thread-safe.
 */
public final class GroupCommit implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);
    private static final int MOST_TASKS = 1000;
    private static final long PROBE_MILLIS = 500;
    private static final int MOST_COLLISIONS = 5;
    /** On a disk that is about full some transactions pass and others do not: that is one outage, and told as one. */
    private static final long STEADY_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final WritingConnection writing;
    private final LedgerCommand<Long, ?> probe;
    private final BlockingQueue<List<Task<?, ?>>> tasks = new LinkedBlockingQueue<>();
    private final Thread thread = new Thread(this::run, "ledger");
    private volatile boolean available = true;
    private volatile String problem = "";
    private volatile boolean closed;
    private volatile LongConsumer listener = nanos -> {};
    private boolean toldAway;
    private long back;

    private record Task<I, O>(LedgerCommand<I, O> command, I input, CompletableFuture<O> result) {

        void fail(Throwable failure) {
            result.completeExceptionally(failure);
        }
    }

    /**
     * @param probe writes something that does no harm; tells that the ledger can be written again
     */
    public GroupCommit(HikariDataSource source, LedgerCommand<Long, ?> probe) {
        writing = new WritingConnection(source);
        this.probe = probe;
        thread.setDaemon(true);
        thread.start();
    }

    /** Whether the last transaction could be committed. */
    public boolean isAvailable() {
        return available;
    }

    /**
     * Tells from now on how long each transaction took that was committed, in nanoseconds.
     *
     * @param told is called by the thread that writes, and must not wait
     */
    public void onCommit(LongConsumer told) {
        listener = told;
    }

    /** Why the last transaction could not be committed; empty if it could. */
    public Optional<String> problem() {
        return available ? Optional.empty() : Optional.of(problem);
    }

    /**
     * Has work done with that of others.
     *
     * @return completes when it is committed; fails with {@link LedgerAwayException} if that is not certain, and with
     *     {@link EntryRefusedException} if the ledger does not keep the input
     */
    public <I, O> CompletableFuture<O> submit(LedgerCommand<I, O> command, I input) {
        Together alone = new Together();
        CompletableFuture<O> result = alone.add(command, input);
        alone.submit();
        return result;
    }

    /** Work that is done in one transaction, with that of others. Not thread-safe. */
    public final class Together {

        private final List<Task<?, ?>> all = new ArrayList<>();

        /** Adds a piece of work, as {@link GroupCommit#submit} has it. */
        public <I, O> CompletableFuture<O> add(LedgerCommand<I, O> command, I input) {
            CompletableFuture<O> result = new CompletableFuture<>();
            all.add(new Task<>(command, input, result));
            return result;
        }

        /** Has it done; to be called once. */
        public void submit() {
            if (closed || !available) {
                all.forEach(task -> task.fail(away(null)));
            } else if (!all.isEmpty()) {
                tasks.add(all);
            }
        }
    }

    /** Does what has been submitted, and nothing more. */
    @Override
    public void close() {
        closed = true;
        try {
            thread.join(TimeUnit.SECONDS.toMillis(20));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        List<Task<?, ?>> group = new ArrayList<>();
        try {
            while (!closed || !tasks.isEmpty()) {
                List<Task<?, ?>> next = tasks.poll(available ? 100 : PROBE_MILLIS, TimeUnit.MILLISECONDS);
                if (next != null) {
                    for (; next != null; next = group.size() < MOST_TASKS ? tasks.poll() : null) {
                        group.addAll(next);
                    }
                    work(group);
                    group.clear();
                } else if (!available && !closed) {
                    lookAgain();
                }
                tellThatItIsBack();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            writing.disconnect();
            tasks.forEach(together -> together.forEach(task -> task.fail(away(null))));
        }
    }

    private void work(List<Task<?, ?>> group) {
        try {
            commitUnlessCollided(group);
        } catch (SQLException | RuntimeException | Error e) {
            // An error, too, as a driver throws it whose connection is cut: without this thread nothing is sent any
            // more.
            writing.rollback();
            if (!SqlFailures.isFaultOfInput(e)) {
                lose(e);
                group.forEach(task -> task.fail(away(e)));
            } else if (group.size() == 1) {
                // The text of any other failure may repeat what it could not work with.
                LOG.error(
                        "The ledger refuses an entry: {}",
                        e instanceof SQLException
                                ? e.getMessage()
                                : e.getClass().getSimpleName());
                group.get(0).fail(new EntryRefusedException(e));
            } else {
                // One of them is at fault: each by itself, so that the others are done.
                group.forEach(task -> work(List.of(task)));
            }
        }
    }

    /** Transactions of several nodes may block each other: one of them gives way, and comes again. */
    private void commitUnlessCollided(List<Task<?, ?>> group) throws SQLException {
        for (int collisions = 0; ; collisions++) {
            try {
                commit(group);
                return;
            } catch (SQLException e) {
                if (collisions == MOST_COLLISIONS || !SqlFailures.isCollision(e)) {
                    throw e;
                }
                writing.rollback();
            }
        }
    }

    private void commit(List<Task<?, ?>> group) throws SQLException {
        long begun = System.nanoTime();
        Connection connection = writing.get();
        Map<LedgerCommand<?, ?>, List<Task<?, ?>>> kinds = new LinkedHashMap<>();
        group.forEach(task ->
                kinds.computeIfAbsent(task.command(), kind -> new ArrayList<>()).add(task));
        Map<LedgerCommand<?, ?>, Runnable> results = new HashMap<>();
        List<List<Task<?, ?>>> inOrder = new ArrayList<>(kinds.values());
        inOrder.sort(Comparator.comparing(kind -> kind.get(0).command().place()));
        for (List<Task<?, ?>> kind : inOrder) {
            results.put(kind.get(0).command(), apply(connection, kind));
        }
        connection.commit();
        listener.accept(System.nanoTime() - begun);
        kinds.keySet().forEach(LedgerCommand::committed);
        // In reverse: who waits for several waits for the first of them, and is woken once, when the others are done.
        List<LedgerCommand<?, ?>> asTheyCame = new ArrayList<>(kinds.keySet());
        Collections.reverse(asTheyCame);
        asTheyCame.forEach(kind -> results.get(kind).run());
    }

    @SuppressWarnings("unchecked")
    private <I, O> Runnable apply(Connection connection, List<Task<?, ?>> kind) throws SQLException {
        LedgerCommand<I, O> command = (LedgerCommand<I, O>) kind.get(0).command();
        List<I> inputs = kind.stream().map(task -> (I) task.input()).toList();
        List<O> outputs = command.apply(connection, inputs);
        return () -> {
            for (int i = kind.size() - 1; i >= 0; i--) {
                ((Task<I, O>) kind.get(i)).result().complete(outputs.get(i));
            }
        };
    }

    private void lookAgain() {
        try {
            commit(List.of(task(probe)));
            available = true;
            back = System.nanoTime();
        } catch (SQLException | RuntimeException | Error e) {
            LOG.debug("The ledger is still away", e);
            writing.rollback();
            writing.disconnect();
        }
    }

    private void tellThatItIsBack() {
        if (toldAway && available && System.nanoTime() - back > STEADY_NANOS) {
            toldAway = false;
            LOG.info("The ledger can be written again");
        }
    }

    private static <O> Task<Long, O> task(LedgerCommand<Long, O> probe) {
        return new Task<>(probe, System.currentTimeMillis(), new CompletableFuture<>());
    }

    private void lose(Throwable failure) {
        writing.disconnect();
        problem = String.valueOf(failure.getMessage()).strip().replaceAll("\\s*\\R\\s*", " ");
        available = false;
        if (!toldAway) {
            toldAway = true;
            LOG.error(
                    "The ledger cannot be written: nothing is taken or sent until it can be again: {}",
                    failure.getMessage());
        }
    }

    private static LedgerAwayException away(Throwable cause) {
        return new LedgerAwayException("The ledger is away; the log has said why", cause);
    }
}
