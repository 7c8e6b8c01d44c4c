package io.staffetta.operation;

import jakarta.jms.JMSException;
import java.util.List;

/** The queues on which messages wait for another attempt, or for the instant at which they are to be sent. */
public interface RetryQueues {

    /** Their names. */
    List<String> names();

    /**
     * Does something while this gateway takes nothing from one of them: whoever waits with its head gives that back before.
     *
     * @param queue its name
     */
    <T> T without(String queue, Quiet<T> quiet) throws JMSException;

    /** Something that is done meanwhile. */
    interface Quiet<T> {
        T run() throws JMSException;
    }
}
