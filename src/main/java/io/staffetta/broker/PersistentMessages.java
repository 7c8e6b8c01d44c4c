package io.staffetta.broker;

import org.apache.activemq.broker.Broker;
import org.apache.activemq.broker.BrokerFilter;
import org.apache.activemq.broker.BrokerPlugin;
import org.apache.activemq.broker.ProducerBrokerExchange;
import org.apache.activemq.command.Message;

/**
 * Puts every message for a queue of the gateway on disk, whatever its sender asked for: a STOMP client that forgets {@code
 * persistent:true} would lose its message in a crash.
 */
final class PersistentMessages implements BrokerPlugin {

    private static final String OURS = "sms.";

    @Override
    public Broker installPlugin(Broker broker) {
        return new BrokerFilter(broker) {
            @Override
            public void send(ProducerBrokerExchange producer, Message message) throws Exception {
                if (message.getDestination().getPhysicalName().startsWith(OURS)) {
                    message.setPersistent(true);
                }
                super.send(producer, message);
            }
        };
    }
}
