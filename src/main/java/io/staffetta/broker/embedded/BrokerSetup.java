package io.staffetta.broker.embedded;

import io.staffetta.broker.TemporaryQueueLimit;
import io.staffetta.broker.UrgentFirst;
import io.staffetta.broker.embedded.rights.BrokerLogins;
import io.staffetta.broker.embedded.rights.PersistentMessages;
import io.staffetta.broker.embedded.rights.SenderRights;
import io.staffetta.thread.RightOfWay;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;
import org.apache.activemq.broker.BrokerPlugin;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.broker.TransportConnector;
import org.apache.activemq.broker.region.DestinationInterceptor;
import org.apache.activemq.store.kahadb.KahaDBPersistenceAdapter;
import org.apache.activemq.store.kahadb.disk.journal.Journal.JournalDiskSyncStrategy;
import org.apache.activemq.transport.TransportServer;
import org.apache.activemq.util.IOExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Builds the embedded broker.
 *
 * @param data folder for its files
 * @param host address that it listens on
 * @param logins who may connect
 * @param entrance counts them
 * @param tls what makes TLS of a connection; empty for none
 * @param way of urgent messages
 */
record BrokerSetup(
        Path data,
        String host,
        BrokerLogins logins,
        ClientLimit entrance,
        Optional<SSLSocketFactory> tls,
        RightOfWay way) {

    /** Name of the broker. */
    static final String NAME = "staffetta";

    private static final Logger LOG = LoggerFactory.getLogger(BrokerSetup.class);

    /** Part of the heap that messages in memory may take. The rest of each queue stays on disk. */
    private static final int MEMORY_PERCENT = 50;

    /** KahaDB's size of an index page can only be set so. An index that is there keeps the one that it was made with. */
    private static final String PAGE_PROPERTY = "defaultPageSize";

    /**
     * Each message writes three pages anew when it comes, and when it goes. In one of KahaDB's 4,096 bytes there are some fifty
     * others, which are written with it.
     */
    private static final int PAGE_BYTES = 1024;

    /** Pages of the index in memory, some 4 MB. KahaDB's 10,000 are kept from collections in vain: few are read twice. */
    private static final int PAGES = 2000;

    /** What is written to the journal at once, kept in memory for good. KahaDB's 4 MB are never filled; a larger message fits, too. */
    private static final int JOURNAL_WRITE_BYTES = 1 << 19;

    /** What is kept for a durable subscriber that does not come back would fill the disk, and nothing be taken then. */
    private static final Duration SUBSCRIBER_AWAY = Duration.ofDays(7);

    /**
     * A broker without ports, that only this process reaches, and that is not started yet.
     *
     * @param storeFailure told when its files cannot be written
     * @throws Exception if it cannot be set up
     */
    BrokerService buildInner(IOExceptionHandler storeFailure) throws Exception {
        BrokerService broker = new BrokerService();
        prepare(broker, storeFailure);
        return broker;
    }

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
            LoginCheck check = prepare(broker, storeFailure);
            String address = host.contains(":") ? "[" + host + "]" : host;
            listen(
                    broker,
                    check,
                    "openwire",
                    "tcp://" + address + ":" + openWirePort + "?wireFormat.maxFrameSize=" + FrameMemory.LARGEST
                            + "&transport.soWriteTimeout=30000");
            listen(
                    broker,
                    check,
                    "stomp",
                    "stomp://" + address + ":" + stompPort + "?wireFormat.maxDataLength=" + FrameMemory.LARGEST);
            return broker;
        } catch (Exception e) {
            broker.getTransportConnectors().forEach(BrokerSetup::release);
            throw e;
        }
    }

    private LoginCheck prepare(BrokerService broker, IOExceptionHandler storeFailure) throws IOException {
        broker.setBrokerName(NAME);
        broker.setUseJmx(false);
        broker.setUseShutdownHook(false);
        broker.setSchedulerSupport(false);
        // They would tell everybody who connects, and to which queues.
        broker.setAdvisorySupport(false);
        broker.setDataDirectoryFile(data.toFile());
        broker.setTaskRunnerFactory(new BrokerTasks());
        broker.setPersistenceAdapter(store());
        broker.setIoExceptionHandler(storeFailure);
        broker.getSystemUsage().getMemoryUsage().setPercentOfJvmHeap(MEMORY_PERCENT);
        broker.setOfflineDurableSubscriberTimeout(SUBSCRIBER_AWAY.toMillis());
        broker.setDestinationPolicy(DestinationPolicies.all());
        LoginCheck check = new LoginCheck(logins, entrance.refusals());
        // The last one is asked first.
        broker.setPlugins(new BrokerPlugin[] {
            new DeadLetterBrowsing(),
            new TemporaryQueueLimit(),
            new UrgentFirst(way),
            new PersistentMessages(),
            new SenderRights(logins.applications(), entrance.refusals()),
            check
        });
        broker.setDestinationInterceptors(new DestinationInterceptor[] {UrgentFirst.interceptor()});
        return check;
    }

    private void listen(BrokerService broker, LoginCheck check, String name, String address) throws Exception {
        TransportServer server = MeteredServers.bind(broker, new URI(address), entrance.memory(), tls);
        broker.addConnector(new LimitedConnector(server, entrance, check)).setName(name);
    }

    private KahaDBPersistenceAdapter store() throws IOException {
        if (System.getProperty(PAGE_PROPERTY) == null) {
            System.setProperty(PAGE_PROPERTY, Integer.toString(PAGE_BYTES));
        }
        KahaDBPersistenceAdapter store = new KahaDBPersistenceAdapter() {
            // Here its lock is held, so that nobody else has the journal open.
            @Override
            public void doStart() throws Exception {
                JournalTail.cut(getDirectory().toPath());
                super.doStart();
            }
        };
        store.setDirectory(ownFolder(data.resolve("kahadb")).toFile());
        store.setIndexCacheSize(PAGES);
        store.setJournalMaxWriteBatchSize(JOURNAL_WRITE_BYTES);
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

    /** Gives back the port of a listener that was set up but never started. */
    private static void release(TransportConnector connector) {
        try {
            connector.stop();
        } catch (Exception e) {
            LOG.warn("{} keeps its port until the process ends", connector.getName(), e);
        }
    }
}
