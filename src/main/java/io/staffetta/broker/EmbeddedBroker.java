package io.staffetta.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.apache.activemq.broker.BrokerPlugin;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.broker.TransportConnector;
import org.apache.activemq.broker.region.DestinationInterceptor;
import org.apache.activemq.security.AuthenticationUser;
import org.apache.activemq.security.SimpleAuthenticationPlugin;
import org.apache.activemq.store.kahadb.KahaDBPersistenceAdapter;
import org.apache.activemq.store.kahadb.disk.journal.Journal.JournalDiskSyncStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An ActiveMQ Classic broker inside the gateway, with its queues on disk, for OpenWire and STOMP clients. */
public final class EmbeddedBroker implements AutoCloseable {

    /** Name of the broker; {@code vm://staffetta} reaches it from the same process. */
    public static final String NAME = "staffetta";

    /** Largest frame that a client may send, in bytes. Above the largest message, so that that is refused with a reason. */
    public static final int MAX_FRAME_BYTES = 4 * 1024 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);

    /** Part of the heap that messages in memory may take. The rest of each queue stays on disk. */
    private static final int MEMORY_PERCENT = 50;

    private final BrokerService broker = new BrokerService();
    private final Path data;
    private final TransportConnector openWire;
    private final TransportConnector stomp;

    /**
     * Prepares a broker; {@link #start()} starts it.
     *
     * @param data folder for its files
     * @param host address that it listens on
     * @param openWirePort port for OpenWire; 0 for a free one
     * @param stompPort port for STOMP; 0 for a free one
     * @param credentials who may connect; {@link Credentials#ANONYMOUS} for anyone
     * @throws IllegalStateException if a listener cannot be set up
     */
    public EmbeddedBroker(Path data, String host, int openWirePort, int stompPort, Credentials credentials) {
        this.data = data;
        try {
            broker.setBrokerName(NAME);
            broker.setUseJmx(false);
            broker.setUseShutdownHook(false);
            broker.setSchedulerSupport(false);
            broker.setDataDirectoryFile(data.toFile());
            broker.setPersistenceAdapter(store(data));
            limitToDisk(data);
            broker.setDestinationPolicy(DestinationPolicies.all());
            broker.setPlugins(plugins(credentials));
            broker.setDestinationInterceptors(new DestinationInterceptor[] {UrgentFirst.interceptor()});
            String address = host.contains(":") ? "[" + host + "]" : host;
            openWire = broker.addConnector("tcp://" + address + ":" + openWirePort + "?wireFormat.maxFrameSize="
                    + MAX_FRAME_BYTES + "&transport.soWriteTimeout=30000");
            openWire.setName("openwire");
            stomp = broker.addConnector(
                    "stomp://" + address + ":" + stompPort + "?wireFormat.maxDataLength=" + MAX_FRAME_BYTES);
            stomp.setName("stomp");
        } catch (Exception e) {
            broker.getTransportConnectors().forEach(EmbeddedBroker::release);
            throw new IllegalStateException("Cannot set up the broker: " + e.getMessage(), e);
        }
    }

    /**
     * Starts the broker, and returns when it takes messages.
     *
     * @throws IllegalStateException if its data are in use by another process or a port is taken; says which
     */
    public void start() {
        try {
            broker.start();
            if (!broker.waitUntilStarted()) {
                throw new IllegalStateException("it stopped while starting");
            }
        } catch (Exception e) {
            String problem = rootMessage(e);
            throw new IllegalStateException(
                    problem.contains("could not be locked")
                            ? "The data in " + data
                                    + " are in use by another gateway: stop it,"
                                    + " or give this one a folder of its own with --home"
                            : "Cannot start the broker: " + problem,
                    e);
        }
    }

    /** Port on which it takes OpenWire, such as 61616. */
    public int openWirePort() {
        return port(openWire);
    }

    /** Port on which it takes STOMP, such as 61613. */
    public int stompPort() {
        return port(stomp);
    }

    /** Stops the broker; what is on its queues stays on disk. */
    @Override
    public void close() {
        try {
            broker.stop();
            broker.waitUntilStopped();
        } catch (Exception e) {
            throw new IllegalStateException("The broker did not stop cleanly: " + e.getMessage(), e);
        }
    }

    /** Lets the queues grow until the disk is nearly full. The broker's own limit would be a fixed number. */
    private void limitToDisk(Path data) throws IOException {
        broker.getSystemUsage().getMemoryUsage().setPercentOfJvmHeap(MEMORY_PERCENT);
        Files.createDirectories(data);
        long most = Files.getFileStore(data).getUsableSpace() / 100 * 95;
        broker.getSystemUsage().getStoreUsage().setLimit(most);
        broker.getSystemUsage().getTempUsage().setLimit(most / 2);
    }

    /** A folder for the queues' files, with numbers and texts in them, that no other user of the machine can look into. */
    private static Path ownFolder(Path folder) throws IOException {
        Files.createDirectories(folder);
        return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }

    private static KahaDBPersistenceAdapter store(Path data) throws IOException {
        KahaDBPersistenceAdapter store = new KahaDBPersistenceAdapter();
        store.setDirectory(ownFolder(data.resolve("kahadb")).toFile());
        store.setJournalDiskSyncStrategy(JournalDiskSyncStrategy.ALWAYS.name());
        // Concurrent stores would be put on one thread each, one commit a message; without, they share commits.
        store.setConcurrentStoreAndDispatchQueues(false);
        store.getLocker().setFailIfLocked(true);
        return store;
    }

    private static BrokerPlugin[] plugins(Credentials credentials) {
        BrokerPlugin urgent = new UrgentFirst();
        BrokerPlugin persistent = new PersistentMessages();
        if (credentials.isAnonymous()) {
            return new BrokerPlugin[] {urgent, persistent};
        }
        return new BrokerPlugin[] {
            urgent,
            persistent,
            new SimpleAuthenticationPlugin(
                    List.of(new AuthenticationUser(credentials.user(), credentials.password(), "users")))
        };
    }

    /** Gives back the port of a listener that was set up but never started. */
    private static void release(TransportConnector connector) {
        try {
            connector.stop();
        } catch (Exception e) {
            LOG.warn("{} keeps its port until the process ends", connector.getName(), e);
        }
    }

    private static int port(TransportConnector connector) {
        try {
            return connector.getConnectUri().getPort();
        } catch (Exception e) {
            throw new IllegalStateException("Connector " + connector.getName() + " is not listening", e);
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
