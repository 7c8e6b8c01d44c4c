package io.staffetta.http.operations;

import io.staffetta.language.Phrase;
import io.staffetta.ledger.NodeRecord;
import io.staffetta.ledger.Nodes;
import io.staffetta.ledger.batch.BatchRecord;
import io.staffetta.ledger.batch.BatchState;
import io.staffetta.ledger.batch.BatchWait;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Function;

/** Says in words what a batch waits for that does not go on. */
final class BatchWaiting {

    private static final String SAME = "The same content came before, as batch ";

    private BatchWaiting() {}

    /**
     * What it waits for.
     *
     * @param noted what the process noted that works on it; {@code null} for nothing
     * @param trouble why an account does not send, by its id; empty if it does
     * @param nodes knows which gateways are silent
     * @param intakeFault why the gateway takes no messages at all, in words; empty if it does
     * @return {@code null} if it goes on, or has ended
     */
    static Phrase of(
            BatchRecord batch,
            BatchWait noted,
            Function<String, Optional<Phrase>> trouble,
            Nodes nodes,
            Optional<String> intakeFault,
            Instant now) {
        if (batch.isFinished()) {
            return null;
        }
        if (!batch.file().lostWith().isEmpty()) {
            return Phrase.of(
                    "its last messages to come to their end: gateway ''{0}'', which had its file, is gone",
                    batch.file().lostWith());
        }
        boolean isWorkedOn = batch.state() == BatchState.PREPARING || batch.state() == BatchState.RUNNING;
        if (intakeFault.isPresent() && isWorkedOn && !batch.isPaused()) {
            // Then nothing can be noted, either.
            return Phrase.of("held up: {0}", Phrase.of(intakeFault.get()));
        }
        Optional<NodeRecord.Absence> absence = BatchCancel.absence(batch, nodes);
        if (absence.isPresent()) {
            return Phrase.of(
                    "gateway ''{0}'', which has its file and is silent since {1}: start it again, or cancel the batch once more"
                            + " from {2} on, which ends it without its answers",
                    absence.get().name(),
                    absence.get().seen().truncatedTo(ChronoUnit.SECONDS),
                    BatchCancel.endable(absence.get()));
        }
        Optional<NodeRecord> silent = silent(batch, nodes);
        if (silent.isPresent()) {
            return Phrase.of(
                    "gateway ''{0}'', which is silent since {1}: start it again; another one goes on with it if it has the same"
                            + " folder",
                    silent.get().name(), silent.get().seen().truncatedTo(ChronoUnit.SECONDS));
        }
        if (noted != null && noted.times() > 0) {
            return Phrase.of(
                    "held up since {0}, {1} times: {2}", noted.since(), noted.times(), Phrase.of(noted.reason()));
        }
        if (batch.isPaused() && batch.state() != BatchState.CANCELLED) {
            return Phrase.of(
                    "somebody who resumes it: it was paused at {0}",
                    batch.times().pausedAt());
        }
        if (batch.state() == BatchState.PREPARING && batch.detail().startsWith(SAME)) {
            return Phrase.of(
                    "batch {0}, which has the same content, to be answered",
                    batch.detail().substring(SAME.length()));
        }
        if (!batch.links().sameAs().isEmpty()) {
            return Phrase.of(
                    "batch {0}, which has the same content, to end",
                    batch.links().sameAs());
        }
        if (batch.state() == BatchState.WAITING) {
            return batch.times().sendAt() != null && batch.times().sendAt().isAfter(now)
                    ? Phrase.of("its time: sendAt {0}", batch.times().sendAt())
                    : Phrase.of("its turn: other batches are worked on (staffetta.batch.parallel)");
        }
        if (noted != null) {
            return Phrase.of("{0}{1}", Phrase.of(noted.reason()), accounts(noted, trouble));
        }
        return batch.state() == BatchState.RUNNING
                        && batch.times().nextAt() != null
                        && batch.times().nextAt().isAfter(now)
                ? Phrase.of(
                        "its spread: the next rows are taken at {0}",
                        batch.times().nextAt())
                : null;
    }

    /** The gateway that works on a batch, or did, if it is silent. */
    static Optional<NodeRecord> silent(BatchRecord batch, Nodes nodes) {
        boolean isBegun = !batch.isPaused() && batch.state() != BatchState.WAITING;
        return nodes.silent().stream()
                .filter(node -> isBegun && node.id().equals(batch.progress().node()))
                .findFirst();
    }

    private static Phrase accounts(BatchWait noted, Function<String, Optional<Phrase>> trouble) {
        if (noted.accounts().isEmpty()) {
            return Phrase.of("");
        }
        return Phrase.of(
                "; {0}",
                Phrase.joined(
                        "{0}, {1}",
                        noted.accounts().stream()
                                .map(account -> trouble.apply(account)
                                        .map(why -> Phrase.of("account ''{0}'' {1}", account, why))
                                        .orElseGet(() -> Phrase.of("account ''{0}'' sends", account)))
                                .toList()));
    }
}
