package io.staffetta.broker;

import jakarta.jms.ResourceAllocationException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.activemq.broker.Broker;
import org.apache.activemq.broker.BrokerFilter;
import org.apache.activemq.broker.BrokerPlugin;
import org.apache.activemq.broker.ConnectionContext;
import org.apache.activemq.broker.ProducerBrokerExchange;
import org.apache.activemq.broker.region.Destination;
import org.apache.activemq.command.ActiveMQDestination;
import org.apache.activemq.command.ActiveMQTempDestination;
import org.apache.activemq.command.ConnectionInfo;
import org.apache.activemq.command.DestinationInfo;
import org.apache.activemq.command.Message;
import org.apache.activemq.security.SecurityContext;
import org.apache.activemq.usage.MemoryUsage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps temporary queues from taking the memory of the broker: what lies there is in memory alone, and where that is full nothing is
 * taken in any more. All of them together hold a quarter of it, those of one login an eighth; then those that have some already get
 * no more, and from twice as much on none does. A login that has little gets its own also when others hoard. A client that does not
 * read its answers misses some.
 */
public final class TemporaryQueueLimit implements BrokerPlugin {

    private static final Logger LOG = LoggerFactory.getLogger(TemporaryQueueLimit.class);
    private static final int MOST_QUEUES = 1_000;
    private static final int MOST_OF_LOGIN = 250;
    /** What a login may have in any case. */
    private static final int FEW_QUEUES = 10;

    private static final int PARTS = 4;
    /** What a queue may have in any case while there is room, in bytes. */
    private static final long LITTLE = 64 * 1024;
    /** The same of all queues of a login. */
    private static final long LITTLE_OF_LOGIN = 1024 * 1024;

    @Override
    public Broker installPlugin(Broker broker) {
        return new Filter(broker);
    }

    private static final class Filter extends BrokerFilter {

        /** As whom each connection has logged in, by its id. */
        private final Map<String, String> logins = new ConcurrentHashMap<>();

        private final Set<String> told = ConcurrentHashMap.newKeySet();

        Filter(Broker next) {
            super(next);
        }

        @Override
        public void addConnection(ConnectionContext context, ConnectionInfo info) throws Exception {
            super.addConnection(context, info);
            logins.put(info.getConnectionId().getValue(), login(context));
        }

        @Override
        public void removeConnection(ConnectionContext context, ConnectionInfo info, Throwable error) throws Exception {
            super.removeConnection(context, info, error);
            logins.remove(info.getConnectionId().getValue());
        }

        private static String login(ConnectionContext context) {
            SecurityContext security = context.getSecurityContext();
            return security == null || security.getUserName() == null ? "" : security.getUserName();
        }

        /** Empty for one that is gone, with its queues in a moment. */
        private String login(ActiveMQDestination destination) {
            String connection =
                    destination instanceof ActiveMQTempDestination temporary ? temporary.getConnectionId() : null;
            return connection == null ? "" : logins.getOrDefault(connection, "");
        }

        @Override
        public void addDestinationInfo(ConnectionContext context, DestinationInfo info) throws Exception {
            if (info.getDestination().isTemporary()) {
                checkNumber(
                        login(context), getDestinationMap(info.getDestination()).keySet());
            }
            super.addDestinationInfo(context, info);
        }

        private void checkNumber(String login, Set<ActiveMQDestination> all) throws ResourceAllocationException {
            if (all.size() < FEW_QUEUES) {
                return;
            }
            long own = all.stream().filter(one -> login(one).equals(login)).count();
            if (own >= MOST_OF_LOGIN) {
                throw new ResourceAllocationException(
                        "'" + login + "' has " + own + " temporary queues: use one for many answers");
            }
            if (all.size() >= MOST_QUEUES && own >= FEW_QUEUES) {
                throw new ResourceAllocationException(
                        "There are " + all.size() + " temporary queues: use one for many answers");
            }
        }

        @Override
        public void send(ProducerBrokerExchange producer, Message message) throws Exception {
            ActiveMQDestination destination = message.getDestination();
            if (destination.isTemporary() && isFull(destination)) {
                if (told.add(login(destination))) {
                    LOG.warn(
                            "Clients logged in as '{}' do not read their temporary queues, and miss messages there: the"
                                    + " memory for them is full",
                            login(destination));
                }
                return;
            }
            super.send(producer, message);
        }

        private boolean isFull(ActiveMQDestination destination) {
            MemoryUsage memory = getBrokerService().getSystemUsage().getMemoryUsage();
            if (memory.getPercentUsage() < 100 / PARTS / 2) {
                told.clear();
                return false;
            }
            Map<ActiveMQDestination, Destination> all = getDestinationMap(destination);
            String login = login(destination);
            long held = 0;
            long own = 0;
            for (Map.Entry<ActiveMQDestination, Destination> one : all.entrySet()) {
                long bytes = one.getValue().getMemoryUsage().getUsage();
                held += bytes;
                own += login(one.getKey()).equals(login) ? bytes : 0;
            }
            Destination queue = all.get(destination);
            boolean hasSome = queue != null && queue.getMemoryUsage().getUsage() > LITTLE;
            long most = memory.getLimit() / PARTS;
            return own > (hasSome ? most / 2 : most) || held > (hasSome && own > LITTLE_OF_LOGIN ? most : 2 * most);
        }
    }
}
