package io.staffetta.cli.gateway;

import io.staffetta.broker.BrokerConnections;
import io.staffetta.broker.BrokerRefusal;
import io.staffetta.broker.BrokerUrl;
import io.staffetta.broker.Credentials;
import io.staffetta.config.Home;
import io.staffetta.config.Settings;
import io.staffetta.gateway.broker.BrokerAccess;
import io.staffetta.gateway.settings.AddressSettings;
import io.staffetta.gateway.settings.BrokerSettings;
import io.staffetta.gateway.settings.TlsSettings;
import io.staffetta.tls.KnownCertificate;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import org.apache.activemq.ActiveMQConnectionFactory;

/** Connects the command line to the broker of a running gateway. */
public final class Broker {

    private static final int TIMEOUT_MILLIS = 5000;

    private Broker() {}

    /**
     * Opens a connection as a sender.
     *
     * @return the connection, started
     * @throws IllegalStateException if the broker cannot be reached, or refuses the user; says where to look
     */
    static Connection connect(Home home, Settings settings) {
        Credentials credentials = BrokerAccess.clientCredentials(home, BrokerSettings.of(settings));
        try {
            return connect(home, settings, credentials);
        } catch (JMSException e) {
            throw failure(e, home, settings, credentials, "broker-password");
        }
    }

    private static Connection connect(Home home, Settings settings, Credentials credentials) throws JMSException {
        String url = url(settings);
        ActiveMQConnectionFactory factory =
                factory(BrokerUrl.withTimeout(url, TIMEOUT_MILLIS), home, settings, credentials);
        factory.setConnectResponseTimeout(TIMEOUT_MILLIS);
        // What the broker does not take is an error at once, also within a transaction.
        factory.setAlwaysSyncSend(true);
        Connection connection = factory.createConnection();
        try {
            connection.start();
            return connection;
        } catch (JMSException e) {
            connection.close();
            throw e;
        }
    }

    private static ActiveMQConnectionFactory factory(
            String url, Home home, Settings settings, Credentials credentials) {
        BrokerSettings broker = BrokerSettings.of(settings);
        return TlsSettings.of(settings)
                .files(home.config())
                .filter(files -> broker.isEmbedded())
                .map(files -> BrokerConnections.factory(
                        url + "&socket.verifyHostName=false", credentials, new KnownCertificate(files)))
                .orElseGet(() -> BrokerConnections.factory(url, credentials, BrokerAccess.trustStore(home, broker)));
    }

    private static IllegalStateException failure(
            JMSException e, Home home, Settings settings, Credentials credentials, String file) {
        String url = url(settings);
        return new IllegalStateException(
                BrokerRefusal.of(e, url, credentials)
                        .map(refusal -> refusal + hint(home, settings, file))
                        .orElseGet(() -> "Cannot connect to the broker at " + BrokerUrl.shown(url) + " (" + root(e)
                                + "): is the gateway running? Where the broker is, staffetta.broker.url, "
                                + "staffetta.bind-address and staffetta.broker.openwire-port say"),
                e);
    }

    private static String url(Settings settings) {
        return BrokerAccess.clientUrl(
                BrokerSettings.of(settings), AddressSettings.of(settings), TlsSettings.of(settings));
    }

    private static String hint(Home home, Settings settings, String file) {
        return BrokerSettings.of(settings).isEmbedded() ? ", or data/" + file + " in " + home.folder() : "";
    }

    private static String root(Throwable e) {
        return e.getCause() == null || e.getCause() == e ? e.getMessage() : root(e.getCause());
    }
}
