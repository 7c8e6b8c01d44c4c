package io.staffetta.broker;

import org.apache.activemq.thread.TaskRunnerFactory;

/**
 * The threads on which messages are handed to the sessions of all connections of this process. Each connection would have some
 * of its own, and keep them for half a minute after their last message. There is a thread for each session that has something
 * to hand on, however many those are: none waits for another one.
 */
final class SessionTasks extends TaskRunnerFactory {

    /** For all connections, as long as the process lives. */
    static final SessionTasks SHARED = new SessionTasks();

    private static final int MOST_ITERATIONS = 1000;

    private SessionTasks() {
        super("broker-sessions", Thread.NORM_PRIORITY, true, MOST_ITERATIONS, false);
    }

    /** Does nothing: a connection ends the threads that it takes for its own when it is closed. */
    @Override
    public void shutdown() {
        // Others use them.
    }
}
