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
import io.staffetta.ledger.history.MessageRecord;
import io.staffetta.ledger.history.MessageWithAttempts;
import io.staffetta.message.PhoneNumbers;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;

/**
 * Lists messages, with their states and attempts. All answers are objects with an array {@code messages}, the newest first.
 *
 * <p>Thread-safe.
 */
public final class MessagesApi {

    /** Most messages in one answer. */
    static final int MOST = 1000;

    private static final int USUAL = 100;
    private static final String SAME_RECIPIENT = "sameRecipientAs";

    private final Ledger ledger;
    private final MessageParameters parameters;
    private final AuditTrail audit;

    /**
     * @param numbers reads the numbers that messages are looked for by
     * @param audit takes who asks for numbers and texts
     */
    public MessagesApi(Ledger ledger, PhoneNumbers numbers, AuditTrail audit) {
        this.ledger = ledger;
        this.audit = audit;
        parameters = new MessageParameters(numbers);
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
        QueryParameters given = QueryParameters.of(exchange, "reveal", "why");
        boolean reveal = isRevealed(exchange, given);
        Caller caller = Callers.of(exchange);
        List<MessageWithAttempts> found = LedgerQuestion.ask(
                        () -> ledger.messages().find(idOrReference))
                .stream()
                .filter(story ->
                        !isSender(caller) || Source.of(story.message().source()).isOf(caller.name()))
                .toList();
        if (found.isEmpty()) {
            throw new ProblemException(
                    HttpProblem.of(404, "No message has this id or reference: GET /v1/messages lists the newest"));
        }
        if (reveal) {
            found.forEach(story -> note(exchange, story.message().id(), Map.of(), given.text("why")));
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
        QueryParameters given = QueryParameters.of(exchange, MessageParameters.NAMES);
        boolean reveal = isRevealed(exchange, given);
        if (reveal && !isSender(Callers.of(exchange)) && given.text("why").isEmpty()) {
            throw QueryParameters.wrong("why", "must say why numbers and texts are revealed");
        }
        MessageFilter filter = sameRecipient(
                exchange, given, parameters.filter(given, own(exchange, given), given.number("limit", MOST, USUAL)));
        List<MessageWithAttempts> found = LedgerQuestion.ask(
                        () -> ledger.messages().list(filter))
                .orElseThrow(
                        () -> QueryParameters.wrong("before", "must be the id of a message that the ledger knows"));
        if (reveal && !found.isEmpty()) {
            note(
                    exchange,
                    found.get(0).message().id(),
                    Map.of(
                            "messages", Integer.toString(found.size()),
                            "last", found.get(found.size() - 1).message().id()),
                    given.text("why"));
        }
        return answer(
                found,
                reveal,
                found.size() < filter.limit()
                        ? null
                        : found.get(found.size() - 1).message().id());
    }

    /** Those to the recipient of a message, whose number the caller need not know. */
    private MessageFilter sameRecipient(Exchange exchange, QueryParameters given, MessageFilter filter) {
        String id = given.id(SAME_RECIPIENT, "a message");
        if (id.isEmpty()) {
            return filter;
        }
        if (!filter.to().isEmpty()) {
            throw QueryParameters.wrong(SAME_RECIPIENT, "must not be given together with 'to'");
        }
        Caller caller = Callers.of(exchange);
        return LedgerQuestion.ask(() -> ledger.messages().find(id)).stream()
                .map(MessageWithAttempts::message)
                .filter(message ->
                        !isSender(caller) || Source.of(message.source()).isOf(caller.name()))
                .map(MessageRecord::recipient)
                .filter(number -> !number.isEmpty())
                .findFirst()
                .map(filter::to)
                .orElseThrow(() -> QueryParameters.wrong(
                        SAME_RECIPIENT, "must be the id of a message whose number is not erased yet"));
    }

    /** A sender sees its own messages and no others: as a source; empty for all. */
    private static String own(Exchange exchange, QueryParameters given) {
        Caller caller = Callers.of(exchange);
        if (!isSender(caller)) {
            return "";
        }
        for (String name : List.of("source", "application")) {
            if (!given.text(name).isEmpty()) {
                throw QueryParameters.wrong(name, "must not be given: a sender sees its own messages");
            }
        }
        return ":" + caller.name();
    }

    private static boolean isSender(Caller caller) {
        return caller.role() == Role.SENDER;
    }

    /** Numbers and texts are for those who may act on messages, and for the sender whose they are. */
    private static boolean isRevealed(Exchange exchange, QueryParameters given) {
        boolean reveal = given.isTrue("reveal");
        if (reveal && !Callers.of(exchange).role().includes(Role.OPERATOR) && !isSender(Callers.of(exchange))) {
            throw new ProblemException(HttpProblem.of(
                    403, "role_too_low", "Numbers and texts are revealed to the role operator, not to the caller's"));
        }
        return reveal;
    }

    private void note(Exchange exchange, String id, Map<String, String> details, String why) {
        if (!isSender(Callers.of(exchange))) {
            // Before they are shown: what cannot be written down is not.
            AuditedCall.before(audit, new AuditEntry(Callers.of(exchange), "message.reveal", id, details, why));
        }
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
