package io.staffetta.it.support;

import io.staffetta.broker.BrokerConnections;
import io.staffetta.broker.Credentials;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;

/** A real broker in a process of its own, which a test may stop, kill and start again on the same port and data. */
public interface ExternalBroker extends AutoCloseable {

    /** Who may connect. */
    Credentials CREDENTIALS = new Credentials("staffetta", "broker-password");

    /** Key of the gateways on it. */
    String KEY = "a key for gateways of tests";

    /** Starts it, or starts it again, and returns when it takes connections. */
    void start();

    /** Stops it as an administrator would. */
    void stop();

    /** Ends it as a crash would: kill -9. */
    void kill();

    /** Port for OpenWire. */
    int port();

    /** Port for OpenWire over TLS, with the certificate of {@link TestCertificate}. */
    int tlsPort();

    @Override
    void close();

    /** URL for OpenWire, without options. */
    default String url() {
        return "tcp://127.0.0.1:" + port();
    }

    /** A new connection of the test's own, started. */
    default Connection connect() throws JMSException {
        Connection connection = BrokerConnections.factory(url(), CREDENTIALS).createConnection();
        connection.start();
        return connection;
    }
}
