package io.staffetta.batch.run;

import io.staffetta.batch.rows.RowIntake;
import io.staffetta.ledger.Ledger;
import io.staffetta.ledger.batch.BatchRecord;
import io.staffetta.ledger.batch.Batches;
import java.time.Clock;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * Bundles what all work on batches needs.
 *
 * @param isStopping whether long work is to be given up
 * @param mayOpen whether the batch with an id may open its files now
 */
record BatchTools(
        Ledger ledger,
        Batches batches,
        RowIntake taking,
        QueueDepths depths,
        Clock clock,
        BooleanSupplier isStopping,
        Predicate<String> mayOpen) {

    /** Whether this process works on a batch. */
    boolean isOurs(BatchRecord batch) {
        return batch.progress().node().equals(ledger.node());
    }
}
