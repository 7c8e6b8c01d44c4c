package io.staffetta.http.letters;

import io.staffetta.account.Account;
import io.staffetta.account.CurrentAccounts;
import io.staffetta.http.Json;
import io.staffetta.http.operations.JsonBody;
import io.staffetta.language.Phrase;
import io.staffetta.ledger.operation.NewOperation;
import io.staffetta.ledger.operation.OperationFilter;
import io.staffetta.ledger.operation.OperationKind;
import io.staffetta.ledger.operation.OperationTerms;
import io.staffetta.ledger.operation.SentAs;
import io.staffetta.message.MessageId;
import io.staffetta.message.PhoneNumbers;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;

/** Reads an operation that somebody orders. */
final class OperationRequest {

    /** Most ids in one request. */
    static final int MOST_IDS = 10_000;

    private static final List<String> FIELDS =
            List.of("kind", "ids", "filter", "plan", "toAccount", "rate", "validFor", "as", "why", "dryRun");
    private static final List<String> OF_LETTERS_ONLY = List.of("reason", "detail", "phase", "node");
    private static final int LONGEST = 200;
    private static final int LONGEST_WHY = 500;
    private static final Pattern RATE = Pattern.compile("([1-9][0-9]{0,5})/s");
    private static final Duration LONGEST_WAIT = Duration.ofDays(30);

    private final JsonBody body;
    private final PhoneNumbers numbers;
    private final CurrentAccounts accounts;

    /**
     * @throws io.staffetta.http.ProblemException if the body is no object, or has a field that is not known
     */
    OperationRequest(Exchange exchange, PhoneNumbers numbers, CurrentAccounts accounts) {
        body = JsonBody.of(exchange, FIELDS);
        this.numbers = numbers;
        this.accounts = accounts;
    }

    /** Id of the dry run that is to be done; empty if there is none. */
    String plan() {
        String plan = body.text("plan", LONGEST);
        if (!plan.isEmpty()) {
            if (!MessageId.isValid(plan)) {
                throw JsonBody.wrong("plan", "must be the id of a dry run, 26 characters");
            }
            for (String other : FIELDS) {
                if (!List.of("plan", "kind").contains(other) && body.has(other)) {
                    throw JsonBody.wrong(other, "must not be given with 'plan': the dry run has it");
                }
            }
        }
        return plan;
    }

    /** The kind; {@code null} if it is not given, as it need not be with a plan. */
    OperationKind kind() {
        String kind = body.text("kind", LONGEST);
        return kind.isEmpty()
                ? null
                : OperationKind.ofLabel(kind)
                        .orElseThrow(() ->
                                JsonBody.wrong("kind", "must be one of redrive, discard, settle, move, cancel, hurry"));
    }

    /**
     * The operation.
     *
     * @throws io.staffetta.http.ProblemException if a field is wrong; says which, and what would be right
     */
    NewOperation read(String who, Instant now) {
        body.required("kind", LONGEST);
        OperationKind kind = kind();
        List<String> ids = ids();
        if (ids.isEmpty() != body.has("filter")) {
            throw JsonBody.wrong("ids", "or 'filter' must be given, and not both; a filter {} means all");
        }
        JsonBody filter = ids.isEmpty() ? filter(kind) : null;
        return new NewOperation(
                MessageId.next(),
                terms(kind),
                who,
                ids,
                filter == null
                        ? OperationFilter.ALL
                        : new FilterReader(numbers).read(name -> text(filter, name), filter::problem),
                filter == null ? Json.write(Map.of("ids", ids.size())) : asked(filter),
                body.isTrue("dryRun"),
                now);
    }

    private OperationTerms terms(OperationKind kind) {
        SentAs as = as(kind);
        boolean isSentAgain = kind == OperationKind.REDRIVE || as == SentAs.NOT_SENT;
        OperationTerms terms =
                new OperationTerms(kind, account(kind, isSentAgain), rate(), validFor(isSentAgain), as, why(kind));
        if (kind == OperationKind.MOVE && terms.toAccount().isEmpty()) {
            throw JsonBody.wrong("toAccount", "is required: it says where the messages go");
        }
        return terms;
    }

    private List<String> ids() {
        if (!body.has("ids")) {
            return List.of();
        }
        Phrase expected = Phrase.of("an array of 1 to {0} ids of 26 characters", MOST_IDS);
        List<String> ids = body.texts("ids", MOST_IDS, expected);
        if (ids.isEmpty() || !ids.stream().allMatch(MessageId::isValid)) {
            throw JsonBody.wrong("ids", Phrase.of("must be {0}", expected));
        }
        return ids;
    }

    private JsonBody filter(OperationKind kind) {
        JsonBody filter = body.object("filter", FilterReader.NAMES);
        for (String name : filter.names()) {
            if (!kind.isOfLetters() && OF_LETTERS_ONLY.contains(name)) {
                throw filter.problem(name, "applies only to dead letters, not to waiting messages");
            }
            // One that is empty is no wish for all: a script may have lost its value.
            if (filter.line(name, LONGEST_WHY).isBlank()) {
                throw filter.problem(name, "must not be empty: leave it out to choose by other fields only");
            }
        }
        return filter;
    }

    private static String text(JsonBody filter, String name) {
        return filter.line(name, LONGEST_WHY);
    }

    /** What people are shown of it later, with the number masked. */
    private static String asked(JsonBody filter) {
        Map<String, Object> shown = new LinkedHashMap<>();
        filter.names()
                .forEach(name -> shown.put(
                        name, name.equals("to") ? PhoneNumbers.mask(text(filter, name)) : text(filter, name)));
        return Json.write(shown);
    }

    private String account(OperationKind kind, boolean isSentAgain) {
        String id = body.text("toAccount", LONGEST);
        if (id.isEmpty()) {
            return id;
        }
        if (!isSentAgain && kind != OperationKind.MOVE) {
            throw JsonBody.wrong("toAccount", "applies only to operations that send again, or move");
        }
        Account account =
                accounts.find(id).orElseThrow(() -> JsonBody.wrong("toAccount", "must be the id of an account"));
        if (!account.enabled()) {
            throw JsonBody.wrong("toAccount", "must be the id of an enabled account");
        }
        return id;
    }

    private int rate() {
        String text = body.text("rate", LONGEST, "a string such as \"5/s\", messages a second");
        Matcher rate = RATE.matcher(text);
        if (!text.isEmpty() && !rate.matches()) {
            throw JsonBody.wrong("rate", "must be a number of messages a second, such as 5/s");
        }
        return text.isEmpty() ? 0 : Integer.parseInt(rate.group(1));
    }

    private Duration validFor(boolean isSentAgain) {
        String text = body.text("validFor", LONGEST, "a string such as \"PT2H\", an ISO-8601 duration");
        if (text.isEmpty()) {
            return null;
        }
        try {
            Duration duration = Duration.parse(text);
            if (isSentAgain
                    && duration.compareTo(Duration.ofSeconds(1)) >= 0
                    && duration.compareTo(LONGEST_WAIT) <= 0) {
                return duration;
            }
        } catch (DateTimeException e) {
            // The same as of one that is too long.
        }
        throw JsonBody.wrong(
                "validFor",
                isSentAgain
                        ? "must be an ISO-8601 duration of 1 second to 30 days, such as PT2H"
                        : "applies only to operations that send again");
    }

    private SentAs as(OperationKind kind) {
        String as = body.text("as", LONGEST);
        if (kind != OperationKind.SETTLE) {
            if (!as.isEmpty()) {
                throw JsonBody.wrong("as", "applies only to the kind settle");
            }
            return null;
        }
        return switch (as) {
            case "sent" -> SentAs.SENT;
            case "not-sent" -> SentAs.NOT_SENT;
            default -> throw JsonBody.wrong("as", "must be sent or not-sent");
        };
    }

    private String why(OperationKind kind) {
        if (kind == OperationKind.DISCARD || kind == OperationKind.SETTLE) {
            body.required("why", LONGEST_WHY);
        }
        return body.line("why", LONGEST_WHY).strip();
    }
}
