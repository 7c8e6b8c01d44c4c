package io.staffetta.bench.load;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Threads that work at once, one for each task. */
public final class Workers implements AutoCloseable {

    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "bench-worker");
        thread.setDaemon(true);
        return thread;
    });
    private final List<Future<?>> tasks = new ArrayList<>();

    /** What a thread does. */
    public interface Task {
        void run() throws Exception;
    }

    /** Starts a task on a thread of its own. */
    public void start(Task task) {
        tasks.add(threads.submit(() -> {
            task.run();
            return null;
        }));
    }

    /**
     * Waits until all tasks have ended.
     *
     * @throws IllegalStateException if one failed, with its failure as the cause
     */
    public void join() throws InterruptedException {
        try {
            for (Future<?> task : tasks) {
                task.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("A task of the measurement failed: " + e.getCause(), e.getCause());
        } finally {
            tasks.clear();
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
