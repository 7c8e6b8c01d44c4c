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
import org.apache.activemq.util.IOExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the embedded broker is built.
 *
 * @param data folder for its files
 * @param host address that it listens on
 * @param credentials who may connect; {@link Credentials#ANONYMOUS} for anyone
 */
record BrokerSetup(Path data, String host, Credentials credentials) {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerSetup.class);

    /** Part of the heap that messages in memory may take. The rest of each queue stays on disk. */
    private static final int MEMORY_PERCENT = 50;

    /**
     * A broker that holds its ports, and is not started yet. Its connectors are OpenWire and STOMP, in this order.
     *
     * @param openWirePort port for OpenWire; 0 for a free one
     * @param stompPort port for STOMP; 0 for a free one
     * @param storeFailure told when its files cannot be written
     * @throws Exception if a listener cannot be set up; then no port is held
     */
    BrokerService build(int openWirePort, int stompPort, IOExceptionHandler storeFailure) throws Exception {
        BrokerService broker = new BrokerService();
        try {
            broker.setBrokerName(EmbeddedBroker.NAME);
            broker.setUseJmx(false);
            broker.setUseShutdownHook(false);
            broker.setSchedulerSupport(false);
            broker.setDataDirectoryFile(data.toFile());
            broker.setPersistenceAdapter(store());
            broker.setIoExceptionHandler(storeFailure);
            broker.getSystemUsage().getMemoryUsage().setPercentOfJvmHeap(MEMORY_PERCENT);
            broker.setDestinationPolicy(DestinationPolicies.all());
            broker.setPlugins(plugins());
            broker.setDestinationInterceptors(new DestinationInterceptor[] {UrgentFirst.interceptor()});
            String address = host.contains(":") ? "[" + host + "]" : host;
            listen(
                    broker,
                    "openwire",
                    "tcp://" + address + ":" + openWirePort + "?wireFormat.maxFrameSize="
                            + EmbeddedBroker.MAX_FRAME_BYTES + "&transport.soWriteTimeout=30000");
            listen(
                    broker,
                    "stomp",
                    "stomp://" + address + ":" + stompPort + "?wireFormat.maxDataLength="
                            + EmbeddedBroker.MAX_FRAME_BYTES);
            return broker;
        } catch (Exception e) {
            broker.getTransportConnectors().forEach(BrokerSetup::release);
            throw e;
        }
    }

    private static void listen(BrokerService broker, String name, String address) throws Exception {
        broker.addConnector(address).setName(name);
    }

    private KahaDBPersistenceAdapter store() throws IOException {
        KahaDBPersistenceAdapter store = new KahaDBPersistenceAdapter() {
            // Here its lock is held, so that nobody else has the journal open.
            @Override
            public void doStart() throws Exception {
                JournalTail.cut(getDirectory().toPath());
                super.doStart();
            }
        };
        store.setDirectory(ownFolder(data.resolve("kahadb")).toFile());
        store.setJournalDiskSyncStrategy(JournalDiskSyncStrategy.ALWAYS.name());
        // Concurrent stores would be put on one thread each, one commit a message; without, they share commits.
        store.setConcurrentStoreAndDispatchQueues(false);
        store.getLocker().setFailIfLocked(true);
        return store;
    }

    /** A folder for the queues' files, with numbers and texts in them, that no other user of the machine can look into. */
    private static Path ownFolder(Path folder) throws IOException {
        Files.createDirectories(folder);
        return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }

    private BrokerPlugin[] plugins() {
        BrokerPlugin urgent = new UrgentFirst();
        BrokerPlugin persistent = new PersistentMessages();
        BrokerPlugin browsing = new DeadLetterBrowsing();
        if (credentials.isAnonymous()) {
            return new BrokerPlugin[] {browsing, urgent, persistent};
        }
        return new BrokerPlugin[] {
            browsing,
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
}
