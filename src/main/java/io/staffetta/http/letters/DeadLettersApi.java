package io.staffetta.http.letters;

import io.staffetta.audit.AuditEntry;
import io.staffetta.audit.AuditTrail;
import io.staffetta.http.Callers;
import io.staffetta.http.HttpAnswer;
import io.staffetta.http.HttpProblem;
import io.staffetta.http.ProblemException;
import io.staffetta.http.QueryParameters;
import io.staffetta.http.operations.AuditedCall;
import io.staffetta.http.operations.JsonBody;
import io.staffetta.http.operations.LedgerQuestion;
import io.staffetta.ledger.operation.GroupPart;
import io.staffetta.ledger.operation.LetterGroup;
import io.staffetta.ledger.operation.ListedLetter;
import io.staffetta.ledger.operation.ListedLetters;
import io.staffetta.ledger.operation.OperationFilter;
import io.staffetta.message.PhoneNumbers;
import java.time.Clock;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.Exchange;

/**
 * Lists dead letters, one by one or in groups, and keeps the notes of operators on groups.
 *
 * <p>Thread-safe.
 */
public final class DeadLettersApi {

    private static final int MOST = 1000;
    private static final int USUAL = 100;
    private static final int LONGEST_NOTE = 500;
    private static final int NOT_FOUND = 404;

    private final ListedLetters letters;
    private final FilterReader filters;
    private final AuditTrail audit;
    private final Clock clock;

    public DeadLettersApi(ListedLetters letters, PhoneNumbers numbers, AuditTrail audit, Clock clock) {
        this.letters = letters;
        filters = new FilterReader(numbers);
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * The newest dead letters, or their groups, of those that the parameters mean.
     *
     * @throws ProblemException if a parameter is wrong, or the ledger is away
     */
    public HttpAnswer list(Exchange exchange) {
        QueryParameters given = QueryParameters.of(
                exchange,
                Stream.concat(FilterReader.NAMES.stream(), Stream.of("group", "before", "limit"))
                        .toArray(String[]::new));
        OperationFilter filter = filters.read(given::text, QueryParameters::wrong);
        int limit = given.number("limit", MOST, USUAL);
        if (!given.text("group").isEmpty()) {
            Set<GroupPart> parts = parts(given.text("group"));
            return HttpAnswer.json(
                    200,
                    new Groups(
                            LedgerQuestion.ask(() -> letters.count(filter)),
                            LedgerQuestion.ask(() -> letters.groups(filter, parts, limit)).stream()
                                    .map(GroupView::of)
                                    .toList()));
        }
        List<ListedLetter> found = LedgerQuestion.ask(
                        () -> letters.list(filter, given.id("before", "a dead letter"), limit))
                .orElseThrow(() -> QueryParameters.wrong(
                        "before", "must be the id of a dead letter that is still there: begin anew"));
        return HttpAnswer.json(
                200,
                new Found(
                        found.stream().map(LetterView::of).toList(),
                        found.size() < limit
                                ? null
                                : found.get(found.size() - 1).letter().id()));
    }

    /**
     * The dead letter with the id in the path.
     *
     * @throws ProblemException if there is none, or the ledger is away
     */
    public HttpAnswer show(Exchange exchange) {
        QueryParameters.of(exchange);
        String id = exchange.getMessage().getHeader("id", String.class);
        return HttpAnswer.json(
                200,
                LetterView.of(LedgerQuestion.ask(() -> letters.find(id))
                        .orElseThrow(() -> new ProblemException(HttpProblem.of(
                                NOT_FOUND, "No dead letter has this id: GET /v1/dead-letters lists them")))));
    }

    /**
     * Keeps what somebody says of the group with the key in the path; nothing, to take it back.
     *
     * @throws ProblemException if the key or a field is wrong, or the ledger is away
     */
    public HttpAnswer note(Exchange exchange) {
        QueryParameters.of(exchange);
        String key = exchange.getMessage().getHeader("key", String.class);
        if (!key.matches("[0-9a-f]{24}")) {
            throw new ProblemException(HttpProblem.of(
                    NOT_FOUND, "No group has this key: GET /v1/dead-letters?group=reason lists groups with theirs"));
        }
        String text = JsonBody.of(exchange, List.of("text"))
                .line("text", LONGEST_NOTE)
                .strip();
        String who = Callers.of(exchange).name();
        LedgerQuestion.ask(() -> {
            letters.note(key, text, who, clock.instant());
            return true;
        });
        AuditedCall.done(
                audit, new AuditEntry(Callers.of(exchange), "dead-letters.note", "group " + key, Map.of(), text));
        return HttpAnswer.json(
                200,
                new Noted(key, text.isEmpty() ? null : NoteView.of(new LetterGroup.Note(text, who, clock.instant()))));
    }

    private static Set<GroupPart> parts(String by) {
        Set<GroupPart> parts = EnumSet.noneOf(GroupPart.class);
        for (String name : by.split(",", -1)) {
            parts.add(Arrays.stream(GroupPart.values())
                    .filter(part -> part.label().equals(name.strip()))
                    .findFirst()
                    .orElseThrow(() -> QueryParameters.wrong(
                            "group", "must be some of reason, account, detail, with commas between")));
        }
        return parts;
    }

    private record Found(List<LetterView> deadLetters, String next) {}

    private record Groups(long total, List<GroupView> groups) {}

    private record Noted(String key, NoteView note) {}

    private record NoteView(String text, String who, String at) {

        static NoteView of(LetterGroup.Note note) {
            return note == null
                    ? null
                    : new NoteView(note.text(), note.who(), note.at().toString());
        }
    }

    private record GroupView(
            String key,
            String reason,
            String account,
            String detail,
            long count,
            String oldest,
            String newest,
            NoteView note) {

        static GroupView of(LetterGroup group) {
            return new GroupView(
                    group.key(),
                    group.parts().get(GroupPart.REASON),
                    group.parts().get(GroupPart.ACCOUNT),
                    group.parts().get(GroupPart.DETAIL),
                    group.count(),
                    group.oldest().toString(),
                    group.newest().toString(),
                    NoteView.of(group.note()));
        }
    }
}
