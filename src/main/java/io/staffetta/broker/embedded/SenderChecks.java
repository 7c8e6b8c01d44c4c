package io.staffetta.broker.embedded;

import io.staffetta.broker.QueueNames;
import io.staffetta.broker.UrgentFirst;
import io.staffetta.config.Suggestion;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.activemq.broker.ConnectionContext;
import org.apache.activemq.command.ActiveMQDestination;
import org.apache.activemq.command.ActiveMQTempDestination;
import org.apache.activemq.command.ConsumerId;
import org.apache.activemq.command.ConsumerInfo;
import org.apache.activemq.selector.SelectorParser;

/**
 * Looks whether what a sender asks of the embedded broker is within its rights, and refuses it in words if not; each refusal is
 * logged by {@link Refusals}.
 *
 * <p>Thread-safe.
 */
final class SenderChecks {

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

    private final ApplicationLogins applications;
    private final Refusals refusals;

    SenderChecks(ApplicationLogins applications, Refusals refusals) {
        this.applications = applications;
        this.refusals = refusals;
    }

    void checkActive(ConnectionContext context) throws JMSException {
        Optional<ApplicationLogins.Entered> application = Login.entered(context);
        if (application.isPresent() && !applications.isActive(application.get().tokenId())) {
            throw new JMSSecurityException(Refusals.MARK + "the token of this application is not good any more");
        }
    }

    /** Kept with a durable subscription, too, while its application is away: {@link OwnOutcomes} looks again. */
    static void readOnlyOwn(ConnectionContext context, ConsumerInfo info) throws JMSException {
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
            info.setSelector(own + " AND (" + given + ")");
        }
    }

    /** Looks whether a sender may write to a destination. */
    void checkWrite(ConnectionContext context, ActiveMQDestination destination) throws JMSException {
        boolean allowed = destination.isTemporary()
                ? isOwn(context, destination)
                : destination.isQueue() && WRITTEN.contains(destination.getPhysicalName());
        if (!allowed) {
            refuse(context, destination, WRITTEN);
        }
    }

    /** Looks whether a sender may read from a destination. */
    void checkRead(ConnectionContext context, ActiveMQDestination destination) throws JMSException {
        boolean allowed = destination.isTemporary()
                ? isOwn(context, destination)
                : destination.isTopic() && READ.equals(destination.getPhysicalName());
        if (!allowed) {
            refuse(context, destination, Set.of(READ));
        }
    }

    /** Looks whether a destination that a sender makes or removes is a temporary one of its own. */
    void checkTemporary(ConnectionContext context, ActiveMQDestination destination) throws JMSException {
        if (Login.isSender(context) && !(destination.isTemporary() && isOwn(context, destination))) {
            refuse(context, destination, WRITTEN);
        }
    }

    /**
     * The gateway writes there, which may write everywhere: to the temporary queue of another login it would tell an outcome
     * that is not that one's.
     */
    void checkReplyTo(
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

    /** Whether it is where clients hear of temporary destinations that end. */
    static boolean isForTemporaryOnes(ActiveMQDestination destination) {
        return destination.isTopic()
                && List.of(
                                destination.isComposite()
                                        ? destination.getCompositeDestinations()
                                        : new ActiveMQDestination[] {destination})
                        .stream()
                        .allMatch(part -> part.getPhysicalName().startsWith(TEMPORARY_ONES));
    }

    /** Looks whether a consumer is of the connection that names it, if that is a sender's. */
    static void checkOwnIfSender(ConnectionContext context, ConsumerId consumer) throws JMSException {
        if (Login.isSender(context)) {
            checkOwn(context, consumer.getConnectionId());
        }
    }

    /** Ids tell whose something is, and can be guessed: with one of another's a sender could settle what that one reads. */
    static void checkOwn(ConnectionContext context, String connection) throws JMSException {
        if (!isOwn(context, connection)) {
            throw new JMSSecurityException(Refusals.MARK + "the id is that of another connection");
        }
    }

    /** Not of one that is gone: nobody reads there. */
    private static boolean isAnothers(ConnectionContext context, ConnectionContext owner) {
        return owner != null
                && (!Login.isSender(owner) || !Login.application(owner).equals(Login.application(context)));
    }

    /** Whether the id of a connection is that of a connection itself. */
    static boolean isOwn(ConnectionContext context, String connection) {
        return context.getConnectionId().getValue().equals(connection);
    }

    private static boolean isOwn(ConnectionContext context, ActiveMQDestination destination) {
        return destination instanceof ActiveMQTempDestination temporary
                && !destination.isComposite()
                && isOwn(context, temporary.getConnectionId());
    }
}
