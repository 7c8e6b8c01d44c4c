package io.staffetta.http.operations;

import io.staffetta.ledger.NodeRecord;
import io.staffetta.ledger.Nodes;
import io.staffetta.ledger.batch.BatchRecord;
import io.staffetta.ledger.batch.BatchState;
import io.staffetta.ledger.batch.BatchWait;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

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
    static String of(
            BatchRecord batch,
            BatchWait noted,
            Function<String, Optional<String>> trouble,
            Nodes nodes,
            Optional<String> intakeFault,
            Instant now) {
        if (batch.isFinished()) {
            return null;
        }
        boolean isWorkedOn = batch.state() == BatchState.PREPARING || batch.state() == BatchState.RUNNING;
        if (intakeFault.isPresent() && isWorkedOn && !batch.isPaused()) {
            // Then nothing can be noted, either.
            return "held up: " + intakeFault.get();
        }
        Optional<NodeRecord> silent = silent(batch, nodes);
        if (silent.isPresent()) {
            return "gateway '" + silent.get().name() + "', which is silent since "
                    + silent.get().seen().truncatedTo(ChronoUnit.SECONDS)
                    + ": start it again; another one goes on with it if it has the same folder";
        }
        if (noted != null && noted.times() > 0) {
            return "held up since " + noted.since() + ", " + noted.times() + " times: " + noted.reason();
        }
        if (batch.isPaused() && batch.state() != BatchState.CANCELLED) {
            return "somebody who resumes it: it was paused at " + batch.times().pausedAt();
        }
        if (batch.state() == BatchState.PREPARING && batch.detail().startsWith(SAME)) {
            return "batch " + batch.detail().substring(SAME.length()) + ", which has the same content, to be answered";
        }
        if (!batch.links().sameAs().isEmpty()) {
            return "batch " + batch.links().sameAs() + ", which has the same content, to end";
        }
        if (batch.state() == BatchState.WAITING) {
            return batch.times().sendAt() != null && batch.times().sendAt().isAfter(now)
                    ? "its time: sendAt " + batch.times().sendAt()
                    : "its turn: other batches are worked on (staffetta.batch.parallel)";
        }
        if (noted != null) {
            return noted.reason() + accounts(noted, trouble);
        }
        return batch.state() == BatchState.RUNNING
                        && batch.times().nextAt() != null
                        && batch.times().nextAt().isAfter(now)
                ? "its spread: the next rows are taken at " + batch.times().nextAt()
                : null;
    }

    /** The gateway that works on a batch, or did, if it is silent. */
    static Optional<NodeRecord> silent(BatchRecord batch, Nodes nodes) {
        boolean isBegun = !batch.isPaused() && batch.state() != BatchState.WAITING;
        return nodes.silent().stream()
                .filter(node -> isBegun && node.id().equals(batch.progress().node()))
                .findFirst();
    }

    private static String accounts(BatchWait noted, Function<String, Optional<String>> trouble) {
        if (noted.accounts().isEmpty()) {
            return "";
        }
        return noted.accounts().stream()
                .map(account -> "account '" + account + "'"
                        + trouble.apply(account).map(why -> " " + why).orElse(" sends"))
                .collect(Collectors.joining(", ", "; ", ""));
    }
}
