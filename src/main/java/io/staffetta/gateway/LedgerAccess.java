package io.staffetta.gateway;

import io.staffetta.config.Home;
import io.staffetta.continuity.Continuity;
import io.staffetta.ledger.Ledger;
import io.staffetta.ledger.Retention;
import io.staffetta.ledger.store.LedgerStore;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How this installation's gateway gets at its ledger. */
final class LedgerAccess {

    /** Setting: where the ledger is. */
    static final String URL = "staffetta.ledger.url";

    /** Setting: how long a reference is remembered. */
    static final String REFERENCE_WINDOW = "staffetta.ledger.reference-window";

    /** Setting: age at which numbers and texts are erased. */
    static final String ERASE_AFTER = "staffetta.ledger.erase-after";

    /** Setting: age at which all of a message is deleted. */
    static final String DELETE_AFTER = "staffetta.ledger.delete-after";

    /** Setting: folder of the witness, see {@link Continuity}. */
    static final String STATE = "staffetta.state.path";

    private static final Logger LOG = LoggerFactory.getLogger(LedgerAccess.class);

    /** What an attempt may take above the time-outs, as when the machine is busy. */
    private static final Duration MARGIN = Duration.ofSeconds(30);

    private LedgerAccess() {}

    /**
     * Opens the ledger.
     *
     * @throws IllegalStateException if it cannot be opened; says why, and where to change it
     */
    static Ledger open(Home home, Settings settings, boolean sandbox) {
        String url = settings.text(URL);
        if (url.equals("embedded") && !settings.text("staffetta.broker.url").equals("embedded")) {
            LOG.warn(
                    "The ledger is this gateway's alone ({} = embedded), but other gateways may use its broker. Those need"
                            + " one PostgreSQL ledger together, or a message may be sent twice",
                    URL);
        }
        LedgerStore store = url.equals("embedded")
                ? LedgerStore.embedded(home.data(sandbox))
                : LedgerStore.postgres(
                        url, settings.text("staffetta.ledger.user"), settings.text("staffetta.ledger.password"));
        Duration longest = Duration.ofMillis(
                        settings.number("staffetta.provider.connect-timeout", 1, Integer.MAX_VALUE))
                .plusMillis(settings.number("staffetta.provider.response-timeout", 1, Integer.MAX_VALUE))
                .plus(MARGIN);
        try {
            store.risk().ifPresent(LOG::warn);
            return new Ledger(
                    store, nodeName(settings), settings.duration(REFERENCE_WINDOW), longest, Clock.systemUTC());
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }

    /** What erases and deletes old messages; not started yet. */
    static Retention retention(Ledger ledger, Settings settings) {
        return new Retention(
                ledger,
                settings.durationOrNever(ERASE_AFTER),
                settings.durationOrNever(DELETE_AFTER),
                Clock.systemUTC());
    }

    /**
     * What notices that the data were put back from a backup, or copied; not started yet.
     *
     * @param connections the gateway's own, which wait for an external broker that is away
     */
    static Continuity continuity(Home home, Settings settings, ActiveMQConnectionFactory connections, Ledger ledger) {
        ActiveMQConnectionFactory impatient = BrokerAccess.isEmbedded(settings)
                ? connections
                : ExternalBroker.impatient(
                        settings.text("staffetta.broker.url"),
                        BrokerAccess.gatewayCredentials(home, settings, false),
                        BrokerAccess.trustStore(home, settings));
        return new Continuity(home.data(false), home.folder().resolve(state(settings, STATE)), impatient, ledger);
    }

    /** The folder of the witness; not inside of data, with which it would be put back. */
    static Path state(Settings settings, String key) {
        try {
            Path folder = Path.of(settings.text(key)).normalize();
            if (!folder.toString().isEmpty() && !folder.startsWith("data")) {
                return folder;
            }
        } catch (InvalidPathException e) {
            // Said below.
        }
        throw Settings.wrong(
                key, "must be a folder outside of data, absolute or from the installation's folder, such as state");
    }

    private static String nodeName(Settings settings) {
        String name = settings.text("staffetta.node.name");
        if (!name.isEmpty()) {
            return name;
        }
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
