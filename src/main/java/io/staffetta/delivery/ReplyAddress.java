package io.staffetta.delivery;

import java.util.regex.Pattern;
import org.apache.activemq.command.ActiveMQDestination;

/**
 * Checks where an outcome may be sent. The gateway may write to every queue, and its senders not: an address that they
 * give must not make it put something on a queue of its own, or on many.
 */
final class ReplyAddress {

    private static final Pattern NAME = Pattern.compile("(?!(?i:sms\\.|ActiveMQ\\.))[^,*>#?:]{1,300}");

    private ReplyAddress() {}

    /** Whether outcomes may be sent there; an address of {@code null} is none. */
    static boolean isAllowed(Object address) {
        if (address == null) {
            return true;
        }
        return address instanceof ActiveMQDestination destination
                && !destination.isComposite()
                && (destination.isTemporary()
                        || NAME.matcher(destination.getPhysicalName()).matches());
    }
}
