package io.staffetta.broker;

import jakarta.jms.ResourceAllocationException;
import java.util.Map;
import org.apache.activemq.broker.Broker;
import org.apache.activemq.broker.BrokerFilter;
import org.apache.activemq.broker.BrokerPlugin;
import org.apache.activemq.broker.ConnectionContext;
import org.apache.activemq.broker.ProducerBrokerExchange;
import org.apache.activemq.broker.region.Destination;
import org.apache.activemq.command.ActiveMQDestination;
import org.apache.activemq.command.DestinationInfo;
import org.apache.activemq.command.Message;
import org.apache.activemq.usage.MemoryUsage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps temporary queues from taking the memory of the broker: what lies there is in memory alone, and where that is full nothing is
 * taken in any more. Together they hold a quarter of it; then those that have some already get no more, and from half of it on
 * none does. A client that does not read its answers misses some.
 */
public final class TemporaryQueueLimit implements BrokerPlugin {

    private static final Logger LOG = LoggerFactory.getLogger(TemporaryQueueLimit.class);
    private static final int MOST_QUEUES = 1_000;
    private static final int PARTS = 4;
    /** What a queue may have in any case while there is room, in bytes. */
    private static final long LITTLE = 64 * 1024;

    @Override
    public Broker installPlugin(Broker broker) {
        return new Filter(broker);
    }

    private static final class Filter extends BrokerFilter {

        private volatile boolean isTold;

        Filter(Broker next) {
            super(next);
        }

        @Override
        public void addDestinationInfo(ConnectionContext context, DestinationInfo info) throws Exception {
            if (info.getDestination().isTemporary()
                    && getDestinationMap(info.getDestination()).size() >= MOST_QUEUES) {
                throw new ResourceAllocationException(
                        "There are " + MOST_QUEUES + " temporary queues: use one for many answers");
            }
            super.addDestinationInfo(context, info);
        }

        @Override
        public void send(ProducerBrokerExchange producer, Message message) throws Exception {
            ActiveMQDestination destination = message.getDestination();
            if (destination.isTemporary() && isFull(destination)) {
                if (!isTold) {
                    isTold = true;
                    LOG.warn("Clients do not read their temporary queues, and miss messages there: the memory for"
                            + " them is full");
                }
                return;
            }
            super.send(producer, message);
        }

        private boolean isFull(ActiveMQDestination destination) {
            MemoryUsage memory = getBrokerService().getSystemUsage().getMemoryUsage();
            if (memory.getPercentUsage() < 100 / PARTS) {
                isTold = false;
                return false;
            }
            Map<ActiveMQDestination, Destination> all = getDestinationMap(destination);
            long held = all.values().stream()
                    .mapToLong(one -> one.getMemoryUsage().getUsage())
                    .sum();
            Destination own = all.get(destination);
            long most = memory.getLimit() / PARTS;
            boolean hasSome = own != null && own.getMemoryUsage().getUsage() > LITTLE;
            return held > (hasSome ? most : 2 * most);
        }
    }
}
