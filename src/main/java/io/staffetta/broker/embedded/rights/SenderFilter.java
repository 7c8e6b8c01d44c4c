package io.staffetta.broker.embedded.rights;

import io.staffetta.message.MessageHeaders;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.apache.activemq.broker.Broker;
import org.apache.activemq.broker.BrokerFilter;
import org.apache.activemq.broker.ConnectionContext;
import org.apache.activemq.broker.ConsumerBrokerExchange;
import org.apache.activemq.broker.ProducerBrokerExchange;
import org.apache.activemq.broker.region.Subscription;
import org.apache.activemq.command.ActiveMQDestination;
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
import org.apache.activemq.selector.SelectorParser;

/**
 * Checks each command of a sender before the broker carries it out.
 *
 * <p>Thread-safe.
 */
final class SenderFilter extends BrokerFilter {

    /** What clients listen to so that they hear of temporary destinations that end. They may, but there is nothing to hear. */
    private static final String TEMPORARY_ONES = "ActiveMQ.Advisory.Temp";

    private static final Pattern PREFIXES = Pattern.compile("^((no_)?(convert_string_expressions|hyphenated_props):)+");

    private final ApplicationLogins applications;
    private final DestinationRights destinations;
    /** By id, to know whose a temporary queue is. */
    private final Map<String, ConnectionContext> connections = new ConcurrentHashMap<>();

    SenderFilter(Broker next, ApplicationLogins applications, DestinationRights destinations) {
        super(next);
        this.applications = applications;
        this.destinations = destinations;
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
            destinations.checkWrite(context, info.getDestination());
        }
        super.addProducer(context, info);
    }

    @Override
    public void send(ProducerBrokerExchange producer, Message message) throws Exception {
        ConnectionContext context = producer.getConnectionContext();
        if (Login.isSender(context)) {
            destinations.checkWrite(context, message.getDestination());
            destinations.checkReplyTo(context, message.getReplyTo(), connections);
            OwnConnection.checkOwn(
                    context, message.getMessageId().getProducerId().getConnectionId());
            checkActive(context);
            message.setOriginalDestination(null);
            // Whose it is the login says, never the sender.
            message.removeProperty(MessageHeaders.SENT_BY);
            message.removeProperty(OwnOutcomes.APPLICATION);
            Optional<ApplicationLogins.Entered> application = Login.entered(context);
            if (application.isPresent()) {
                message.setProperty(MessageHeaders.SENT_BY, application.get().sentBy());
            }
        }
        super.send(producer, message);
    }

    @Override
    public Subscription addConsumer(ConnectionContext context, ConsumerInfo info) throws Exception {
        if (Login.isSender(context)) {
            OwnConnection.checkOwn(context, info.getConsumerId().getConnectionId());
            if (isForTemporaryOnes(info.getDestination())) {
                return null;
            }
            checkActive(context);
            destinations.checkRead(context, info.getDestination());
            readOnlyOwn(context, info);
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
        OwnConnection.checkOwnIfSender(context, pull.getConsumerId());
        return super.messagePull(context, pull);
    }

    @Override
    public void acknowledge(ConsumerBrokerExchange consumer, MessageAck ack) throws Exception {
        OwnConnection.checkOwnIfSender(consumer.getConnectionContext(), ack.getConsumerId());
        super.acknowledge(consumer, ack);
    }

    @Override
    public void processConsumerControl(ConsumerBrokerExchange consumer, ConsumerControl control) {
        ConnectionContext context = consumer.getConnectionContext();
        if (!Login.isSender(context)
                || OwnConnection.isOwn(context, control.getConsumerId().getConnectionId())) {
            super.processConsumerControl(consumer, control);
        }
    }

    @Override
    public void addDestinationInfo(ConnectionContext context, DestinationInfo info) throws Exception {
        destinations.checkTemporary(context, info.getDestination());
        super.addDestinationInfo(context, info);
    }

    @Override
    public void removeDestinationInfo(ConnectionContext context, DestinationInfo info) throws Exception {
        destinations.checkTemporary(context, info.getDestination());
        super.removeDestinationInfo(context, info);
    }

    @Override
    public TransactionId[] getPreparedTransactions(ConnectionContext context) throws Exception {
        return Login.isSender(context) ? new TransactionId[0] : super.getPreparedTransactions(context);
    }

    private void checkActive(ConnectionContext context) throws JMSException {
        Optional<ApplicationLogins.Entered> application = Login.entered(context);
        if (application.isPresent() && !applications.isActive(application.get().tokenId())) {
            throw new JMSSecurityException(RefusalLog.MARK + "the token of this application is not good any more");
        }
    }

    /** Kept with a durable subscription, too, while its application is away: {@link OwnOutcomes} looks again. */
    private static void readOnlyOwn(ConnectionContext context, ConsumerInfo info) throws JMSException {
        String application = Login.application(context);
        if (info.getDestination().isTemporary() || application.isEmpty()) {
            return;
        }
        String own = OwnOutcomes.APPLICATION + " = '" + application + "'";
        String given = info.getSelector();
        if (given == null || given.isBlank()) {
            info.setSelector(own);
        } else {
            // By itself it must be whole: a bracket that it closes and did not open would end the condition before it.
            SelectorParser.parse(given);
            // STOMP has a word in front of each selector, that says how it is to be read.
            String condition = PREFIXES.matcher(given).replaceFirst("");
            String prefixes = given.substring(0, given.length() - condition.length());
            info.setSelector(prefixes + own + " AND (" + condition + ")");
        }
    }

    private static boolean isForTemporaryOnes(ActiveMQDestination destination) {
        return destination.isTopic()
                && List.of(
                                destination.isComposite()
                                        ? destination.getCompositeDestinations()
                                        : new ActiveMQDestination[] {destination})
                        .stream()
                        .allMatch(part -> part.getPhysicalName().startsWith(TEMPORARY_ONES));
    }
}
