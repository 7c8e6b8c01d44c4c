package io.staffetta.cli.dead;

import io.staffetta.cli.terminal.Pace;
import io.staffetta.deadletter.Removal.Item;
import io.staffetta.deadletter.Watch;
import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Tells how many dead letters have been taken, while it goes on: on a terminal in a line that counts, else in a line every 10 s.
 * Ctrl-C, or SIGTERM, stops between two transactions.
 */
final class RemovalProgress implements Watch, Consumer<Item>, AutoCloseable {

    private static final long LINE = TimeUnit.SECONDS.toNanos(10);
    private static final long COUNT = TimeUnit.MILLISECONDS.toNanos(200);
    private static final int MOST_SECONDS = 30;

    private final PrintWriter err;
    private final String deed;
    private final boolean terminal;
    private final LongSupplier nanos;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stop, "stop");
    private final Pace pace = new Pace();
    private volatile boolean stopped;
    private int total;
    private int count;
    private long told;

    /**
     * @param deed what is done with them, such as {@code redriven}
     * @param terminal whether lines can be written over
     * @param nanos the time, as {@link System#nanoTime()}
     */
    RemovalProgress(PrintWriter err, String deed, boolean terminal, LongSupplier nanos) {
        this.err = err;
        this.deed = deed;
        this.terminal = terminal;
        this.nanos = nanos;
        this.told = nanos.getAsLong();
        Runtime.getRuntime().addShutdownHook(hook);
    }

    @Override
    public void selected(int all) {
        total = all;
    }

    @Override
    public boolean isStopped() {
        return stopped;
    }

    /** How many have been taken. */
    int count() {
        return count;
    }

    @Override
    public void accept(Item item) {
        count++;
        long now = nanos.getAsLong();
        if (now - told >= (terminal ? COUNT : LINE)) {
            told = now;
            pace.add(now, count);
            err.print(terminal ? "\r" + line() + "  " : line() + System.lineSeparator());
            err.flush();
        }
    }

    private String line() {
        double perSecond = pace.perSecond(0);
        return count + " of " + total + " " + deed + (perSecond > 0 ? ", %.0f/s".formatted(perSecond) : "");
    }

    /** Has it stopped, and waits until it has, so that the end is still told. */
    void stop() {
        stopped = true;
        try {
            if (!ended.await(MOST_SECONDS, TimeUnit.SECONDS)) {
                err.println("It did not stop in time; what was not confirmed is still in the dead letter queue");
                err.flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Says how far it got, if it was stopped. */
    void tellStop() {
        if (stopped) {
            err.println((terminal ? System.lineSeparator() : "") + "Stopped after " + count + " " + deed
                    + ". The others are still in the dead letter queue.");
        } else if (terminal && told > 0 && count > 0) {
            err.print("\r" + " ".repeat(line().length() + 2) + "\r");
        }
        err.flush();
    }

    @Override
    public void close() {
        ended.countDown();
        if (!stopped) {
            Runtime.getRuntime().removeShutdownHook(hook);
        }
    }
}
