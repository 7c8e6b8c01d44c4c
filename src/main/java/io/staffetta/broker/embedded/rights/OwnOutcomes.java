package io.staffetta.broker.embedded.rights;

import java.io.IOException;
import org.apache.activemq.broker.ConnectionContext;
import org.apache.activemq.command.Message;
import org.apache.activemq.security.MessageAuthorizationPolicy;

/** Lets a sender read the outcomes of its own messages, and not those of others. Asked for each message before it is dispatched. */
public final class OwnOutcomes implements MessageAuthorizationPolicy {

    /** Topic of all outcomes. */
    static final String TOPIC = "sms.outcome";

    /** Property with the name of the application; absent where a message has none. */
    static final String APPLICATION = "application";

    @Override
    public boolean isAllowedToConsume(ConnectionContext context, Message message) {
        if (!Login.isSender(context)
                || !message.getDestination().isTopic()
                || !TOPIC.equals(message.getDestination().getPhysicalName())) {
            return true;
        }
        try {
            Object application = message.getProperty(APPLICATION);
            return Login.application(context).equals(application == null ? "" : application);
        } catch (IOException e) {
            return false;
        }
    }
}
