package io.staffetta.broker;

import javax.net.ssl.TrustManager;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.activemq.ActiveMQSslConnectionFactory;
import org.apache.activemq.RedeliveryPolicy;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;

/** Makes connections to the broker, embedded or external. */
public final class BrokerConnections {

    private static final int MAX_POOLED_CONNECTIONS = 8;

    private BrokerConnections() {}

    /**
     * A factory of new connections.
     *
     * @param url any URL of ActiveMQ's client
     * @param credentials user and password
     */
    public static ActiveMQConnectionFactory factory(String url, Credentials credentials) {
        return factory(url, credentials, TrustStore.OF_JAVA);
    }

    /**
     * A factory of new connections.
     *
     * @param url any URL of ActiveMQ's client
     * @param credentials user and password
     * @param trust whom to believe over TLS
     * @throws IllegalArgumentException if the URL is none, or the trust store cannot be used; names the setting
     */
    public static ActiveMQConnectionFactory factory(String url, Credentials credentials, TrustStore trust) {
        return prepared(create(url, trust), credentials);
    }

    /**
     * A factory of new connections over TLS.
     *
     * @param url URL that begins with {@code ssl:}
     * @param credentials user and password
     * @param trust whom to believe
     */
    public static ActiveMQConnectionFactory factory(String url, Credentials credentials, TrustManager trust) {
        ActiveMQSslConnectionFactory factory = CertainConnections.sslFactory(url);
        factory.setKeyAndTrustManagers(null, new TrustManager[] {trust}, null);
        return prepared(factory, credentials);
    }

    private static ActiveMQConnectionFactory prepared(ActiveMQConnectionFactory factory, Credentials credentials) {
        if (!credentials.isAnonymous()) {
            factory.setUserName(credentials.user());
            factory.setPassword(credentials.password());
        }
        // The gateway decides itself when to give up: with a limit the client would move messages to ActiveMQ.DLQ.
        RedeliveryPolicy policy = factory.getRedeliveryPolicy();
        policy.setMaximumRedeliveries(RedeliveryPolicy.NO_MAXIMUM_REDELIVERIES);
        policy.setInitialRedeliveryDelay(1000);
        // What comes again after a lost connection is to be worked on: the client would move it to ActiveMQ.DLQ.
        factory.setCheckForDuplicates(false);
        factory.setTransportListener(BrokerOutage.listener());
        factory.setWatchTopicAdvisories(false);
        factory.setSessionTaskRunner(SessionTasks.SHARED);
        // Consumers are made before their connection starts; under load that takes longer than it finds right.
        factory.setWarnAboutUnstartedConnectionTimeout(-1);
        return factory;
    }

    private static ActiveMQConnectionFactory create(String url, TrustStore trust) {
        try {
            if (!trust.isGiven()) {
                return CertainConnections.factory(url);
            }
            trust.check();
            ActiveMQSslConnectionFactory factory = CertainConnections.sslFactory(url);
            factory.setTrustStore(trust.file().toUri().toString());
            factory.setTrustStorePassword(trust.password());
            return factory;
        } catch (IllegalArgumentException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalArgumentException("The trust store cannot be used: " + e.getMessage(), e);
        }
    }

    /** A pool over a factory, for producers and for consumers that share a session with them. */
    public static JmsPoolConnectionFactory pool(ActiveMQConnectionFactory factory) {
        JmsPoolConnectionFactory pool = new JmsPoolConnectionFactory();
        pool.setConnectionFactory(factory);
        pool.setMaxConnections(MAX_POOLED_CONNECTIONS);
        pool.setConnectionIdleTimeout(0);
        return pool;
    }
}
