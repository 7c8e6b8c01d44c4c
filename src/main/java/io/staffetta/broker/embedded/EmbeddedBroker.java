package io.staffetta.broker.embedded;

import io.staffetta.broker.Credentials;
import io.staffetta.broker.VmConnections;
import io.staffetta.broker.embedded.rights.BrokerLogins;
import io.staffetta.broker.embedded.rights.RefusalLog;
import io.staffetta.thread.DaemonThreads;
import io.staffetta.thread.RightOfWay;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocketFactory;
import org.apache.activemq.broker.BrokerService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An ActiveMQ Classic broker inside the gateway, with its queues on disk, for OpenWire and STOMP clients. If its disk cannot
 * be written it cuts its clients off, and comes back by itself when there is room.
 */
public final class EmbeddedBroker implements AutoCloseable {

    /** Name of the broker. */
    public static final String NAME = BrokerSetup.NAME;

    /**
     * How this process reaches it. The broker works on the thread that calls it and answers there, and hands messages on to
     * sessions on the thread that has them: each hand-over to another thread would cost a part of a message's time.
     */
    public static final String URL = "vm://" + NAME + "?create=false&async=false&jms.dispatchAsync=false";

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);
    private static final long TRY_AGAIN_MILLIS = 5000;

    /** Bytes that must be free before it comes back from a full disk. */
    public static final long ROOM_BYTES = StoreFailure.ROOM;

    /** How often the limit follows what is free on the disk. */
    private static final int LIMIT_SECONDS = 5;

    private final BrokerSetup setup;
    private final ClientLimit entrance;
    private final int openWirePort;
    private final int stompPort;
    private final ScheduledExecutorService watch =
            Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("broker-disk"));
    private final BrokerFigures figures = new BrokerFigures(this::broker);
    private volatile StoreFailure storeFailure;
    private volatile BrokerService broker;
    private boolean closed;

    /**
     * Prepares a broker; {@link #start()} starts it.
     *
     * @param data folder for its files
     * @param host address that it listens on
     * @param openWirePort port for OpenWire; 0 for a free one
     * @param stompPort port for STOMP; 0 for a free one
     * @param credentials who may connect, and do everything; {@link Credentials#ANONYMOUS} for anyone
     * @throws IllegalStateException if a listener cannot be set up
     */
    public EmbeddedBroker(Path data, String host, int openWirePort, int stompPort, Credentials credentials) {
        this(data, host, openWirePort, stompPort, BrokerLogins.one(credentials), BrokerLimits.DEFAULT);
    }

    /**
     * Prepares a broker for the gateway and its senders; {@link #start()} starts it.
     *
     * @param data folder for its files
     * @param host address that it listens on
     * @param openWirePort port for OpenWire; 0 for a free one
     * @param stompPort port for STOMP; 0 for a free one
     * @param logins who may connect
     * @param limits how many may
     * @throws IllegalStateException if a listener cannot be set up
     */
    public EmbeddedBroker(
            Path data, String host, int openWirePort, int stompPort, BrokerLogins logins, BrokerLimits limits) {
        this(data, host, openWirePort, stompPort, logins, limits, Optional.empty(), new RightOfWay());
    }

    /**
     * Prepares a broker whose ports may speak TLS; {@link #start()} starts it.
     *
     * @param data folder for its files
     * @param host address that it listens on
     * @param openWirePort port for OpenWire; 0 for a free one
     * @param stompPort port for STOMP; 0 for a free one
     * @param logins who may connect
     * @param limits how many may
     * @param tls what makes TLS of a connection; empty for none
     * @param way of urgent messages
     * @throws IllegalStateException if a listener cannot be set up
     */
    public EmbeddedBroker(
            Path data,
            String host,
            int openWirePort,
            int stompPort,
            BrokerLogins logins,
            BrokerLimits limits,
            Optional<SSLSocketFactory> tls,
            RightOfWay way) {
        entrance = new ClientLimit(limits, new RefusalLog(Clock.systemUTC()));
        setup = new BrokerSetup(data, host, logins, entrance, tls, way);
        prepare(openWirePort, stompPort);
        this.openWirePort = port(0);
        this.stompPort = port(1);
        var unusedLate = watch.scheduleWithFixedDelay(entrance::endLate, 1, 1, TimeUnit.SECONDS);
        var unusedMemory = watch.scheduleWithFixedDelay(figures::lookAtMemory, 1, 1, TimeUnit.SECONDS);
        var unused = watch.scheduleWithFixedDelay(this::limitToDisk, LIMIT_SECONDS, LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    /**
     * Starts the broker, and returns when it takes messages.
     *
     * @throws IllegalStateException if its data are in use by another process or a port is taken; says which
     */
    public synchronized void start() {
        try {
            broker.start();
            if (!broker.waitUntilStarted()) {
                throw new IllegalStateException("it stopped while starting");
            }
            VmConnections.of(NAME).open();
            limitToDisk();
        } catch (Exception e) {
            throw cannotStart(e, setup.data());
        }
    }

    static IllegalStateException cannotStart(Exception e, Path data) {
        String problem = String.valueOf(rootMessage(e));
        return new IllegalStateException(
                problem.contains("could not be locked")
                        ? "The data in " + data
                                + " are in use by another gateway: stop it,"
                                + " or give this one a folder of its own with --home"
                        : "Cannot start the broker: " + problem,
                e);
    }

    /** Port on which it takes OpenWire, such as 61616. */
    public int openWirePort() {
        return openWirePort;
    }

    /** Port on which it takes STOMP, such as 61613. */
    public int stompPort() {
        return stompPort;
    }

    /** Why it takes no messages from senders now; empty if it does. Does not wait. */
    public Optional<Standstill> standstill() {
        BrokerService now = broker;
        if (storeFailure.hasBegun()) {
            return Optional.of(Standstill.STORE_FAILED);
        }
        if (!now.isStarted()) {
            return Optional.of(Standstill.NOT_RUNNING);
        }
        if (now.getSystemUsage().getStoreUsage().isFull()) {
            return Optional.of(Standstill.STORE_FULL);
        }
        return figures.isMemoryFull() ? Optional.of(Standstill.MEMORY_FULL) : Optional.empty();
    }

    /** Messages on each of the gateway's queues, by name; empty while it cannot be asked. Does not wait. */
    public Map<String, Long> depths() {
        return figures.depths();
    }

    /** Messages that wait on the gateway's queues, but for dead letters. */
    public synchronized long waiting() {
        return figures.waiting();
    }

    /** Stops the broker; what is on its queues stays on disk. */
    @Override
    public synchronized void close() {
        closed = true;
        watch.shutdownNow();
        storeFailure.close();
        notifyAll();
        try {
            stop();
        } catch (Exception e) {
            throw new IllegalStateException("The broker did not stop cleanly: " + e.getMessage(), e);
        }
    }

    private BrokerService broker() {
        return broker;
    }

    private synchronized void replace() {
        while (!closed) {
            try {
                stop();
            } catch (Exception e) {
                LOG.debug("The broker whose files could not be written did not stop cleanly", e);
            }
            try {
                StoreFailure.forgetIndex(setup.data());
                prepare(openWirePort, stompPort);
                start();
                LOG.info("The queues can be written again");
                return;
            } catch (RuntimeException | Error e) {
                // Whatever it is: without a broker the gateway would stand still for good.
                String what = e instanceof IllegalStateException ? e.getMessage() : "Cannot start the broker: " + e;
                LOG.warn("{}, trying again in {} ms", what, TRY_AGAIN_MILLIS);
                pause();
            }
        }
    }

    /** Lets {@link #close()} in meanwhile. */
    private void pause() {
        long end = System.nanoTime() + TRY_AGAIN_MILLIS * 1_000_000;
        try {
            for (long left = TRY_AGAIN_MILLIS; left > 0 && !closed; left = (end - System.nanoTime()) / 1_000_000) {
                wait(left);
            }
        } catch (InterruptedException e) {
            closed = true;
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void limitToDisk() {
        if (broker.isStarted()) {
            DiskLimit.set(broker, setup.data());
        }
    }

    private void stop() throws Exception {
        entrance.endAll();
        try {
            broker.stop();
            broker.waitUntilStopped();
        } finally {
            VmConnections.of(NAME).close("The embedded broker has ended");
        }
    }

    private void prepare(int openWire, int stomp) {
        storeFailure = new StoreFailure(setup.data(), this::replace);
        try {
            broker = setup.build(openWire, stomp, storeFailure);
        } catch (Exception e) {
            throw new IllegalStateException("Cannot set up the broker: " + e.getMessage(), e);
        }
    }

    private int port(int connector) {
        try {
            return broker.getTransportConnectors()
                    .get(connector)
                    .getConnectUri()
                    .getPort();
        } catch (Exception e) {
            throw new IllegalStateException("The broker is not listening", e);
        }
    }

    private static String rootMessage(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage();
    }
}
