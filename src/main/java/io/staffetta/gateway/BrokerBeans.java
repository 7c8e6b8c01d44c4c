package io.staffetta.gateway;

import io.staffetta.broker.BodyConverter;
import io.staffetta.broker.BrokerOutage;
import io.staffetta.broker.OneTransaction;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.main.Main;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;

/** How routes reach the broker. */
final class BrokerBeans {

    private BrokerBeans() {}

    /**
     * Binds what routes take messages with, and put them.
     *
     * @return has what they put go in one transaction
     */
    static OneTransaction bind(Main main, JmsPoolConnectionFactory pool) {
        main.bind("jms", jms(pool));
        return new OneTransaction(pool);
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
