package io.staffetta.http.letters;

import io.staffetta.access.Caller;
import io.staffetta.account.CurrentAccounts;
import io.staffetta.audit.AuditEntry;
import io.staffetta.audit.AuditTrail;
import io.staffetta.http.Callers;
import io.staffetta.http.HttpAnswer;
import io.staffetta.http.HttpProblem;
import io.staffetta.http.ProblemException;
import io.staffetta.http.QueryParameters;
import io.staffetta.http.operations.AuditedCall;
import io.staffetta.http.operations.LedgerQuestion;
import io.staffetta.language.Phrase;
import io.staffetta.ledger.operation.ItemOutcome;
import io.staffetta.ledger.operation.NewOperation;
import io.staffetta.ledger.operation.OperationItem;
import io.staffetta.ledger.operation.OperationKind;
import io.staffetta.ledger.operation.OperationRecord;
import io.staffetta.ledger.operation.OperationState;
import io.staffetta.ledger.operation.Operations;
import io.staffetta.message.PhoneNumbers;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Exchange;

/**
 * Lets operators act on many messages: each operation has a fixed set, which is what a dry run shows.
 *
 * <p>Thread-safe.
 */
public final class OperationsApi {

    private static final int MOST = 1000;
    private static final int USUAL = 100;
    private static final int CREATED = 201;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    private final Operations operations;
    private final PhoneNumbers numbers;
    private final CurrentAccounts accounts;
    private final AuditTrail audit;
    private final Runnable wake;
    private final Clock clock;

    /**
     * @param wake tells whoever does operations that there is something to do
     */
    public OperationsApi(
            Operations operations,
            PhoneNumbers numbers,
            CurrentAccounts accounts,
            AuditTrail audit,
            Runnable wake,
            Clock clock) {
        this.operations = operations;
        this.numbers = numbers;
        this.accounts = accounts;
        this.audit = audit;
        this.wake = wake;
        this.clock = clock;
    }

    /**
     * Orders an operation, or has a dry run done.
     *
     * @throws ProblemException if a field is wrong, there is no such dry run, or the ledger is away
     */
    public HttpAnswer order(Exchange exchange) {
        QueryParameters.of(exchange);
        OperationRequest request = new OperationRequest(exchange, numbers, accounts);
        String plan = request.plan();
        Caller caller = Callers.of(exchange);
        OperationRecord ordered = plan.isEmpty()
                ? order(request.read(caller.name(), clock.instant()))
                : start(plan, request.kind(), caller);
        if (ordered.state() == OperationState.PLANNED) {
            return HttpAnswer.json(CREATED, planned(ordered));
        }
        AuditedCall.done(audit, entry(caller, ordered, ordered.terms().kind().label()));
        wake.run();
        return HttpAnswer.json(CREATED, OperationView.of(ordered));
    }

    private OperationView planned(OperationRecord dry) {
        return dry.terms().isSentAgain()
                ? OperationView.of(
                        dry,
                        RedriveForecast.of(
                                dry.terms(),
                                LedgerQuestion.ask(() -> operations.lettersLeft(dry.id())),
                                accounts::find))
                : OperationView.of(dry);
    }

    /**
     * The newest operations.
     *
     * @throws ProblemException if a parameter is wrong, or the ledger is away
     */
    public HttpAnswer list(Exchange exchange) {
        QueryParameters given = QueryParameters.of(exchange, "before", "limit");
        int limit = given.number("limit", MOST, USUAL);
        List<OperationRecord> found =
                LedgerQuestion.ask(() -> operations.list(given.id("before", "an operation"), limit));
        return HttpAnswer.json(
                200,
                new Found(
                        found.stream().map(OperationView::of).toList(),
                        found.size() < limit
                                ? null
                                : found.get(found.size() - 1).id()));
    }

    /**
     * The operation with the id in the path, with its messages in the order of their places.
     *
     * @throws ProblemException if there is none, a parameter is wrong, or the ledger is away
     */
    public HttpAnswer show(Exchange exchange) {
        QueryParameters given = QueryParameters.of(exchange, "outcome", "before", "limit");
        int limit = given.number("limit", MOST, USUAL);
        String before = given.text("before");
        if (!before.matches("[0-9]{0,15}")) {
            throw QueryParameters.wrong("before", "must be 'next' of the page before");
        }
        OperationRecord one = find(exchange);
        List<OperationItem> items = LedgerQuestion.ask(() -> operations.items(
                one.id(),
                before.isEmpty() ? 0 : Long.parseLong(before),
                given.oneOf("outcome", ItemOutcome.class),
                limit));
        String next = items.size() < limit
                ? null
                : Long.toString(items.get(items.size() - 1).position());
        return HttpAnswer.json(200, OperationView.of(one, items, next));
    }

    /**
     * Ends the operation with the id in the path. What was done stays done.
     *
     * @throws ProblemException if there is none, it is over, or the ledger is away
     */
    public HttpAnswer cancel(Exchange exchange) {
        QueryParameters.of(exchange);
        OperationRecord one = find(exchange);
        if (!LedgerQuestion.ask(() -> operations.cancel(one.id(), clock.instant()))) {
            throw new ProblemException(HttpProblem.of(CONFLICT, "operation_over", "The operation has already ended"));
        }
        OperationRecord cancelled = find(exchange);
        AuditedCall.done(audit, entry(Callers.of(exchange), cancelled, "cancel-operation"));
        return HttpAnswer.json(200, OperationView.of(cancelled));
    }

    private OperationRecord order(NewOperation wanted) {
        return LedgerQuestion.ask(() -> operations.order(wanted));
    }

    private OperationRecord start(String plan, OperationKind kind, Caller caller) {
        OperationRecord planned = find(plan);
        if (kind != null && planned.terms().kind() != kind) {
            throw new ProblemException(HttpProblem.of(
                    CONFLICT,
                    "other_kind",
                    Phrase.of(
                            "The dry run is of kind {0}", planned.terms().kind().label())));
        }
        if (!LedgerQuestion.ask(() -> operations.start(plan, caller.name(), clock.instant()))) {
            throw new ProblemException(HttpProblem.of(
                    CONFLICT, "plan_used", "The dry run was done, or cancelled, already: order another one"));
        }
        return find(plan);
    }

    private OperationRecord find(Exchange exchange) {
        return find(exchange.getMessage().getHeader("id", String.class));
    }

    private OperationRecord find(String id) {
        return LedgerQuestion.ask(() -> operations.find(id))
                .orElseThrow(() -> new ProblemException(
                        HttpProblem.of(NOT_FOUND, "No operation has this id: GET /v1/operations lists them")));
    }

    private static AuditEntry entry(Caller caller, OperationRecord one, String verb) {
        Map<String, String> details = new TreeMap<>();
        details.put("asked", one.asked());
        details.put("messages", Long.toString(one.total()));
        details.put("left", Long.toString(one.left()));
        if (!one.terms().toAccount().isEmpty()) {
            details.put("toAccount", one.terms().toAccount());
        }
        if (one.terms().sentAs() != null) {
            details.put("as", one.terms().sentAs().name());
        }
        return new AuditEntry(
                caller, "operation." + verb, one.id(), details, one.terms().why());
    }

    private record Found(List<OperationView> operations, String next) {}
}
