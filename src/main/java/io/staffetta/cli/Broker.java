package io.staffetta.cli;

import io.staffetta.broker.BrokerConnections;
import io.staffetta.broker.Credentials;
import io.staffetta.gateway.BrokerAccess;
import io.staffetta.gateway.Home;
import io.staffetta.gateway.Settings;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
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
        ActiveMQConnectionFactory factory = BrokerConnections.factory(withTimeout(url), credentials);
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
        } catch (JMSSecurityException e) {
            throw new IllegalStateException(
                    "The broker at " + shown(url) + " refuses user '" + credentials.user()
                            + "': see staffetta.broker.user and staffetta.broker.password, or data/broker-password in "
                            + home.folder(),
                    e);
        } catch (JMSException e) {
            throw new IllegalStateException(
                    "Cannot connect to the broker at " + shown(url) + " (" + root(e)
                            + "): is the gateway running? Where the broker is, staffetta.broker.url, "
                            + "staffetta.bind-address and staffetta.broker.openwire-port say",
                    e);
        }
    }

    /** The URL, with limits to how long a connection may take, unless it has some. */
    static String withTimeout(String url) {
        if (url.startsWith("failover:") && url.endsWith(")")) {
            return url + "?startupMaxReconnectAttempts=2&timeout=" + TIMEOUT_MILLIS;
        }
        if (url.matches("(tcp|ssl|nio)://[^?]*")) {
            return url + "?connectionTimeout=" + TIMEOUT_MILLIS;
        }
        return url;
    }

    private static String root(Throwable e) {
        return e.getCause() == null || e.getCause() == e ? e.getMessage() : root(e.getCause());
    }

    /** The URL without its options, which may hold a password. */
    private static String shown(String url) {
        return url.replaceAll("\\?[^,)]*", "");
    }
}
