package io.staffetta.broker;

import jakarta.jms.ConnectionFactory;
import org.springframework.jms.connection.JmsTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Runs routes in one local transaction of the broker.
 *
 * <p>Thread-safe.
 */
public final class OneTransaction {

    private final TransactionTemplate transaction;

    /**
     * @param connections the factory that the routes' JMS endpoints use; the same object, since that is how they find the
     *     transaction
     */
    public OneTransaction(ConnectionFactory connections) {
        transaction = new TransactionTemplate(new JmsTransactionManager(connections));
    }

    /**
     * Does something that sends.
     *
     * @throws RuntimeException if it is not certain that all of it is sent
     */
    public void run(Runnable work) {
        transaction.executeWithoutResult(status -> work.run());
    }
}
