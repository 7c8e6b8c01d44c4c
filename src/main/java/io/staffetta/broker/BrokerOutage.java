package io.staffetta.broker;

import jakarta.jms.JMSException;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.apache.activemq.broker.BrokerStoppedException;
import org.apache.activemq.transport.DefaultTransportListener;
import org.apache.activemq.transport.TransportListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jms.support.JmsUtils;

/**
 * Logs once that the broker is away, and once that it is back. Without, every consumer and every connection would say
 * so by itself, again with each attempt to connect.
 *
 * <p>One for the whole process, since there is one broker. Thread-safe.
 */
public final class BrokerOutage {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerOutage.class);
    /** Causes that are told of one outage. */
    private static final int MOST_CAUSES = 3;

    private static final Set<Object> AFFECTED = new HashSet<>();
    private static final Set<String> TOLD = new HashSet<>();

    private BrokerOutage() {}

    /**
     * Somebody cannot work for want of the broker.
     *
     * @param who the same object as for {@link #end}
     * @param cause why, in words
     */
    public static synchronized void begin(Object who, String cause) {
        AFFECTED.add(who);
        if (TOLD.size() < MOST_CAUSES && TOLD.add(cause)) {
            LOG.warn("The broker is not available, retrying until it is: {}", cause);
        }
    }

    /** Somebody can work again, or works no more. */
    public static synchronized void end(Object who) {
        if (AFFECTED.remove(who) && AFFECTED.isEmpty()) {
            TOLD.clear();
            LOG.info("The broker is available again");
        }
    }

    /** Whether somebody cannot work for want of the broker, as far as is known. */
    public static synchronized boolean isOn() {
        return !AFFECTED.isEmpty();
    }

    /** Notices breaks that a client of several brokers ({@code failover:}) mends by itself, without telling anybody. */
    static TransportListener listener() {
        return new DefaultTransportListener() {
            @Override
            public void transportInterupted() {
                begin(BrokerOutage.class, "the connection was lost");
            }

            @Override
            public void transportResumed() {
                end(BrokerOutage.class);
            }
        };
    }

    /**
     * Logs why a message was given back to its queue, with a stack trace only if the broker is not to blame, and not at all
     * if the outage has been told that it was caught in.
     */
    public static void log(Throwable failure) {
        if (causes(failure) && isOn()) {
            LOG.debug("Messages under way are returned to their queue: {}", words(failure));
        } else if (causes(failure)) {
            LOG.warn("Messages under way are returned to their queue: {}", words(failure));
        } else {
            LOG.warn("Messages under way are returned to their queue", failure);
        }
    }

    /** Whether a failure comes from the broker, or from what lies between, so that a stack trace says nothing more. */
    public static boolean causes(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof JMSException
                    || cause instanceof IOException
                    || cause instanceof BrokerStoppedException) {
                return true;
            }
        }
        return false;
    }

    /** A failure in words, with what is behind it. */
    public static String words(Throwable failure) {
        Throwable cause = failure;
        while (!(cause instanceof JMSException) && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause instanceof JMSException jms ? JmsUtils.buildExceptionMessage(jms) : String.valueOf(cause);
    }
}
