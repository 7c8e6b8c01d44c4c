package io.staffetta.delivery.attempt;

import io.staffetta.broker.BrokerOutage;
import io.staffetta.logging.RepeatedFaults;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Acknowledges messages one by one, each when its route is done with it: the last step of an attempt.
 *
 * <p>Thread-safe.
 */
public final class Acknowledgement {

    private static final Logger LOG = LoggerFactory.getLogger(Acknowledgement.class);

    private final Consumer<String> recover;
    private final RepeatedFaults faults;

    /**
     * @param recover called with an account's id when a message of it could be neither settled nor put elsewhere, so that
     *     its consumer is opened anew and the broker delivers the message again
     * @param faults tells what comes again and again
     */
    public Acknowledgement(Consumer<String> recover, RepeatedFaults faults) {
        this.recover = recover;
        this.faults = faults;
    }

    /**
     * Acknowledges a message whose exchange is complete, unless it is left on its queue. One that failed comes again.
     */
    public void settle(InFlight message) {
        String accountId = message.account();
        Exception failure = message.exchange().failure();
        if (failure != null) {
            faults.tell(
                    LOG,
                    Level.ERROR,
                    "unsettled " + accountId + " " + failure.getClass(),
                    "Account '" + accountId
                            + "': a message could not be settled and will be taken from its queue again: "
                            + BrokerOutage.words(failure),
                    BrokerOutage.causes(failure) ? null : failure);
            recover.accept(accountId);
        } else if (!message.exchange().isLeft()) {
            acknowledge(message.jms(), accountId);
        }
    }

    /** Leaves a message on its queue, once it is settled. */
    public void leave(InFlight message) {
        message.exchange().leave();
    }

    private void acknowledge(Message message, String accountId) {
        try {
            message.acknowledge();
        } catch (JMSException e) {
            faults.warn(
                    LOG,
                    "unacknowledged " + accountId,
                    "Account '" + accountId
                            + "': a settled message could not be acknowledged and will be delivered again: "
                            + e.getMessage());
        }
    }
}
