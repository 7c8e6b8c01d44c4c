package io.staffetta.broker;

import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.activemq.RedeliveryPolicy;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;

/** How this process connects to the broker, whichever it is. */
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
        ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(url);
        if (!credentials.isAnonymous()) {
            factory.setUserName(credentials.user());
            factory.setPassword(credentials.password());
        }
        // The gateway decides itself when to give up: with a limit the client would move messages to ActiveMQ.DLQ.
        RedeliveryPolicy policy = factory.getRedeliveryPolicy();
        policy.setMaximumRedeliveries(RedeliveryPolicy.NO_MAXIMUM_REDELIVERIES);
        policy.setInitialRedeliveryDelay(1000);
        factory.setWatchTopicAdvisories(false);
        // Consumers are made before their connection starts; under load that takes longer than it finds right.
        factory.setWarnAboutUnstartedConnectionTimeout(-1);
        return factory;
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
