package io.staffetta.cli;

import io.staffetta.broker.BrokerConnections;
import io.staffetta.broker.BrokerRefusal;
import io.staffetta.broker.BrokerUrl;
import io.staffetta.broker.Credentials;
import io.staffetta.gateway.BrokerAccess;
import io.staffetta.gateway.Home;
import io.staffetta.gateway.Settings;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import org.apache.activemq.ActiveMQConnectionFactory;

/** Connects the command line to the broker of a running gateway. */
final class Broker {

    private static final int TIMEOUT_MILLIS = 5000;

    private Broker() {}

    /**
     * Opens a connection.
     *
     * @return the connection, started
     * @throws IllegalStateException if the broker cannot be reached, or refuses the user; says where to look
     */
    static Connection connect(Home home, Settings settings) {
        String url = BrokerAccess.clientUrl(settings);
        Credentials credentials = BrokerAccess.clientCredentials(home, settings);
        ActiveMQConnectionFactory factory = BrokerConnections.factory(
                BrokerUrl.withTimeout(url, TIMEOUT_MILLIS), credentials, BrokerAccess.trustStore(home, settings));
        factory.setConnectResponseTimeout(TIMEOUT_MILLIS);
        // What the broker does not take is an error at once, also within a transaction.
        factory.setAlwaysSyncSend(true);
        try {
            Connection connection = factory.createConnection();
            try {
                connection.start();
                return connection;
            } catch (JMSException e) {
                connection.close();
                throw e;
            }
        } catch (JMSException e) {
            throw new IllegalStateException(
                    BrokerRefusal.of(e, url, credentials)
                            .map(refusal -> refusal + hint(home, settings))
                            .orElseGet(() -> "Cannot connect to the broker at " + BrokerUrl.shown(url) + " (" + root(e)
                                    + "): is the gateway running? Where the broker is, staffetta.broker.url, "
                                    + "staffetta.bind-address and staffetta.broker.openwire-port say"),
                    e);
        }
    }

    private static String hint(Home home, Settings settings) {
        return BrokerAccess.isEmbedded(settings) ? ", or data/broker-password in " + home.folder() : "";
    }

    private static String root(Throwable e) {
        return e.getCause() == null || e.getCause() == e ? e.getMessage() : root(e.getCause());
    }
}
