package io.staffetta.broker.embedded.rights;

import io.staffetta.message.Expiration;
import java.io.IOException;
import java.util.Arrays;
import org.apache.activemq.broker.Broker;
import org.apache.activemq.broker.BrokerFilter;
import org.apache.activemq.broker.BrokerPlugin;
import org.apache.activemq.broker.ProducerBrokerExchange;
import org.apache.activemq.command.Message;
import org.apache.activemq.util.ByteSequence;

/**
 * Makes every message for a queue of the gateway safe, whatever its sender asked for.
 *
 * <ul>
 *   <li>It is put on disk: a STOMP client that forgets {@code persistent:true} would lose its message in a crash.
 *   <li>It does not expire on the broker, which would move it out of sight. Its expiration becomes a property, by which the
 *       gateway knows the deadline.
 *   <li>If its properties cannot be read it is refused: nobody could take it off its queue.
 *   <li>In memory it takes no more than it says: what is sent from this process has buffers of a kilobyte for a few words.
 * </ul>
 */
public final class PersistentMessages implements BrokerPlugin {

    private static final String OURS = "sms.";

    private static void keepFromExpiring(Message message) throws IOException {
        if (message.getExpiration() > 0) {
            message.setProperty(Expiration.KEPT, message.getExpiration());
            message.setExpiration(0);
        }
    }

    /** The limit of the broker's memory counts what is in the buffers, not how long they are. */
    private static void trim(Message message) throws IOException {
        message.beforeMarshall(null);
        for (ByteSequence buffer : Arrays.asList(message.getContent(), message.getMarshalledProperties())) {
            if (buffer != null) {
                buffer.compact();
            }
        }
    }

    @Override
    public Broker installPlugin(Broker broker) {
        return new BrokerFilter(broker) {
            @Override
            public void send(ProducerBrokerExchange producer, Message message) throws Exception {
                if (message.getDestination().getPhysicalName().startsWith(OURS)) {
                    message.setPersistent(true);
                    message.getProperties();
                    if (Login.isSender(producer.getConnectionContext())) {
                        message.removeProperty(Expiration.KEPT);
                    }
                    keepFromExpiring(message);
                    trim(message);
                }
                super.send(producer, message);
            }
        };
    }
}
