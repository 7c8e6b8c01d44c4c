package io.staffetta.deadletter;

import io.staffetta.ledger.operation.ItemOutcome;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;

/** Handles a dead letter on its way off the queue, in the transaction that takes it off. */
public interface LetterHandler {

    /**
     * Does it.
     *
     * @param letter the letter; it goes off the queue only if this is done
     * @param session transacted
     * @param producer of that session, for any queue
     * @return {@link ItemOutcome#DONE}, or why the letter stays
     */
    ItemOutcome apply(StoredDeadLetter letter, Session session, MessageProducer producer) throws JMSException;
}
