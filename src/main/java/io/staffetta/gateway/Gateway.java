package io.staffetta.gateway;

import io.staffetta.account.Accounts;
import io.staffetta.account.CurrentAccounts;
import io.staffetta.batch.BatchFolder;
import io.staffetta.config.Addresses;
import io.staffetta.config.Home;
import io.staffetta.config.Secrets;
import io.staffetta.config.Settings;
import io.staffetta.config.edit.AccountsEditor;
import io.staffetta.gateway.access.AccessConfiguration;
import io.staffetta.gateway.access.BrokerApplications;
import io.staffetta.gateway.accounts.AccountsDesk;
import io.staffetta.gateway.accounts.AccountsReader;
import io.staffetta.gateway.accounts.AccountsWatcher;
import io.staffetta.gateway.broker.BrokerAccess;
import io.staffetta.gateway.broker.BrokerStart;
import io.staffetta.gateway.settings.GatewaySettings;
import io.staffetta.gateway.start.LedgerOpening;
import io.staffetta.gateway.start.StartedParts;
import io.staffetta.ledger.Hold;
import io.staffetta.ledger.Ledger;
import io.staffetta.ledger.SendingHold;
import io.staffetta.message.Seal;
import io.staffetta.sandbox.ProviderSandbox;
import io.staffetta.thread.RightOfWay;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.camel.main.Main;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts and stops the whole gateway in one process. Parts start in the order in which they need each other and stop in
 * the reverse order, so that nothing in flight is lost.
 *
 * <p>Not safe for use by several threads, but for {@link #close()}.
 */
public final class Gateway implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

    private final StartedParts parts = new StartedParts();
    private final Home home;
    private final Settings given;
    private final boolean sandbox;
    private final BrokerApplications brokerApplications = new BrokerApplications();
    private final boolean onHold;
    private ForgottenFiles forgotten;
    private SendingHold sending;
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
            Addresses addresses = startParts();
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
        parts.close();
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
        LOG.info("Stopping on {}: messages in flight are finished, waiting messages stay on disk", why);
        close();
        LOG.info(
                "Stopped after {} s: {}",
                seconds((System.nanoTime() - begun) / 1_000_000),
                parts.left()
                        .map(count -> "messages that wait on the queues: " + count)
                        .orElse("what waits is on the broker's queues"));
    }

    /** Whether it started with accounts. */
    public boolean hasAccounts() {
        return hasAccounts;
    }

    /** What is being stopped now, or was last. */
    public String stopping() {
        return parts.stopping();
    }

    private static String version() {
        String version = Gateway.class.getPackage().getImplementationVersion();
        return version == null ? "unknown" : version;
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.1f", millis / 1000.0);
    }

    private Addresses startParts() {
        StartCheck checked = StartCheck.of(home, given, sandbox, parts);
        GatewaySettings settings = checked.settings();
        Addresses addresses = checked.addresses();
        Accounts accounts = checked.accounts();
        hasAccounts = !accounts.byId().isEmpty();
        // Takes as long as the broker and the sandbox together, and needs neither.
        LedgerOpening opening = parts.add(new LedgerOpening(() -> LedgerConfiguration.open(home, settings, sandbox)));
        if (sandbox) {
            parts.add(ProviderSandbox.start(addresses.host(), addresses.port(Addresses.SANDBOX)));
            forgotten = parts.add(new ForgottenFiles(realFolders(), checked.folders()));
            forgotten.start();
        }
        Seal seal = BrokerAccess.seal(home, settings.broker(), sandbox);
        RightOfWay way = new RightOfWay();
        BrokerStart broker = new BrokerStart(home, settings, sandbox, way);
        ActiveMQConnectionFactory connections = settings.broker().isEmbedded()
                ? broker.embed(addresses, brokerApplications, checked.certificate(), seal, parts)
                : broker.connect(accounts.byId().keySet(), seal);
        Ledger ledger = opening.get();
        sending = ledger.sending();
        if (onHold) {
            sending.place("it was started with run --hold");
        }
        if (!sandbox) {
            parts.add(LedgerConfiguration.continuity(home, settings, connections, ledger))
                    .start();
        }
        parts.add(LedgerConfiguration.retention(ledger, settings.ledger())).start();
        AccessConfiguration access =
                parts.add(new AccessConfiguration(ledger, settings.access().configuration()));
        brokerApplications.attach(access.applications(), access.failures());
        AccountsReader file = checked.accountsFile();
        AccountsDesk desk = new AccountsDesk(new AccountsEditor(
                file.file(),
                home.data(sandbox),
                file.providers(),
                file.placeholders(),
                file.validity(),
                sandbox ? addresses.sandboxUrl() : "",
                Clock.systemUTC()));
        Foundation foundation = new Foundation(
                new Main(),
                settings,
                new CurrentAccounts(accounts),
                file.providers(),
                connections,
                ledger,
                access,
                way,
                Clock.systemUTC());
        Engine engine = parts.add(new Engine(
                home,
                foundation,
                addresses,
                sandbox ? "" : Secrets.readOrMake(home.data(false).resolve("admin-token")),
                checked.certificate(),
                seal,
                new IntakeWatch(home.data(sandbox), broker.embedded(), ledger),
                checked.folders(),
                desk));
        engine.start();
        watchAccounts(checked, engine, desk);
        checked.lock().tell(addresses);
        return addresses;
    }

    private void watchAccounts(StartCheck checked, Engine engine, AccountsDesk desk) {
        AccountsWatcher watcher = parts.add(new AccountsWatcher(
                checked.accountsFile().file(),
                checked.accountsRead(),
                checked.settings().accounts().reload(),
                checked.accountsFile()::read,
                changed -> {
                    engine.changeAccounts(changed);
                    desk.noteChangeByHand();
                },
                desk.state()));
        desk.takenBy(watcher::written);
        desk.noteChangeByHand();
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
}
