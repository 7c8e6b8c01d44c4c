package io.staffetta.gateway;

import io.staffetta.broker.BodyConverter;
import io.staffetta.broker.BrokerConnections;
import io.staffetta.broker.BrokerOutage;
import io.staffetta.broker.OneTransaction;
import io.staffetta.delivery.Outbox;
import io.staffetta.delivery.Seals;
import io.staffetta.delivery.SenderHeaders;
import io.staffetta.gateway.settings.BrokerSettings;
import io.staffetta.message.Seal;
import org.apache.camel.component.jms.JmsComponent;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;

/** Wires the connections of routes to the broker, and the outbox. */
final class BrokerConfiguration implements AutoCloseable {

    private final JmsPoolConnectionFactory pool;
    private final OneTransaction transaction;
    private final Seals seals;
    private final Outbox outbox;

    BrokerConfiguration(Foundation on, Seal seal) {
        BrokerSettings settings = on.settings().broker();
        pool = BrokerConnections.pool(on.connections());
        transaction = new OneTransaction(pool);
        seals = new Seals(seal, settings.unsealedUntil(), on.clock());
        outbox = new Outbox(seals);
        on.bind("jms", jms(pool));
        on.bind("seals", seals);
        on.bind("outbox", outbox);
        on.bind("senderHeaders", new SenderHeaders(settings.isEmbedded()));
    }

    private static JmsComponent jms(JmsPoolConnectionFactory pool) {
        JmsComponent jms = JmsComponent.jmsComponent(pool);
        jms.setMessageConverter(new BodyConverter());
        // Priority, reply address and persistence are those in the headers that Outbox sets.
        jms.setPreserveMessageQos(true);
        jms.setErrorHandler(BrokerOutage::log);
        return jms;
    }

    /** Has what routes put onto queues go in one transaction. */
    OneTransaction transaction() {
        return transaction;
    }

    Seals seals() {
        return seals;
    }

    Outbox outbox() {
        return outbox;
    }

    @Override
    public void close() {
        pool.stop();
    }
}
