package io.staffetta.broker.embedded.rights;

import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import org.apache.activemq.broker.ConnectionContext;
import org.apache.activemq.command.ActiveMQDestination;
import org.apache.activemq.command.ActiveMQTempDestination;
import org.apache.activemq.command.ConsumerId;

/** Decides whose a connection or a temporary destination is: a sender may use no id of another one. */
final class OwnConnection {

    private OwnConnection() {}

    static void checkOwnIfSender(ConnectionContext context, ConsumerId consumer) throws JMSException {
        if (Login.isSender(context)) {
            checkOwn(context, consumer.getConnectionId());
        }
    }

    /** Ids tell whose something is, and can be guessed: with one of another's a sender could settle what that one reads. */
    static void checkOwn(ConnectionContext context, String connection) throws JMSException {
        if (!isOwn(context, connection)) {
            throw new JMSSecurityException(RefusalLog.MARK + "the id is that of another connection");
        }
    }

    /** Not of one that is gone: nobody reads there. */
    static boolean isAnothers(ConnectionContext context, ConnectionContext owner) {
        return owner != null
                && (!Login.isSender(owner) || !Login.application(owner).equals(Login.application(context)));
    }

    static boolean isOwn(ConnectionContext context, String connection) {
        return context.getConnectionId().getValue().equals(connection);
    }

    static boolean isOwn(ConnectionContext context, ActiveMQDestination destination) {
        return destination instanceof ActiveMQTempDestination temporary
                && !destination.isComposite()
                && isOwn(context, temporary.getConnectionId());
    }
}
