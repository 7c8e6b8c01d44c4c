package io.staffetta.gateway.broker;

import io.staffetta.broker.BrokerConnections;
import io.staffetta.broker.BrokerOutage;
import io.staffetta.broker.BrokerRefusal;
import io.staffetta.broker.BrokerUrl;
import io.staffetta.broker.Credentials;
import io.staffetta.broker.TrustStore;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connects a gateway that starts to a broker that runs by itself. */
public final class ExternalBroker {

    private static final Logger LOG = LoggerFactory.getLogger(ExternalBroker.class);
    private static final int KNOCK_MILLIS = 5000;

    private ExternalBroker() {}

    /** A factory of connections that fail if the broker does not answer soon. */
    public static ActiveMQConnectionFactory impatient(String url, Credentials credentials, TrustStore trust) {
        ActiveMQConnectionFactory factory =
                BrokerConnections.factory(BrokerUrl.withTimeout(url, KNOCK_MILLIS), credentials, trust);
        factory.setConnectResponseTimeout(KNOCK_MILLIS);
        return factory;
    }

    /**
     * A factory of connections, after one was tried. A broker that is merely away is waited for: machines that start together
     * do not wait for each other.
     *
     * @throws IllegalArgumentException if the broker cannot be used for a reason that no waiting mends; names the setting
     */
    static ActiveMQConnectionFactory connections(String url, Credentials credentials, TrustStore trust) {
        ActiveMQConnectionFactory knocking = impatient(url, credentials, trust);
        try (Connection connection = knocking.createConnection()) {
            connection.start();
        } catch (JMSException e) {
            BrokerRefusal.of(e, url, credentials).ifPresent(refusal -> {
                throw new IllegalArgumentException(refusal, e);
            });
            LOG.warn(
                    "The broker at {} cannot be reached, see staffetta.broker.url; the gateway waits for it: {}",
                    BrokerUrl.shown(url),
                    BrokerOutage.words(e));
        }
        return BrokerConnections.factory(url, credentials, trust);
    }
}
