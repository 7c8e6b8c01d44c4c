package io.staffetta.broker.embedded;

import io.staffetta.thread.DaemonThreads;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.broker.region.BaseDestination;
import org.apache.activemq.thread.Task;
import org.apache.activemq.thread.TaskRunner;
import org.apache.activemq.thread.TaskRunnerFactory;

/**
 * Thread pools of the embedded broker. What it does for its queues and topics runs on a few threads, however many those are: it reads
 * messages from disk and hands them to consumers, and waits for no other task. ActiveMQ's own pool takes a thread for each queue that has
 * something to do.
 *
 * <p>What it does for its connections runs on ActiveMQ's own pool, with a thread for each that is busy: it may wait for a client that does
 * not read, and queues must not wait for that one. How many connections there are is limited, see {@link BrokerLimits}.
 */
final class BrokerTasks extends TaskRunnerFactory {

    /** Threads for queues and topics. */
    static final int QUEUE_THREADS = 4;

    private static final int IDLE_SECONDS = 30;
    private static final int MOST_ITERATIONS = 1000;

    private final TaskRunnerFactory queues =
            new TaskRunnerFactory("broker-queues", Thread.NORM_PRIORITY, true, MOST_ITERATIONS, false) {
                @Override
                protected ExecutorService createDefaultExecutor() {
                    return fewThreads();
                }
            };

    BrokerTasks() {
        super("broker-connections", Thread.NORM_PRIORITY, true, MOST_ITERATIONS, false);
    }

    @Override
    public TaskRunner createTaskRunner(Task task, String name) {
        return task instanceof BaseDestination
                ? queues.createTaskRunner(task, name)
                : super.createTaskRunner(task, name);
    }

    @Override
    public void execute(Runnable work, String name) {
        if (isOfDestination(work)) {
            queues.execute(work, name);
        } else {
            super.execute(work, name);
        }
    }

    /** Every queue looks for expired messages on its own, all at about the same time. */
    private static boolean isOfDestination(Runnable work) {
        Class<?> outer = work.getClass().getEnclosingClass();
        return outer != null && BaseDestination.class.isAssignableFrom(outer);
    }

    @Override
    public void shutdown() {
        queues.shutdown();
        super.shutdown();
    }

    @Override
    public void shutdownNow() {
        queues.shutdownNow();
        super.shutdownNow();
    }

    @Override
    public void shutdownGraceful() {
        queues.shutdownGraceful();
        super.shutdownGraceful();
    }

    private static ExecutorService fewThreads() {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                QUEUE_THREADS,
                QUEUE_THREADS,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                DaemonThreads.named("broker-queues"));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }
}
