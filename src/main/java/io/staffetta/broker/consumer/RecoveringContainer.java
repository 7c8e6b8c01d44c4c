package io.staffetta.broker.consumer;

import io.staffetta.broker.BrokerOutage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import org.apache.camel.component.jms.DefaultJmsMessageListenerContainer;
import org.apache.camel.component.jms.JmsEndpoint;
import org.springframework.jms.support.JmsUtils;
import org.springframework.util.backoff.BackOffExecution;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * A listener container that comes back by itself when the broker went away: it tries after 1 s, and then after waits that
 * grow to 5 s, without end. {@link BrokerOutage} tells of it.
 */
class RecoveringContainer extends DefaultJmsMessageListenerContainer {

    private static final long FIRST_WAIT_MILLIS = 1000;
    private static final long LONGEST_WAIT_MILLIS = 5000;

    private final ExponentialBackOff waits = new ExponentialBackOff(FIRST_WAIT_MILLIS, 2);

    RecoveringContainer(JmsEndpoint endpoint) {
        super(endpoint);
        waits.setMaxInterval(LONGEST_WAIT_MILLIS);
        setBackOff(waits);
    }

    /** Not taken: Camel sets a fixed interval on every container, in place of the growing waits. */
    @Override
    public final void setRecoveryInterval(long millis) {
        // The constructor has set the waits.
    }

    /** However a container goes about it, this is how it hears from the broker. */
    @Override
    protected final Message receiveFromConsumer(MessageConsumer consumer, long timeout) throws JMSException {
        Message message = super.receiveFromConsumer(consumer, timeout);
        BrokerOutage.end(this);
        return message;
    }

    /** Spring's own, but for the stack trace in the log: that nothing can be rolled back is how an outage begins. */
    @Override
    protected final void rollbackOnExceptionIfNecessary(Session session, Throwable failure) throws JMSException {
        if (session.getTransacted() && isSessionLocallyTransacted(session)) {
            JmsUtils.rollbackIfNecessary(session);
        }
    }

    @Override
    protected final void handleListenerSetupFailure(Throwable failure, boolean alreadyRecovered) {
        if (!alreadyRecovered && BrokerOutage.causes(failure)) {
            BrokerOutage.begin(this, BrokerOutage.words(failure));
        } else if (!alreadyRecovered) {
            super.handleListenerSetupFailure(failure, false);
        }
    }

    /** Spring's own, but for what it writes to the log with each attempt. */
    @Override
    protected final void refreshConnectionUntilSuccessful() {
        BackOffExecution execution = waits.start();
        while (isRunning()) {
            try {
                if (sharedConnectionEnabled()) {
                    refreshSharedConnection();
                } else {
                    JmsUtils.closeConnection(createConnection());
                }
                return;
            } catch (JMSException | RuntimeException e) {
                BrokerOutage.begin(this, BrokerOutage.words(e));
            }
            if (!applyBackOffTime(execution)) {
                return;
            }
        }
    }

    @Override
    protected void doShutdown() throws JMSException {
        BrokerOutage.end(this);
        super.doShutdown();
    }
}
