package io.staffetta.http.operations;

import io.staffetta.language.Phrase;
import io.staffetta.ledger.NodeRecord;
import io.staffetta.ledger.Nodes;
import io.staffetta.ledger.batch.BatchRecord;
import io.staffetta.ledger.batch.BatchState;
import io.staffetta.ledger.batch.Batches;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Cancels batches: one whose gateway lives, or may come back in a moment, is ended by that gateway; one whose gateway is gone is
 * ended by this one, without its file.
 *
 * <p>Thread-safe.
 */
final class BatchCancel {

    private final Batches batches;
    private final Nodes nodes;
    private final Clock clock;

    BatchCancel(Batches batches, Nodes nodes, Clock clock) {
        this.batches = batches;
        this.nodes = nodes;
        this.clock = clock;
    }

    /**
     * Cancels a batch.
     *
     * @return {@code false} if it was cancelled before, and need not be ended by this gateway, or may not be yet
     */
    boolean cancel(String id) {
        boolean isCancelled = batches.cancel(id);
        Optional<BatchRecord> batch = batches.find(id);
        boolean isTaken = batch.flatMap(one -> absence(one, nodes))
                .filter(absence -> !absence.goneAt().isAfter(clock.instant()))
                .filter(absence -> batches.lost().take(batch.orElseThrow(), absence))
                .isPresent();
        return isCancelled || isTaken;
    }

    /** Why a batch was not cancelled, in words. */
    Phrase objection(BatchRecord batch) {
        Instant now = clock.instant();
        return absence(batch, nodes)
                .filter(absence -> absence.goneAt().isAfter(now))
                .map(absence -> Phrase.of(
                        "{0}, and gateway ''{1}'', which has its file, has been silent for {2} s. It can be ended without"
                                + " its answers from {3} on",
                        is(batch),
                        absence.name(),
                        Duration.between(absence.seen(), now).toSeconds(),
                        endable(absence)))
                .orElseGet(() ->
                        Phrase.of("{0}. A batch can be while it is PREPARING, WAITING, RUNNING or SENDING", is(batch)));
    }

    private static Phrase is(BatchRecord batch) {
        return Phrase.of("it is {0}", batch.state());
    }

    /** The gateway that a cancelled batch waits for in vain, as it seems; empty if it waits for none. */
    static Optional<NodeRecord.Absence> absence(BatchRecord batch, Nodes nodes) {
        boolean isWaiting = batch.state() == BatchState.CANCELLED
                && !batch.isFinished()
                && batch.file().lostWith().isEmpty();
        return isWaiting ? nodes.absence(batch.progress().node()) : Optional.empty();
    }

    /** From when on a batch may be ended without its gateway: in whole seconds, not before. */
    static Instant endable(NodeRecord.Absence absence) {
        return absence.goneAt().plusMillis(999).truncatedTo(ChronoUnit.SECONDS);
    }
}
