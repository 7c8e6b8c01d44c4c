package io.staffetta.http.operations;

import io.staffetta.access.Caller;
import io.staffetta.access.Role;
import io.staffetta.access.Source;
import io.staffetta.audit.AuditEntry;
import io.staffetta.audit.AuditTrail;
import io.staffetta.http.Callers;
import io.staffetta.http.HttpAnswer;
import io.staffetta.http.HttpProblem;
import io.staffetta.http.ProblemException;
import io.staffetta.http.QueryParameters;
import io.staffetta.ledger.Ledger;
import io.staffetta.ledger.history.MessageFilter;
import io.staffetta.ledger.history.MessageWithAttempts;
import io.staffetta.ledger.history.State;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;

/**
 * Tells operators what became of messages. All answers are objects with an array {@code messages}, the newest first.
 *
 * <p>Thread-safe.
 */
public final class MessagesApi {

    /** Most messages in one answer. */
    static final int MOST = 1000;

    private static final int USUAL = 100;

    private final Ledger ledger;
    private final AuditTrail audit;

    public MessagesApi(Ledger ledger, AuditTrail audit) {
        this.ledger = ledger;
        this.audit = audit;
    }

    /**
     * The message with the id in the path, or all with that reference. Whoever asks for numbers and texts is in the audit trail.
     *
     * @throws ProblemException if there is none, a parameter is wrong, or the ledger is away
     */
    public HttpAnswer show(Exchange exchange) {
        // Not as a parameter of the route's: there the reference 'null' would be none.
        String idOrReference = exchange.getMessage().getHeader("idOrReference", String.class);
        if (QueryParameters.hasControls(idOrReference)) {
            throw QueryParameters.wrong(
                    "idOrReference", "must be an id or a reference, without control characters such as %00");
        }
        boolean reveal = QueryParameters.of(exchange, "reveal").isTrue("reveal");
        Caller caller = Callers.of(exchange);
        boolean isSender = caller.role() == Role.SENDER;
        if (reveal && !isSender) {
            new Callers().check(exchange, Role.OPERATOR.label());
        }
        List<MessageWithAttempts> found = LedgerQuestion.ask(() -> ledger.find(idOrReference)).stream()
                .filter(story ->
                        !isSender || Source.of(story.message().source()).isOf(caller.name()))
                .toList();
        if (found.isEmpty()) {
            throw new ProblemException(
                    HttpProblem.of(404, "No message has this id or reference: GET /v1/messages lists the newest"));
        }
        if (reveal && !isSender) {
            // Before they are shown: what cannot be written down is not.
            Noting.before(
                    audit,
                    new AuditEntry(
                            caller,
                            "message.reveal",
                            idOrReference,
                            Map.of("messages", Integer.toString(found.size())),
                            ""));
        }
        return answer(found, reveal, null);
    }

    /**
     * The newest messages, of those that the parameters mean. {@code next} is where the next page begins, if there may be
     * one.
     *
     * @throws ProblemException if a parameter is wrong, or the ledger is away
     */
    public HttpAnswer list(Exchange exchange) {
        QueryParameters given = QueryParameters.of(exchange, "state", "account", "source", "since", "before", "limit");
        MessageFilter filter = new MessageFilter(
                given.oneOf("state", State.class),
                given.text("account"),
                source(exchange, given),
                given.instant("since"),
                given.id("before", "a message"),
                given.number("limit", MOST, USUAL));
        List<MessageWithAttempts> found = LedgerQuestion.ask(() -> ledger.list(filter))
                .orElseThrow(
                        () -> QueryParameters.wrong("before", "must be the id of a message that the ledger knows"));
        return answer(
                found,
                false,
                found.size() < filter.limit()
                        ? null
                        : found.get(found.size() - 1).message().id());
    }

    /** A sender sees its own messages and no others. */
    private static String source(Exchange exchange, QueryParameters given) {
        Caller caller = Callers.of(exchange);
        if (caller.role() != Role.SENDER) {
            return given.text("source");
        }
        if (!given.text("source").isEmpty()) {
            throw QueryParameters.wrong("source", "must not be given: a sender sees its own messages");
        }
        return ":" + caller.name();
    }

    private static HttpAnswer answer(List<MessageWithAttempts> found, boolean reveal, String next) {
        return HttpAnswer.json(
                200,
                new Found(
                        found.stream()
                                .map(story -> MessageView.of(story, reveal))
                                .toList(),
                        next));
    }

    private record Found(List<MessageView> messages, String next) {}
}
