package io.staffetta.broker;

import io.staffetta.message.MessageReader;
import io.staffetta.message.Priority;
import io.staffetta.thread.RightOfWay;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.activemq.broker.Broker;
import org.apache.activemq.broker.BrokerFilter;
import org.apache.activemq.broker.BrokerPlugin;
import org.apache.activemq.broker.ProducerBrokerExchange;
import org.apache.activemq.broker.region.DestinationInterceptor;
import org.apache.activemq.broker.region.virtual.CompositeQueue;
import org.apache.activemq.broker.region.virtual.FilteredDestination;
import org.apache.activemq.broker.region.virtual.VirtualDestination;
import org.apache.activemq.broker.region.virtual.VirtualDestinationInterceptor;
import org.apache.activemq.command.ActiveMQMessage;
import org.apache.activemq.command.Message;

/**
 * Keeps urgent messages from waiting behind a flood that is being taken in.
 *
 * <p>A message for {@value #INTAKE} gets the JMS priority that it asks for, whether by its {@code priority} property, its
 * JSON, or the JMS priority itself. An urgent one is then put on {@value #URGENT} instead, in the same transaction: on one
 * queue with others it would wait for those that have been handed over ahead of it. While one is on its way others are not
 * taken from their senders, whose thousands a second would have the disk and the processor; and for a second after it no
 * faster than the gateway takes them in.
 */
public final class UrgentFirst implements BrokerPlugin {

    /** Where senders put messages. */
    public static final String INTAKE = "sms.outbound";

    /** Where the broker puts the urgent ones of them. */
    public static final String URGENT = "sms.outbound.urgent";

    private static final BodyConverter BODIES = new BodyConverter();

    private final RightOfWay way;

    /**
     * @param way which urgent messages have from now on
     */
    public UrgentFirst(RightOfWay way) {
        this.way = way;
    }

    /** Moves urgent messages by ActiveMQ's own means. */
    public static DestinationInterceptor interceptor() {
        try {
            FilteredDestination urgent = new FilteredDestination();
            urgent.setQueue(URGENT);
            urgent.setSelector("JMSPriority > 6");
            CompositeQueue intake = new CompositeQueue();
            intake.setName(INTAKE);
            intake.setForwardTo(List.of(urgent));
            intake.setSendWhenNotMatched(true);
            VirtualDestinationInterceptor interceptor = new VirtualDestinationInterceptor();
            interceptor.setVirtualDestinations(new VirtualDestination[] {intake});
            return interceptor;
        } catch (Exception e) {
            throw new IllegalStateException("The selector cannot be read", e);
        }
    }

    @Override
    public Broker installPlugin(Broker broker) {
        return new BrokerFilter(broker) {
            @Override
            public void send(ProducerBrokerExchange producer, Message message) throws Exception {
                if (message instanceof ActiveMQMessage ours
                        && message.getDestination().getPhysicalName().equals(INTAKE)) {
                    setPriority(ours);
                    makeWay(ours);
                }
                super.send(producer, message);
            }
        };
    }

    private void makeWay(ActiveMQMessage message) {
        if (Priority.ofJms(message.getPriority()) != Priority.HIGH) {
            LockSupport.parkNanos(way.pause());
            way.giveWay();
        } else if (!message.isInTransaction()) {
            // One of a transaction comes with its commit, for which its sender needs to be heard.
            way.came();
        }
    }

    private static void setPriority(ActiveMQMessage message) throws IOException {
        Map<String, Object> headers = new HashMap<>(message.getProperties());
        int given = Byte.toUnsignedInt(message.getPriority());
        headers.put("JMSPriority", given);
        // A copy: to read a text takes it out of the message.
        ActiveMQMessage copy = (ActiveMQMessage) message.copy();
        copy.setReadOnlyBody(true);
        MessageReader.priority(BODIES.fromMessage(copy), headers)
                .filter(asked -> asked != Priority.ofJms(given))
                .ifPresent(asked -> message.setPriority((byte) asked.jmsPriority()));
    }
}
