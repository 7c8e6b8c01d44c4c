package io.staffetta.operation;

import io.staffetta.delivery.retry.WaitingChange;
import io.staffetta.ledger.Ledger;
import io.staffetta.ledger.operation.OperationKind;
import io.staffetta.ledger.operation.Operations;
import io.staffetta.message.Seal;
import io.staffetta.thread.RightOfWay;
import jakarta.jms.ConnectionFactory;
import java.time.Clock;
import java.util.Map;

/** Makes what does operations. */
public final class OperationRunners {

    /**
     * Most dead letters that are looked for in one sweep, some 200 bytes each: letters of an operation that are met and not looked
     * for are put back at the end of the queue, and met again.
     */
    private static final int LETTERS = 50_000;

    /** Most messages that wait and are looked for at once: they are read whole. */
    private static final int WAITING = 10_000;

    private OperationRunners() {}

    /**
     * What does the operations of a ledger with the queues of a broker.
     *
     * @param seal of the gateway's messages
     * @param changes decides where messages go that wait
     * @param retries the queues on which messages wait for another attempt
     * @param way of urgent messages
     */
    public static OperationRunner of(
            Ledger ledger,
            ConnectionFactory connections,
            Seal seal,
            WaitingChange changes,
            RetryQueues retries,
            RightOfWay way,
            Clock clock) {
        Operations operations = new Operations(ledger);
        Work letters = new LetterWork(new Chunks(connections, operations, LETTERS), seal, clock);
        Chunks ofWaiting = new Chunks(connections, operations, WAITING);
        Work waiting = new WaitingWork(ledger, ofWaiting, seal, operations, changes, retries, clock);
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
                way,
                clock);
    }
}
