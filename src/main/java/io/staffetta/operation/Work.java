package io.staffetta.operation;

import io.staffetta.ledger.operation.OperationRecord;
import jakarta.jms.JMSException;

/** Does operations of some kinds. */
interface Work {

    /**
     * Goes on with an operation, until all its messages had their turn or its turn is over. What became of the messages is in the
     * ledger then, or on its way there.
     *
     * @return whether all messages had their turn
     * @throws JMSException if the broker cannot be reached, or nothing is certain: it can go on later
     */
    boolean goOn(OperationRecord operation, Turn turn) throws JMSException;
}
