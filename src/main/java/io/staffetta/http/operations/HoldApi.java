package io.staffetta.http.operations;

import io.staffetta.audit.AuditEntry;
import io.staffetta.audit.AuditTrail;
import io.staffetta.http.Callers;
import io.staffetta.http.HttpAnswer;
import io.staffetta.http.ProblemException;
import io.staffetta.http.QueryParameters;
import io.staffetta.ledger.Hold;
import io.staffetta.ledger.Ledger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;

/**
 * Shows, places and ends the hold on all sending.
 *
 * <p>Thread-safe.
 */
public final class HoldApi {

    private static final String WHY = "why";
    private static final int LONGEST_WHY = 200;

    private final Ledger ledger;
    private final AuditTrail audit;

    public HoldApi(Ledger ledger, AuditTrail audit) {
        this.ledger = ledger;
        this.audit = audit;
    }

    /**
     * Whether anything is sent, or why not.
     *
     * @throws ProblemException if there are parameters
     */
    public HttpAnswer show(Exchange exchange) {
        QueryParameters.of(exchange);
        return answer(null);
    }

    /**
     * Has nothing sent from now on. The body may say why, as {@code {"why": "…"}}.
     *
     * @throws ProblemException if the body is another, or the ledger is away
     */
    public HttpAnswer place(Exchange exchange) {
        QueryParameters.of(exchange);
        String why = JsonBody.ofOptional(exchange, List.of(WHY))
                .line(WHY, LONGEST_WHY)
                .strip();
        boolean placed = LedgerQuestion.ask(() -> ledger.sending().place(why.isEmpty() ? "an operator said so" : why));
        if (placed) {
            note(exchange, "sending.hold", why);
        }
        return answer(!placed);
    }

    /**
     * Has messages sent again.
     *
     * @throws ProblemException if the body is not empty, or the ledger is away
     */
    public HttpAnswer resume(Exchange exchange) {
        QueryParameters.of(exchange);
        boolean wasHeld = LedgerQuestion.ask(() -> ledger.sending().resume());
        if (wasHeld) {
            note(exchange, "sending.resume", "");
        }
        return answer(wasHeld);
    }

    private void note(Exchange exchange, String action, String why) {
        audit.note(new AuditEntry(Callers.of(exchange), action, "", Map.of(), why));
    }

    private HttpAnswer answer(Boolean wasHeld) {
        return HttpAnswer.json(
                200,
                Answer.of(ledger.sending().now(), wasHeld, ledger.attempts().underWay()));
    }

    /** Says whether anything is sent; {@code underWay}: attempts of the gateway that answers which have begun. */
    private record Answer(boolean held, String since, String reason, int underWay, Boolean wasHeld) {

        static Answer of(Optional<Hold> hold, Boolean wasHeld, int underWay) {
            return new Answer(
                    hold.isPresent(),
                    hold.map(one -> one.since().toString()).orElse(null),
                    hold.map(Hold::reason).orElse(null),
                    underWay,
                    wasHeld);
        }
    }
}
