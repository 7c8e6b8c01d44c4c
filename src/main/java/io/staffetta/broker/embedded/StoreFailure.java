package io.staffetta.broker.embedded;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.DSYNC;
import static java.nio.file.StandardOpenOption.WRITE;

import io.staffetta.broker.VmConnections;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.broker.Connection;
import org.apache.activemq.broker.SuppressReplyException;
import org.apache.activemq.util.IOExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Handles a store that cannot be written, because the disk is full for instance. ActiveMQ would stop itself for good.
 * Here its clients are cut off, so that none takes for stored what may not be; and when there is room again, a new
 * broker takes the place of this one, which reads the files as after a crash.
 */
final class StoreFailure implements IOExceptionHandler, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StoreFailure.class);

    private static final List<String> INDEX = List.of("db.data", "db.redo", "db.free");

    /** Two journal files of KahaDB, in bytes. */
    static final long ROOM = 64L * 1024 * 1024;

    private static final int TRIAL = 64 * 1024;

    private static final long LOOK_AGAIN_MILLIS = 1000;

    private final Path data;
    private final Runnable replace;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile BrokerService broker;

    /**
     * @param data folder of the files
     * @param replace called once, on a thread of its own, when the files can be written again
     */
    StoreFailure(Path data, Runnable replace) {
        this.data = data;
        this.replace = replace;
    }

    @Override
    public void setBrokerService(BrokerService service) {
        broker = service;
    }

    /**
     * Begins to wait for better times.
     *
     * @throws SuppressReplyException always: whoever waits for an answer gets none, but is cut off
     */
    @Override
    public void handle(IOException failure) {
        boolean running = broker.isStarted() && !broker.isStopping();
        if (running && begun.compareAndSet(false, true)) {
            LOG.error(
                    "The queues cannot be written: nothing is taken or sent until they can be again: {}",
                    failure.getMessage());
            forgetIndex(data);
            Thread thread = new Thread(this::await, "broker-store");
            thread.setDaemon(true);
            thread.start();
        }
        throw new SuppressReplyException("The queues cannot be written", failure);
    }

    /**
     * Has the index be made anew from the journal. Pages of it may have been lost, too, and that would not be noticed. What is
     * still written to it goes nowhere.
     *
     * @param data folder of the broker's files
     */
    static void forgetIndex(Path data) {
        for (String file : INDEX) {
            Path path = data.resolve("kahadb").resolve(file);
            try {
                if (Files.exists(path)) {
                    // Emptied first: the broker that has it open would keep the room that it takes.
                    Files.write(path, new byte[0]);
                    Files.delete(path);
                }
            } catch (IOException e) {
                LOG.warn("The index of the queues could not be reset", e);
            }
        }
    }

    /** Whether the files could not be written, and it waits for better times. */
    boolean hasBegun() {
        return begun.get();
    }

    /** Gives up waiting. */
    @Override
    public void close() {
        closed.countDown();
    }

    private void await() {
        try {
            do {
                // Again and again: clients come back, and would wait for answers.
                cutOff();
                if (closed.await(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS)) {
                    return;
                }
            } while (!isWritable());
            replace.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void cutOff() {
        try {
            VmConnections.of(broker.getBrokerName()).close("The queues cannot be written");
            for (Connection client : broker.getBroker().getClients()) {
                client.serviceExceptionAsync(new IOException("The queues cannot be written"));
            }
        } catch (Exception e) {
            LOG.debug("Not all clients are cut off", e);
        }
    }

    /** By a file of our own: ActiveMQ writes nothing more to its journal once that has failed. */
    private boolean isWritable() {
        Path trial = data.resolve("room");
        try {
            if (Files.getFileStore(data).getUsableSpace() < ROOM) {
                return false;
            }
            Files.write(trial, new byte[TRIAL], CREATE, WRITE, DSYNC);
            Files.delete(trial);
            return true;
        } catch (IOException e) {
            LOG.debug("The queues still cannot be written", e);
            return false;
        }
    }
}
