package io.staffetta.broker.embedded;

import io.staffetta.broker.QueueNames;
import io.staffetta.thread.DaemonThreads;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.activemq.broker.Broker;
import org.apache.activemq.broker.BrokerFilter;
import org.apache.activemq.broker.BrokerPlugin;
import org.apache.activemq.broker.ConnectionContext;
import org.apache.activemq.broker.ConsumerBrokerExchange;
import org.apache.activemq.broker.region.Destination;
import org.apache.activemq.broker.region.Subscription;
import org.apache.activemq.command.ActiveMQDestination;
import org.apache.activemq.command.ConsumerId;
import org.apache.activemq.command.ConsumerInfo;
import org.apache.activemq.command.MessageAck;

/**
 * Lets browsers read the dead letter queue from the disk, however long it is. The broker itself would keep all of it in memory for
 * them, and after them, and show only as much as fits there.
 */
final class DeadLetterBrowsing implements BrokerPlugin {

    @Override
    public Broker installPlugin(Broker broker) {
        return new Looks(broker);
    }

    private static final class Looks extends BrokerFilter {

        private final Map<ConsumerId, DeadLetterBrowser> looks = new ConcurrentHashMap<>();
        private final ExecutorService executor =
                Executors.newSingleThreadExecutor(DaemonThreads.named("dead-letter-browsing"));

        Looks(Broker next) {
            super(next);
        }

        @Override
        public Subscription addConsumer(ConnectionContext context, ConsumerInfo info) throws Exception {
            ActiveMQDestination destination = info.getDestination();
            if (!info.isBrowser()
                    || !destination.isQueue()
                    || !destination.getPhysicalName().equals(QueueNames.DEAD_LETTER)) {
                return super.addConsumer(context, info);
            }
            Destination queue = getNext().addDestination(context, destination, false);
            if (queue.getMessageStore() == null) {
                return super.addConsumer(context, info);
            }
            DeadLetterBrowser look = new DeadLetterBrowser(context, info, queue, executor);
            looks.put(info.getConsumerId(), look);
            look.start();
            return null;
        }

        @Override
        public void removeConsumer(ConnectionContext context, ConsumerInfo info) throws Exception {
            DeadLetterBrowser look = looks.remove(info.getConsumerId());
            if (look == null) {
                super.removeConsumer(context, info);
            } else {
                look.stop();
            }
        }

        @Override
        public void acknowledge(ConsumerBrokerExchange exchange, MessageAck ack) throws Exception {
            DeadLetterBrowser look = looks.get(ack.getConsumerId());
            if (look == null) {
                super.acknowledge(exchange, ack);
            } else {
                look.taken(ack);
            }
        }

        @Override
        public void stop() throws Exception {
            executor.shutdownNow();
            super.stop();
        }
    }
}
