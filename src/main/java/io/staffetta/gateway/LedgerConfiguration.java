package io.staffetta.gateway;

import io.staffetta.config.Home;
import io.staffetta.continuity.Continuity;
import io.staffetta.gateway.broker.BrokerAccess;
import io.staffetta.gateway.broker.ExternalBroker;
import io.staffetta.gateway.settings.BrokerSettings;
import io.staffetta.gateway.settings.GatewaySettings;
import io.staffetta.gateway.settings.LedgerSettings;
import io.staffetta.ledger.Ledger;
import io.staffetta.ledger.Retention;
import io.staffetta.ledger.store.LedgerStore;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the ledger of this installation. */
final class LedgerConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(LedgerConfiguration.class);

    /** What an attempt may take above the time-outs, as when the machine is busy. */
    private static final Duration MARGIN = Duration.ofSeconds(30);

    private LedgerConfiguration() {}

    /**
     * Opens the ledger.
     *
     * @throws IllegalStateException if it cannot be opened; says why, and where to change it
     */
    static Ledger open(Home home, GatewaySettings all, boolean sandbox) {
        LedgerSettings settings = all.ledger();
        if (settings.isEmbedded() && !all.broker().isEmbedded()) {
            LOG.warn(
                    "The ledger is this gateway's alone ({} = embedded), but other gateways may use its broker. Those need"
                            + " one PostgreSQL ledger together, or a message may be sent twice",
                    LedgerSettings.URL);
        }
        LedgerStore store = settings.isEmbedded()
                ? LedgerStore.embedded(home.data(sandbox), settings.numberKey())
                : LedgerStore.postgres(settings.url(), settings.user(), settings.password(), settings.numberKey());
        Duration longest = all.provider().longest().plus(MARGIN);
        try {
            store.risk().ifPresent(LOG::warn);
            return new Ledger(store, nodeName(settings), settings.referenceWindow(), longest, Clock.systemUTC());
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }

    /** What erases and deletes old messages; not started yet. */
    static Retention retention(Ledger ledger, LedgerSettings settings) {
        return new Retention(ledger, settings.eraseAfter(), settings.deleteAfter(), Clock.systemUTC());
    }

    /**
     * What notices that the data were put back from a backup, or copied; not started yet.
     *
     * @param connections the gateway's own, which wait for an external broker that is away
     */
    static Continuity continuity(
            Home home, GatewaySettings settings, ActiveMQConnectionFactory connections, Ledger ledger) {
        BrokerSettings broker = settings.broker();
        ActiveMQConnectionFactory impatient = broker.isEmbedded()
                ? connections
                : ExternalBroker.impatient(
                        broker.url(),
                        BrokerAccess.gatewayCredentials(home, broker, false),
                        BrokerAccess.trustStore(home, broker));
        Path state = home.folder().resolve(settings.ledger().state());
        return new Continuity(home.data(false), state, impatient, ledger);
    }

    private static String nodeName(LedgerSettings settings) {
        String name = settings.nodeName();
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
