package io.staffetta.http.operations;

import io.staffetta.audit.AuditEntry;
import io.staffetta.audit.AuditTrail;
import io.staffetta.http.Callers;
import io.staffetta.http.HttpAnswer;
import io.staffetta.http.ProblemException;
import io.staffetta.http.QueryParameters;
import io.staffetta.ledger.Hold;
import io.staffetta.ledger.Ledger;
import io.staffetta.ledger.NodeRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;

/**
 * Lists the gateways that use the ledger, and shows whether old messages are erased and deleted.
 *
 * <p>Thread-safe.
 */
public final class LedgerApi {

    private static final String RETENTION = "retention";

    private final Ledger ledger;
    private final AuditTrail audit;

    public LedgerApi(Ledger ledger, AuditTrail audit) {
        this.ledger = ledger;
        this.audit = audit;
    }

    /**
     * The gateways that use the ledger, or did so within a day, the newest first.
     *
     * @throws ProblemException if the ledger is away
     */
    public HttpAnswer nodes(Exchange exchange) {
        QueryParameters.of(exchange);
        List<NodeRecord> nodes = LedgerQuestion.ask(() -> ledger.read(ledger.nodes()::read));
        return HttpAnswer.json(
                200,
                new Nodes(nodes.stream()
                        .map(node -> Node.of(node, node.id().equals(ledger.node())))
                        .toList()));
    }

    /**
     * Whether old messages are erased and deleted, or that is held, and why.
     *
     * @throws ProblemException if the ledger is away
     */
    public HttpAnswer retention(Exchange exchange) {
        QueryParameters.of(exchange);
        return HttpAnswer.json(
                200, Retention.of(LedgerQuestion.ask(() -> ledger.jobs().hold(RETENTION)), null));
    }

    /**
     * Has old messages erased and deleted again.
     *
     * @throws ProblemException if the ledger is away
     */
    public HttpAnswer resumeRetention(Exchange exchange) {
        QueryParameters.of(exchange);
        boolean wasHeld = LedgerQuestion.ask(() -> ledger.jobs().release(RETENTION));
        if (wasHeld) {
            AuditedCall.done(audit, new AuditEntry(Callers.of(exchange), "retention.resume", "", Map.of(), ""));
        }
        return HttpAnswer.json(200, Retention.of(Optional.empty(), wasHeld));
    }

    private record Nodes(List<Node> nodes) {}

    /** A gateway. */
    private record Node(
            String id, String name, String state, boolean answering, String startedAt, String seenAt, String endedAt) {

        static Node of(NodeRecord node, boolean answering) {
            return new Node(
                    node.id(),
                    node.name(),
                    node.state().name(),
                    answering,
                    text(node.started()),
                    text(node.seen()),
                    text(node.ended()));
        }

        private static String text(Instant instant) {
            return instant == null ? null : instant.toString();
        }
    }

    /** Says whether old messages are erased and deleted. */
    private record Retention(boolean held, String since, String reason, Boolean wasHeld) {

        static Retention of(Optional<Hold> hold, Boolean wasHeld) {
            return new Retention(
                    hold.isPresent(),
                    hold.map(one -> one.since().toString()).orElse(null),
                    hold.map(Hold::reason).orElse(null),
                    wasHeld);
        }
    }
}
