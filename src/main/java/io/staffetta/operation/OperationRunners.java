package io.staffetta.operation;

import io.staffetta.delivery.retry.WaitingChange;
import io.staffetta.ledger.Ledger;
import io.staffetta.ledger.operation.OperationKind;
import io.staffetta.ledger.operation.Operations;
import io.staffetta.message.Seal;
import jakarta.jms.ConnectionFactory;
import java.time.Clock;
import java.util.Map;

/** Makes what does operations. */
public final class OperationRunners {

    private OperationRunners() {}

    /**
     * What does the operations of a ledger with the queues of a broker.
     *
     * @param seal of the gateway's messages
     * @param changes decides where messages go that wait
     * @param retries the queues on which messages wait for another attempt
     */
    public static OperationRunner of(
            Ledger ledger,
            ConnectionFactory connections,
            Seal seal,
            WaitingChange changes,
            RetryQueues retries,
            Clock clock) {
        Operations operations = new Operations(ledger);
        Chunks chunks = new Chunks(connections, operations);
        Work letters = new LetterWork(chunks, seal, clock);
        Work waiting = new WaitingWork(ledger, chunks, seal, operations, changes, retries, clock);
        return new OperationRunner(
                ledger,
                operations,
                Map.of(
                        OperationKind.REDRIVE, letters,
                        OperationKind.DISCARD, letters,
                        OperationKind.SETTLE, letters,
                        OperationKind.CANCEL, new CancelWork(ledger, operations, clock),
                        OperationKind.MOVE, waiting,
                        OperationKind.HURRY, waiting),
                clock);
    }
}
