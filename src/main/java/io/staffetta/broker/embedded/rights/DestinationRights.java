package io.staffetta.broker.embedded.rights;

import io.staffetta.broker.QueueNames;
import io.staffetta.broker.UrgentFirst;
import io.staffetta.config.Suggestion;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.activemq.broker.ConnectionContext;
import org.apache.activemq.command.ActiveMQDestination;
import org.apache.activemq.command.ActiveMQTempDestination;

/**
 * Checks which destinations a sender uses. What it may not use is refused, with the name that it may have meant: queues that do
 * not exist, since a message on one would lie there unread, and the gateway's own.
 */
final class DestinationRights {

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

    private final RefusalLog refusals;

    DestinationRights(RefusalLog refusals) {
        this.refusals = refusals;
    }

    void checkWrite(ConnectionContext context, ActiveMQDestination destination) throws JMSException {
        boolean allowed = destination.isTemporary()
                ? OwnConnection.isOwn(context, destination)
                : destination.isQueue() && WRITTEN.contains(destination.getPhysicalName());
        if (!allowed) {
            refuse(context, destination, WRITTEN);
        }
    }

    void checkRead(ConnectionContext context, ActiveMQDestination destination) throws JMSException {
        boolean allowed = destination.isTemporary()
                ? OwnConnection.isOwn(context, destination)
                : destination.isTopic() && READ.equals(destination.getPhysicalName());
        if (!allowed) {
            refuse(context, destination, Set.of(READ));
        }
    }

    void checkTemporary(ConnectionContext context, ActiveMQDestination destination) throws JMSException {
        if (Login.isSender(context) && !(destination.isTemporary() && OwnConnection.isOwn(context, destination))) {
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
                        || OwnConnection.isAnothers(context, connections.get(temporary.getConnectionId())))) {
            throw refused(
                    context,
                    "reply",
                    new InvalidDestinationException(RefusalLog.MARK + "the reply address " + named(replyTo)
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
                            RefusalLog.MARK + named(destination) + " stands for several: " + RIGHTS));
        }
        if (isKnown(name)) {
            throw refused(
                    context,
                    "own",
                    new JMSSecurityException(RefusalLog.MARK
                            + named(destination)
                            + (destination.isTemporary() || OURS.stream().anyMatch(name::startsWith)
                                    ? " is not this sender's: "
                                    : " cannot be used so: ")
                            + RIGHTS));
        }
        throw refused(
                context,
                "unknown",
                new InvalidDestinationException(RefusalLog.MARK + "there is no " + named(destination)
                        + Suggestion.of(DisplayText.text(name), allowed) + ": " + RIGHTS));
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
                        + DisplayText.text(
                                String.valueOf(context.getConnection().getRemoteAddress())));
        return refusal;
    }

    private static String named(ActiveMQDestination destination) {
        return (destination.isTemporary() ? "temporary " : "")
                + (destination.isQueue() ? "queue '" : "topic '")
                + DisplayText.text(destination.getPhysicalName()) + "'";
    }
}
