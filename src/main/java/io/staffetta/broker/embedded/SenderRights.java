package io.staffetta.broker.embedded;

import io.staffetta.broker.QueueNames;
import io.staffetta.broker.UrgentFirst;
import io.staffetta.config.Suggestion;
import io.staffetta.message.Envelope;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.apache.activemq.broker.Broker;
import org.apache.activemq.broker.BrokerFilter;
import org.apache.activemq.broker.BrokerPlugin;
import org.apache.activemq.broker.ConnectionContext;
import org.apache.activemq.broker.ConsumerBrokerExchange;
import org.apache.activemq.broker.ProducerBrokerExchange;
import org.apache.activemq.broker.region.Subscription;
import org.apache.activemq.command.ActiveMQDestination;
import org.apache.activemq.command.ActiveMQTempDestination;
import org.apache.activemq.command.ConnectionInfo;
import org.apache.activemq.command.ConsumerControl;
import org.apache.activemq.command.ConsumerId;
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
 * What a sender may do on the embedded broker: write to the queues of the intake, read the topic of the outcomes, and use
 * temporary destinations. Everything else is refused, with the name that it may have meant: queues that do not exist, since a
 * message on one would lie there unread, and the gateway's own.
 */
final class SenderRights implements BrokerPlugin {

    private static final Set<String> WRITTEN = Set.of(UrgentFirst.INTAKE, UrgentFirst.URGENT);
    private static final String READ = QueueNames.OUTCOME;
    private static final String RIGHTS =
            "senders write to queue sms.outbound (in STOMP /queue/sms.outbound), read topic"
                    + " sms.outcome (/topic/sms.outcome), and use temporary queues";
    private static final List<String> OURS = List.of(
            "sms.account.",
            "sms.urgent.",
            "sms.retry.",
            QueueNames.DEAD_LETTER,
            "sms.redrive",
            QueueNames.INTERVENTION,
            "sms.mark",
            "sms.broker-");
    /** What clients listen to so that they hear of temporary destinations that end. They may, but there is nothing to hear. */
    private static final String TEMPORARY_ONES = "ActiveMQ.Advisory.Temp";

    private static final Pattern PREFIXES = Pattern.compile("^((no_)?(convert_string_expressions|hyphenated_props):)+");

    private final ApplicationLogins applications;
    private final Refusals refusals;

    SenderRights(ApplicationLogins applications, Refusals refusals) {
        this.applications = applications;
        this.refusals = refusals;
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
                checkWrite(context, info.getDestination());
            }
            super.addProducer(context, info);
        }

        @Override
        public void send(ProducerBrokerExchange producer, Message message) throws Exception {
            ConnectionContext context = producer.getConnectionContext();
            if (Login.isSender(context)) {
                checkWrite(context, message.getDestination());
                checkReplyTo(context, message.getReplyTo(), connections);
                checkOwn(context, message.getMessageId().getProducerId().getConnectionId());
                checkActive(context);
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
                checkOwn(context, info.getConsumerId().getConnectionId());
                if (isForTemporaryOnes(info.getDestination())) {
                    return null;
                }
                checkActive(context);
                checkRead(context, info.getDestination());
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
            checkOwnIfSender(context, pull.getConsumerId());
            return super.messagePull(context, pull);
        }

        @Override
        public void acknowledge(ConsumerBrokerExchange consumer, MessageAck ack) throws Exception {
            checkOwnIfSender(consumer.getConnectionContext(), ack.getConsumerId());
            super.acknowledge(consumer, ack);
        }

        @Override
        public void processConsumerControl(ConsumerBrokerExchange consumer, ConsumerControl control) {
            ConnectionContext context = consumer.getConnectionContext();
            if (!Login.isSender(context)
                    || isOwn(context, control.getConsumerId().getConnectionId())) {
                super.processConsumerControl(consumer, control);
            }
        }

        @Override
        public void addDestinationInfo(ConnectionContext context, DestinationInfo info) throws Exception {
            checkTemporary(context, info.getDestination());
            super.addDestinationInfo(context, info);
        }

        @Override
        public void removeDestinationInfo(ConnectionContext context, DestinationInfo info) throws Exception {
            checkTemporary(context, info.getDestination());
            super.removeDestinationInfo(context, info);
        }

        @Override
        public TransactionId[] getPreparedTransactions(ConnectionContext context) throws Exception {
            return Login.isSender(context) ? new TransactionId[0] : super.getPreparedTransactions(context);
        }
    }

    private void checkActive(ConnectionContext context) throws JMSException {
        Optional<ApplicationLogins.Entered> application = Login.entered(context);
        if (application.isPresent() && !applications.isActive(application.get().tokenId())) {
            throw new JMSSecurityException(Refusals.MARK + "the token of this application is not good any more");
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

    private void checkWrite(ConnectionContext context, ActiveMQDestination destination) throws JMSException {
        boolean allowed = destination.isTemporary()
                ? isOwn(context, destination)
                : destination.isQueue() && WRITTEN.contains(destination.getPhysicalName());
        if (!allowed) {
            refuse(context, destination, WRITTEN);
        }
    }

    private void checkRead(ConnectionContext context, ActiveMQDestination destination) throws JMSException {
        boolean allowed = destination.isTemporary()
                ? isOwn(context, destination)
                : destination.isTopic() && READ.equals(destination.getPhysicalName());
        if (!allowed) {
            refuse(context, destination, Set.of(READ));
        }
    }

    private void checkTemporary(ConnectionContext context, ActiveMQDestination destination) throws JMSException {
        if (Login.isSender(context) && !(destination.isTemporary() && isOwn(context, destination))) {
            refuse(context, destination, WRITTEN);
        }
    }

    /**
     * The gateway writes there, which may write everywhere: to the temporary queue of another login it would tell an outcome
     * that is not that one's.
     */
    private void checkReplyTo(
            ConnectionContext context, ActiveMQDestination replyTo, Map<String, ConnectionContext> connections)
            throws JMSException {
        if (replyTo != null
                && (!(replyTo instanceof ActiveMQTempDestination temporary)
                        || replyTo.isComposite()
                        || temporary.getConnectionId() == null
                        || isAnothers(context, connections.get(temporary.getConnectionId())))) {
            throw refused(
                    context,
                    "reply",
                    new InvalidDestinationException(Refusals.MARK + "the reply address " + named(replyTo)
                            + " is none that answers can go to: give a temporary queue of this login"));
        }
    }

    private void refuse(ConnectionContext context, ActiveMQDestination destination, Set<String> allowed)
            throws JMSException {
        String name = destination.getPhysicalName();
        if (destination.isComposite() || destination.isPattern()) {
            throw refused(
                    context,
                    "several",
                    new InvalidDestinationException(
                            Refusals.MARK + named(destination) + " stands for several: " + RIGHTS));
        }
        if (isKnown(name)) {
            throw refused(
                    context,
                    "own",
                    new JMSSecurityException(Refusals.MARK
                            + named(destination)
                            + (destination.isTemporary() || OURS.stream().anyMatch(name::startsWith)
                                    ? " is not this sender's: "
                                    : " cannot be used so: ")
                            + RIGHTS));
        }
        throw refused(
                context,
                "unknown",
                new InvalidDestinationException(Refusals.MARK + "there is no " + named(destination)
                        + Suggestion.of(Shown.text(name), allowed) + ": " + RIGHTS));
    }

    private static boolean isKnown(String name) {
        return WRITTEN.contains(name)
                || name.equals(READ)
                || name.startsWith("ID:")
                || OURS.stream().anyMatch(name::startsWith);
    }

    private <E extends JMSException> E refused(ConnectionContext context, String kind, E refusal) {
        refusals.tell(
                kind,
                refusal.getMessage() + ", from "
                        + Shown.text(String.valueOf(context.getConnection().getRemoteAddress())));
        return refusal;
    }

    private static String named(ActiveMQDestination destination) {
        return (destination.isTemporary() ? "temporary " : "")
                + (destination.isQueue() ? "queue '" : "topic '")
                + Shown.text(destination.getPhysicalName()) + "'";
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

    private static void checkOwnIfSender(ConnectionContext context, ConsumerId consumer) throws JMSException {
        if (Login.isSender(context)) {
            checkOwn(context, consumer.getConnectionId());
        }
    }

    /** Ids tell whose something is, and can be guessed: with one of another's a sender could settle what that one reads. */
    private static void checkOwn(ConnectionContext context, String connection) throws JMSException {
        if (!isOwn(context, connection)) {
            throw new JMSSecurityException(Refusals.MARK + "the id is that of another connection");
        }
    }

    /** Not of one that is gone: nobody reads there. */
    private static boolean isAnothers(ConnectionContext context, ConnectionContext owner) {
        return owner != null
                && (!Login.isSender(owner) || !Login.application(owner).equals(Login.application(context)));
    }

    private static boolean isOwn(ConnectionContext context, String connection) {
        return context.getConnectionId().getValue().equals(connection);
    }

    private static boolean isOwn(ConnectionContext context, ActiveMQDestination destination) {
        return destination instanceof ActiveMQTempDestination temporary
                && !destination.isComposite()
                && isOwn(context, temporary.getConnectionId());
    }
}
