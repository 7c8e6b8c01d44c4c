package io.staffetta.operation;

import io.staffetta.ledger.operation.OperationItem;
import io.staffetta.ledger.operation.OperationRecord;
import io.staffetta.ledger.operation.Operations;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what is left of an operation in pages, so that not all messages are in memory. */
final class Chunks {

    private final ConnectionFactory connections;
    private final Operations operations;
    private final int most;

    /**
     * @param most messages of a page
     */
    Chunks(ConnectionFactory connections, Operations operations, int most) {
        this.connections = connections;
        this.operations = operations;
        this.most = most;
    }

    /** Does an operation with some of its messages. */
    interface Step {

        /**
         * Does it.
         *
         * @param connection started
         * @param wanted by id, in the order of the operation; the step may take out what it is done with
         * @return whether all of them had their turn
         */
        boolean take(Connection connection, Map<String, OperationItem> wanted) throws JMSException;
    }

    /** Has a step take what is left, until all messages had their turn or the turn is over; whether all had theirs. */
    boolean each(OperationRecord operation, Turn turn, Step step) throws JMSException {
        try (Connection connection = connections.createConnection()) {
            connection.start();
            long after = 0;
            while (turn.goesOn()) {
                List<OperationItem> items = operations.left(operation.id(), after, most);
                if (items.isEmpty()) {
                    return true;
                }
                Map<String, OperationItem> wanted = new LinkedHashMap<>();
                items.forEach(item -> wanted.put(item.messageId(), item));
                if (!step.take(connection, wanted)) {
                    return false;
                }
                after = items.get(items.size() - 1).position();
            }
            return false;
        }
    }
}
