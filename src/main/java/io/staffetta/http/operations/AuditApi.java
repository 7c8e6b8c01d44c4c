package io.staffetta.http.operations;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.staffetta.audit.AuditBook;
import io.staffetta.audit.AuditFilter;
import io.staffetta.audit.AuditRecord;
import io.staffetta.audit.AuditVerdict;
import io.staffetta.http.HttpAnswer;
import io.staffetta.http.ProblemException;
import io.staffetta.http.QueryParameters;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.camel.Exchange;

/**
 * Lists the entries of the audit trail.
 *
 * <p>Thread-safe.
 */
public final class AuditApi {

    private static final int MOST = 1000;
    private static final int USUAL = 100;

    private final AuditBook book;

    public AuditApi(AuditBook book) {
        this.book = book;
    }

    /**
     * The newest entries, of those that the parameters mean. {@code next} is where the next page begins, if there may be one.
     *
     * @throws ProblemException if a parameter is wrong, or the ledger is away
     */
    public HttpAnswer list(Exchange exchange) {
        QueryParameters given =
                QueryParameters.of(exchange, "who", "action", "subject", "since", "until", "before", "limit");
        AuditFilter filter = new AuditFilter(
                given.text("who"),
                given.text("action"),
                given.text("subject"),
                given.instant("since"),
                given.instant("until"),
                given.number("before", 999_999_999, 0),
                given.number("limit", MOST, USUAL));
        List<AuditRecord> found = LedgerQuestion.ask(() -> book.list(filter));
        return HttpAnswer.json(
                200,
                new Found(
                        found.stream().map(Entry::of).toList(),
                        found.size() < filter.limit()
                                ? null
                                : Long.toString(found.get(found.size() - 1).number())));
    }

    /**
     * Whether each entry fits the one before. With {@code number} and {@code hash}, as somebody noted them, also whether that entry
     * is still the same.
     *
     * @throws ProblemException if a parameter is wrong, or the ledger is away
     */
    public HttpAnswer verify(Exchange exchange) {
        QueryParameters given = QueryParameters.of(exchange, "number", "hash");
        int number = given.number("number", 999_999_999, 0);
        String hash = given.text("hash").toLowerCase(Locale.ROOT);
        if (number == 0 != hash.isEmpty()) {
            throw QueryParameters.wrong(number == 0 ? "number" : "hash", "must be given together with the other");
        }
        AuditVerdict verdict = LedgerQuestion.ask(book::verify);
        if (verdict.whole() && number > 0) {
            verdict = compared(verdict, number, hash);
        }
        return HttpAnswer.json(200, verdict);
    }

    private AuditVerdict compared(AuditVerdict verdict, int number, String hash) {
        Optional<AuditRecord> entry = LedgerQuestion.ask(() -> book.find(number));
        boolean isCut = number < verdict.first();
        return entry.filter(found -> found.hash().equals(hash)).isPresent()
                ? verdict
                : new AuditVerdict(
                        false,
                        verdict.first(),
                        verdict.last(),
                        verdict.hash(),
                        (long) number,
                        isCut
                                ? "was cut off for its age: note a later one"
                                : entry.isPresent() ? "has another hash than was noted" : "was noted, and is missing");
    }

    private record Found(List<Entry> entries, String next) {}

    private record Entry(
            long number,
            String at,
            String who,
            String role,
            String from,
            String action,
            String subject,
            @JsonRawValue String details,
            String why,
            String hash) {

        static Entry of(AuditRecord entry) {
            return new Entry(
                    entry.number(),
                    entry.at().toString(),
                    known(entry.who()),
                    known(entry.role()),
                    known(entry.from()),
                    entry.action(),
                    known(entry.subject()),
                    entry.details(),
                    known(entry.why()),
                    entry.hash());
        }

        private static String known(String text) {
            return text.isEmpty() ? null : text;
        }
    }
}
