package io.staffetta.gateway;

import io.staffetta.config.Home;
import io.staffetta.ledger.Ledger;
import io.staffetta.ledger.Retention;
import io.staffetta.ledger.store.LedgerStore;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
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

    private static final Logger LOG = LoggerFactory.getLogger(LedgerAccess.class);

    /** What an attempt may take above the time-outs, as when the machine is busy. */
    private static final Duration MARGIN = Duration.ofSeconds(30);

    /** Setting of the age at which entries of the audit trail are cut off. */
    static final String AUDIT_KEEP = "staffetta.audit.keep";

    /** Setting of where the day of daily limits begins. */
    static final String ZONE = "staffetta.tokens.zone";

    /** Setting of when webhooks are called again. */
    static final String WEBHOOK_DELAYS = "staffetta.webhooks.delays";

    /** Setting of whether webhooks may go beyond loopback without TLS. */
    static final String WEBHOOK_HTTP = "staffetta.webhooks.plain-http";

    private static final Duration LEAST_AUDIT = Duration.ofDays(365);

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

    /** How long entries of the audit trail are kept; zero for ever. What people did must be known for a year at least. */
    static Duration auditKeep(Settings settings, String key) {
        Duration keep = settings.durationOrNever(key);
        if (!keep.isZero() && keep.compareTo(LEAST_AUDIT) < 0) {
            throw Settings.wrong(key, "must be P365D or longer, or P0D for ever");
        }
        return keep;
    }

    /** Where the day of daily limits begins. */
    static ZoneId zone(Settings settings, String key) {
        try {
            return ZoneId.of(settings.text(key));
        } catch (DateTimeException e) {
            throw Settings.wrong(key, "must be a time zone, such as Europe/Rome");
        }
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
