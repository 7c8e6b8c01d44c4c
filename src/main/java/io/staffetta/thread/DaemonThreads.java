package io.staffetta.thread;

import java.util.concurrent.ThreadFactory;

/** Makes daemon threads, which do not keep a process alive that is to end. */
public final class DaemonThreads {

    private DaemonThreads() {}

    /**
     * A factory for an executor. All of its threads bear the same name.
     *
     * @param name as thread dumps and the log show it
     */
    public static ThreadFactory named(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
