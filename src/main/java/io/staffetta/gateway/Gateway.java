package io.staffetta.gateway;

import io.staffetta.account.Accounts;
import io.staffetta.account.CurrentAccounts;
import io.staffetta.batch.BatchFolder;
import io.staffetta.broker.BrokerConnections;
import io.staffetta.broker.Credentials;
import io.staffetta.broker.TrustStore;
import io.staffetta.broker.embedded.BrokerLogins;
import io.staffetta.broker.embedded.BrokerWithoutPorts;
import io.staffetta.broker.embedded.EmbeddedBroker;
import io.staffetta.config.Addresses;
import io.staffetta.config.Home;
import io.staffetta.config.HomeLock;
import io.staffetta.config.Secrets;
import io.staffetta.config.Settings;
import io.staffetta.config.UnusableException;
import io.staffetta.config.accounts.AccountsFile;
import io.staffetta.config.accounts.AccountsFileException;
import io.staffetta.config.edit.AccountsEditor;
import io.staffetta.gateway.access.AccessConfiguration;
import io.staffetta.gateway.access.BrokerApplications;
import io.staffetta.gateway.accounts.AccountsDesk;
import io.staffetta.gateway.settings.GatewaySettings;
import io.staffetta.gateway.start.AddressChoice;
import io.staffetta.gateway.start.LedgerOpening;
import io.staffetta.gateway.start.StartProblems;
import io.staffetta.ledger.Hold;
import io.staffetta.ledger.Ledger;
import io.staffetta.ledger.SendingHold;
import io.staffetta.message.Seal;
import io.staffetta.provider.table.ProviderDescriptors;
import io.staffetta.sandbox.ProviderSandbox;
import io.staffetta.tls.CertificateFiles;
import io.staffetta.tls.ServerCertificate;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.camel.main.Main;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole gateway in one process. Parts start in the order in which they need each other and stop in the reverse order,
 * so that nothing in flight is lost.
 *
 * <p>Not safe for use by several threads, but for {@link #close()}.
 */
public final class Gateway implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Home home;
    private final Settings given;
    private final boolean sandbox;
    private final BrokerApplications brokerApplications = new BrokerApplications();
    private final boolean onHold;
    private ForgottenFiles forgotten;
    private GatewaySettings settings;
    private Addresses addresses;
    private SendingHold sending;
    private Optional<ServerCertificate> certificate = Optional.empty();
    private EmbeddedBroker broker;
    private volatile String stopping = "the beginning";
    private Optional<Long> left = Optional.empty();
    private boolean hasAccounts = true;

    /**
     * @param home where config, routes and data lie
     * @param settings the settings
     * @param sandbox whether to send with the demo accounts to the provider sandbox, instead of the configured accounts
     */
    public Gateway(Home home, Settings settings, boolean sandbox) {
        this(home, settings, sandbox, false);
    }

    /**
     * @param home where config, routes and data lie
     * @param settings the settings
     * @param sandbox whether to send with the demo accounts to the provider sandbox, instead of the configured accounts
     * @param onHold whether to send nothing until a person says so
     */
    public Gateway(Home home, Settings settings, boolean sandbox, boolean onHold) {
        this.onHold = onHold;
        this.home = home;
        given = settings;
        this.sandbox = sandbox;
    }

    /**
     * Starts everything.
     *
     * @return where everything listens
     * @throws RuntimeException if the configuration is wrong, a port is taken or the data are in use; the message says what
     *     is wrong and where to change it. What had started has been stopped again.
     */
    public Addresses start() {
        try {
            startParts();
            LOG.info(
                    "Started: version {}, pid {}, home {}, {} s after the process",
                    version(),
                    ProcessHandle.current().pid(),
                    home.folder(),
                    seconds(ManagementFactory.getRuntimeMXBean().getUptime()));
            return addresses;
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Stops everything: takes nothing more in, lets what is in flight come to its end, and closes the queues. */
    @Override
    public synchronized void close() {
        while (!parts.isEmpty()) {
            AutoCloseable part = parts.pop();
            stopping = part.getClass().getSimpleName();
            if (part instanceof EmbeddedBroker embedded) {
                // As late as can be: what was in flight is sent, or waits again.
                left = Optional.of(embedded.waiting());
            }
            try {
                part.close();
            } catch (Exception e) {
                LOG.error("{} did not stop cleanly", part.getClass().getSimpleName(), e);
            }
        }
    }

    /**
     * Stops everything, and tells so; does nothing where it has been stopped.
     *
     * @param why why it is stopped, in a few words
     */
    public synchronized void close(String why) {
        if (parts.isEmpty()) {
            return;
        }
        long begun = System.nanoTime();
        LOG.info("Stopping, upon {}: what is in flight comes to its end, what waits stays on disk", why);
        close();
        LOG.info(
                "Stopped after {} s: {}",
                seconds((System.nanoTime() - begun) / 1_000_000),
                left.map(count -> "messages that wait on the queues: " + count)
                        .orElse("what waits is on the broker's queues"));
    }

    /** Whether it started with accounts. */
    public boolean hasAccounts() {
        return hasAccounts;
    }

    /** What is being stopped now, or was last. */
    public String stopping() {
        return stopping;
    }

    private static String version() {
        String version = Gateway.class.getPackage().getImplementationVersion();
        return version == null ? "unknown" : version;
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.1f", millis / 1000.0);
    }

    private void startParts() {
        home.check();
        // Before ports are looked at: those that a gateway of this home has are not what is wrong.
        StartProblems problems = new StartProblems();
        Optional<HomeLock> lock = lock(problems);
        settings = GatewaySettings.read(given, problems::add);
        Optional<List<BatchFolder>> folders = problems.attempt(() -> BatchFolders.read(given, home, sandbox));
        Optional<ProviderDescriptors> found =
                problems.attempt(() -> ProviderDescriptors.load(home.config().resolve("providers")));
        addresses = problems.attempt(new AddressChoice(home, settings, sandbox)::choose)
                .orElse(new Addresses("127.0.0.1", Map.of()));
        Optional<CertificateFiles> files =
                sandbox ? Optional.empty() : settings.tls().files(home.config());
        certificate =
                files.flatMap(read -> problems.attempt(() -> add(new ServerCertificate(read, Clock.systemUTC()))));
        Map<String, String> placeholders = Map.of("sandbox", addresses.sandboxUrl());
        Path accountsFile = sandbox
                ? home.config().resolve("sandbox").resolve("accounts.yaml")
                : home.config().resolve("accounts.yaml");
        FileTime accountsRead = AccountsWatcher.modified(accountsFile);
        Optional<Accounts> read =
                found.flatMap(known -> problems.attempt(() -> firstAccounts(accountsFile, known, placeholders)));
        problems.raise();
        ProviderDescriptors providers = found.orElseThrow();
        Accounts accounts = read.orElseThrow();
        // Takes as long as the broker and the sandbox together, and needs neither.
        LedgerOpening opening = add(new LedgerOpening(() -> LedgerConfiguration.open(home, settings, sandbox)));
        if (sandbox) {
            add(ProviderSandbox.start(addresses.host(), addresses.port(Addresses.SANDBOX)));
            forgotten = add(new ForgottenFiles(realFolders(), folders.orElseThrow()));
            forgotten.start();
        }
        Seal seal = BrokerAccess.seal(home, settings.broker(), sandbox);
        ActiveMQConnectionFactory connections =
                connections(seal, accounts.byId().keySet());
        Ledger ledger = opening.get();
        sending = ledger.sending();
        if (onHold) {
            sending.place("it was started with run --hold");
        }
        if (!sandbox) {
            add(LedgerConfiguration.continuity(home, settings, connections, ledger))
                    .start();
        }
        add(LedgerConfiguration.retention(ledger, settings.ledger())).start();
        AccessConfiguration access =
                add(new AccessConfiguration(ledger, settings.access().configuration()));
        brokerApplications.attach(access.applications(), access.failures());
        String token = sandbox ? "" : Secrets.readOrMake(home.data(false).resolve("admin-token"));
        AccountsDesk desk = new AccountsDesk(new AccountsEditor(
                accountsFile,
                home.data(sandbox),
                providers,
                placeholders,
                settings.messages().validity(),
                sandbox ? addresses.sandboxUrl() : "",
                Clock.systemUTC()));
        Engine engine = add(new Engine(
                home,
                new Foundation(
                        new Main(),
                        settings,
                        new CurrentAccounts(accounts),
                        providers,
                        connections,
                        ledger,
                        access,
                        Clock.systemUTC()),
                addresses,
                token,
                certificate,
                seal,
                new IntakeLooks(home.data(sandbox), Optional.ofNullable(broker), ledger),
                folders.orElseThrow(),
                desk));
        engine.start();
        AccountsWatcher watcher = add(new AccountsWatcher(
                accountsFile,
                accountsRead,
                settings.accounts().reload(),
                () -> readAccounts(accountsFile, providers, placeholders),
                changed -> {
                    engine.changeAccounts(changed);
                    desk.noteChangeByHand();
                },
                desk.state()));
        desk.takenBy(watcher::written);
        desk.noteChangeByHand();
        lock.orElseThrow().tell(addresses);
    }

    /** The lock of the data folder, or what keeps this gateway from using it. Another gateway there is said at once. */
    private Optional<HomeLock> lock(StartProblems problems) {
        try {
            return Optional.of(add(HomeLock.take(home, sandbox)));
        } catch (UnusableException e) {
            problems.add(e);
            return Optional.empty();
        }
    }

    /** Those that are wrong tell nothing: without the sandbox they would be told. */
    private List<BatchFolder> realFolders() {
        try {
            return BatchFolders.read(given, home, false);
        } catch (IllegalArgumentException e) {
            LOG.debug("The batch folders are not looked at, which are not used with the sandbox", e);
            return List.of();
        }
    }

    /** Files that wait where none are taken with the sandbox, a line for each inbox; none without it. */
    public List<String> forgottenFiles() {
        return forgotten == null ? List.of() : forgotten.lines();
    }

    /** Since when nothing is sent, and why; empty if messages are sent. */
    public Optional<Hold> hold() {
        return sending == null ? Optional.empty() : sending.now();
    }

    /**
     * Starts the broker if it is the embedded one.
     *
     * @param accounts ids of all accounts
     */
    private ActiveMQConnectionFactory connections(Seal seal, Collection<String> accounts) {
        Credentials credentials = BrokerAccess.gatewayCredentials(home, settings.broker(), sandbox);
        WaitingMessages waiting = new WaitingMessages(home, settings, sandbox);
        if (!settings.broker().isEmbedded()) {
            String url = settings.broker().url();
            TrustStore trust = BrokerAccess.trustStore(home, settings.broker());
            ActiveMQConnectionFactory connections = ExternalBroker.connections(url, credentials, trust);
            if (waiting.areUnsealed()) {
                waiting.sealIfReached(ExternalBroker.impatient(url, credentials, trust), accounts, seal);
            }
            return connections;
        }
        BrokerLogins logins =
                BrokerAccess.logins(home, settings.broker(), sandbox).with(brokerApplications);
        ActiveMQConnectionFactory connections = BrokerConnections.factory(EmbeddedBroker.URL, credentials);
        if (waiting.areUnsealed()) {
            BrokerWithoutPorts.run(home.data(sandbox), logins, queues -> waiting.seal(connections, queues, seal));
            waiting.note();
        }
        broker = add(new EmbeddedBroker(
                home.data(sandbox),
                addresses.host(),
                addresses.port(Addresses.OPENWIRE),
                addresses.port(Addresses.STOMP),
                logins,
                settings.broker().limits(),
                certificate.map(shown -> shown.context().getSocketFactory())));
        broker.start();
        return connections;
    }

    /** A gateway may start without any: the console asks for the first one. Later none is lost by emptying the file. */
    private Accounts firstAccounts(Path file, ProviderDescriptors providers, Map<String, String> placeholders) {
        try {
            return readAccounts(file, providers, placeholders);
        } catch (AccountsFileException e) {
            if (sandbox || !e.isForWantOfAccounts()) {
                throw e;
            }
            LOG.warn("No account yet, so that nothing can be sent: {}", e.getMessage());
            hasAccounts = false;
            return new Accounts("", Map.of(), List.of());
        }
    }

    private Accounts readAccounts(Path file, ProviderDescriptors providers, Map<String, String> placeholders) {
        return AccountsFile.read(
                file, providers, placeholders, settings.messages().validity());
    }

    private <T extends AutoCloseable> T add(T part) {
        parts.push(part);
        return part;
    }
}
