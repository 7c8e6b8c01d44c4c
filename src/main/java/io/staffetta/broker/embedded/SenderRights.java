package io.staffetta.broker.embedded;

import io.staffetta.message.Envelope;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.activemq.broker.Broker;
import org.apache.activemq.broker.BrokerFilter;
import org.apache.activemq.broker.BrokerPlugin;
import org.apache.activemq.broker.ConnectionContext;
import org.apache.activemq.broker.ConsumerBrokerExchange;
import org.apache.activemq.broker.ProducerBrokerExchange;
import org.apache.activemq.broker.region.Subscription;
import org.apache.activemq.command.ConnectionInfo;
import org.apache.activemq.command.ConsumerControl;
import org.apache.activemq.command.ConsumerInfo;
import org.apache.activemq.command.DestinationInfo;
import org.apache.activemq.command.Message;
import org.apache.activemq.command.MessageAck;
import org.apache.activemq.command.MessagePull;
import org.apache.activemq.command.ProducerInfo;
import org.apache.activemq.command.RemoveSubscriptionInfo;
import org.apache.activemq.command.Response;
import org.apache.activemq.command.TransactionId;

/**
 * What a sender may do on the embedded broker: write to the queues of the intake, read the topic of the outcomes, and use
 * temporary destinations. Everything else is refused, with the name that it may have meant: queues that do not exist, since a
 * message on one would lie there unread, and the gateway's own.
 */
final class SenderRights implements BrokerPlugin {

    private final SenderChecks checks;

    SenderRights(ApplicationLogins applications, Refusals refusals) {
        checks = new SenderChecks(applications, refusals);
    }

    @Override
    public Broker installPlugin(Broker broker) {
        return new Filter(broker);
    }

    private final class Filter extends BrokerFilter {

        /** By id, to know whose a temporary queue is. */
        private final Map<String, ConnectionContext> connections = new ConcurrentHashMap<>();

        Filter(Broker next) {
            super(next);
        }

        @Override
        public void addConnection(ConnectionContext context, ConnectionInfo info) throws Exception {
            super.addConnection(context, info);
            connections.put(info.getConnectionId().getValue(), context);
        }

        @Override
        public void removeConnection(ConnectionContext context, ConnectionInfo info, Throwable error) throws Exception {
            connections.remove(info.getConnectionId().getValue(), context);
            super.removeConnection(context, info, error);
        }

        @Override
        public void addProducer(ConnectionContext context, ProducerInfo info) throws Exception {
            if (Login.isSender(context) && info.getDestination() != null) {
                checks.checkWrite(context, info.getDestination());
            }
            super.addProducer(context, info);
        }

        @Override
        public void send(ProducerBrokerExchange producer, Message message) throws Exception {
            ConnectionContext context = producer.getConnectionContext();
            if (Login.isSender(context)) {
                checks.checkWrite(context, message.getDestination());
                checks.checkReplyTo(context, message.getReplyTo(), connections);
                SenderChecks.checkOwn(
                        context, message.getMessageId().getProducerId().getConnectionId());
                checks.checkActive(context);
                message.setOriginalDestination(null);
                // Whose it is the login says, never the sender.
                message.removeProperty(Envelope.SENT_BY);
                message.removeProperty(OwnOutcomes.APPLICATION);
                Optional<ApplicationLogins.Entered> application = Login.entered(context);
                if (application.isPresent()) {
                    message.setProperty(Envelope.SENT_BY, application.get().sentBy());
                }
            }
            super.send(producer, message);
        }

        @Override
        public Subscription addConsumer(ConnectionContext context, ConsumerInfo info) throws Exception {
            if (Login.isSender(context)) {
                SenderChecks.checkOwn(context, info.getConsumerId().getConnectionId());
                if (SenderChecks.isForTemporaryOnes(info.getDestination())) {
                    return null;
                }
                checks.checkActive(context);
                checks.checkRead(context, info.getDestination());
                SenderChecks.readOnlyOwn(context, info);
            }
            return super.addConsumer(context, info);
        }

        @Override
        public void removeSubscription(ConnectionContext context, RemoveSubscriptionInfo info) throws Exception {
            if (Login.isSender(context)) {
                // Else it could end that of another.
                info.setClientId(context.getClientId());
            }
            super.removeSubscription(context, info);
        }

        @Override
        public Response messagePull(ConnectionContext context, MessagePull pull) throws Exception {
            SenderChecks.checkOwnIfSender(context, pull.getConsumerId());
            return super.messagePull(context, pull);
        }

        @Override
        public void acknowledge(ConsumerBrokerExchange consumer, MessageAck ack) throws Exception {
            SenderChecks.checkOwnIfSender(consumer.getConnectionContext(), ack.getConsumerId());
            super.acknowledge(consumer, ack);
        }

        @Override
        public void processConsumerControl(ConsumerBrokerExchange consumer, ConsumerControl control) {
            ConnectionContext context = consumer.getConnectionContext();
            if (!Login.isSender(context)
                    || SenderChecks.isOwn(context, control.getConsumerId().getConnectionId())) {
                super.processConsumerControl(consumer, control);
            }
        }

        @Override
        public void addDestinationInfo(ConnectionContext context, DestinationInfo info) throws Exception {
            checks.checkTemporary(context, info.getDestination());
            super.addDestinationInfo(context, info);
        }

        @Override
        public void removeDestinationInfo(ConnectionContext context, DestinationInfo info) throws Exception {
            checks.checkTemporary(context, info.getDestination());
            super.removeDestinationInfo(context, info);
        }

        @Override
        public TransactionId[] getPreparedTransactions(ConnectionContext context) throws Exception {
            return Login.isSender(context) ? new TransactionId[0] : super.getPreparedTransactions(context);
        }
    }
}
