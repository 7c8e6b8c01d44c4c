package io.staffetta.gateway;

import io.staffetta.broker.BodyConverter;
import io.staffetta.broker.BrokerOutage;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.main.Main;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;

/** How routes reach the broker. */
final class BrokerBeans {

    private BrokerBeans() {}

    /** Binds what routes take messages with, and put them. */
    static void bind(Main main, JmsPoolConnectionFactory pool, ActiveMQConnectionFactory connections) {
        main.bind("jms", jms(pool));
        main.bind("brokerConnections", connections);
    }

    private static JmsComponent jms(JmsPoolConnectionFactory pool) {
        JmsComponent jms = JmsComponent.jmsComponent(pool);
        jms.setMessageConverter(new BodyConverter());
        // Priority, reply address and persistence are those in the headers that Outbox sets.
        jms.setPreserveMessageQos(true);
        jms.setErrorHandler(BrokerOutage::log);
        return jms;
    }
}
