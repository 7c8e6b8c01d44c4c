package io.staffetta.gateway.broker;

import io.staffetta.broker.BrokerConnections;
import io.staffetta.broker.Credentials;
import io.staffetta.broker.TrustStore;
import io.staffetta.broker.embedded.BrokerWithoutPorts;
import io.staffetta.broker.embedded.EmbeddedBroker;
import io.staffetta.broker.embedded.rights.ApplicationLogins;
import io.staffetta.broker.embedded.rights.BrokerLogins;
import io.staffetta.config.Addresses;
import io.staffetta.config.Home;
import io.staffetta.gateway.settings.GatewaySettings;
import io.staffetta.gateway.start.StartedParts;
import io.staffetta.message.Seal;
import io.staffetta.thread.RightOfWay;
import io.staffetta.tls.ServerCertificate;
import java.util.Collection;
import java.util.Optional;
import org.apache.activemq.ActiveMQConnectionFactory;

/**
 * Connects the gateway to its broker, and starts the broker if it is the embedded one. What waits on its queues from before there
 * were seals is sealed first.
 */
public final class BrokerStart {

    private final Home home;
    private final GatewaySettings settings;
    private final boolean sandbox;
    private final RightOfWay way;
    private final WaitingMessages waiting;
    private Optional<EmbeddedBroker> embedded = Optional.empty();

    public BrokerStart(Home home, GatewaySettings settings, boolean sandbox, RightOfWay way) {
        this.home = home;
        this.settings = settings;
        this.sandbox = sandbox;
        this.way = way;
        waiting = new WaitingMessages(home, settings, sandbox);
    }

    /**
     * Connects to an external broker.
     *
     * @param accounts ids of all accounts
     * @throws IllegalArgumentException if it cannot be used for a reason that no waiting mends
     */
    public ActiveMQConnectionFactory connect(Collection<String> accounts, Seal seal) {
        Credentials credentials = BrokerAccess.gatewayCredentials(home, settings.broker(), sandbox);
        String url = settings.broker().url();
        TrustStore trust = BrokerAccess.trustStore(home, settings.broker());
        ActiveMQConnectionFactory connections = ExternalBroker.connections(url, credentials, trust);
        if (waiting.areUnsealed()) {
            waiting.sealIfReached(ExternalBroker.impatient(url, credentials, trust), accounts, seal);
        }
        return connections;
    }

    /**
     * Starts the embedded broker.
     *
     * @param applications senders with logins of their own
     * @param certificate what is shown to clients; without one they connect without TLS
     * @param parts have the broker among them from now on
     * @throws IllegalStateException if it cannot start
     */
    public ActiveMQConnectionFactory embed(
            Addresses addresses,
            ApplicationLogins applications,
            Optional<ServerCertificate> certificate,
            Seal seal,
            StartedParts parts) {
        Credentials credentials = BrokerAccess.gatewayCredentials(home, settings.broker(), sandbox);
        BrokerLogins logins =
                BrokerAccess.logins(home, settings.broker(), sandbox).with(applications);
        ActiveMQConnectionFactory connections = BrokerConnections.factory(EmbeddedBroker.URL, credentials);
        if (waiting.areUnsealed()) {
            BrokerWithoutPorts.run(home.data(sandbox), logins, queues -> waiting.seal(connections, queues, seal));
            waiting.note();
        }
        EmbeddedBroker broker = parts.add(new EmbeddedBroker(
                home.data(sandbox),
                addresses.host(),
                addresses.port(Addresses.OPENWIRE),
                addresses.port(Addresses.STOMP),
                logins,
                settings.broker().limits(),
                certificate.map(shown -> shown.context().getSocketFactory()),
                way));
        embedded = Optional.of(broker);
        broker.start();
        return connections;
    }

    /** The embedded broker, once it is started; empty with an external one. */
    public Optional<EmbeddedBroker> embedded() {
        return embedded;
    }
}
