package io.staffetta.broker;

import jakarta.jms.ConnectionFactory;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.spi.Policy;
import org.apache.camel.support.processor.DelegateProcessor;
import org.springframework.jms.connection.JmsTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A policy for routes that begin outside the broker: all that they send goes in one local transaction, so that either all
 * of it is on the queues when the route goes on, or nothing is.
 */
public final class OneTransaction implements Policy {

    private final TransactionTemplate transaction;

    /**
     * @param connections the factory that the route's JMS endpoints use; the same object, since that is how they find the
     *     transaction
     */
    public OneTransaction(ConnectionFactory connections) {
        transaction = new TransactionTemplate(new JmsTransactionManager(connections));
    }

    /** Does something that sends, in one transaction. */
    public void run(Runnable work) {
        transaction.executeWithoutResult(status -> work.run());
    }

    @Override
    public void beforeWrap(Route route, NamedNode definition) {
        // Nothing to prepare.
    }

    @Override
    public Processor wrap(Route route, Processor processor) {
        return new DelegateProcessor(processor) {
            @Override
            public void process(Exchange exchange) throws Exception {
                transaction.executeWithoutResult(status -> {
                    try {
                        super.process(exchange);
                    } catch (Exception e) {
                        throw CamelExecutionException.wrapCamelExecutionException(exchange, e);
                    }
                    if (exchange.isFailed() || exchange.isRollbackOnly()) {
                        status.setRollbackOnly();
                    }
                });
            }
        };
    }
}
