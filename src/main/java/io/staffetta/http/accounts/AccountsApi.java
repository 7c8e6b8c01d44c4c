package io.staffetta.http.accounts;

import io.staffetta.account.Account;
import io.staffetta.account.CurrentAccounts;
import io.staffetta.audit.AuditEntry;
import io.staffetta.audit.AuditTrail;
import io.staffetta.config.edit.AccountsEditor;
import io.staffetta.config.edit.UneditableException;
import io.staffetta.delivery.orders.StandingOrders;
import io.staffetta.delivery.parking.Parking;
import io.staffetta.http.Callers;
import io.staffetta.http.HttpAnswer;
import io.staffetta.http.HttpProblem;
import io.staffetta.http.ProblemException;
import io.staffetta.http.QueryParameters;
import io.staffetta.ledger.accounts.AccountPause;
import io.staffetta.ledger.store.LedgerAwayException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.camel.Exchange;

/**
 * Shows the accounts and their state to operators, holds them and lets them go on, and opens parked ones. Of their secrets it
 * shows none.
 *
 * <p>Thread-safe.
 */
public final class AccountsApi {

    private static final String HISTORY = "history";
    private static final Duration LONGEST_PAUSE = Duration.ofDays(366);

    private final CurrentAccounts accounts;
    private final Parking parking;
    private final StandingOrders orders;
    private final AccountsEditor editor;
    private final AccountViews views;
    private final AuditTrail audit;
    private final Clock clock;

    /**
     * @param editor knows what is written
     */
    public AccountsApi(
            CurrentAccounts accounts,
            Parking parking,
            StandingOrders orders,
            AccountsEditor editor,
            AuditTrail audit,
            Clock clock) {
        this.accounts = accounts;
        this.parking = parking;
        this.orders = orders;
        this.editor = editor;
        views = new AccountViews(accounts, parking, orders, editor);
        this.audit = audit;
        this.clock = clock;
    }

    /** All accounts, in the order of the file. */
    public HttpAnswer list() {
        HttpAnswer answer = HttpAnswer.json(
                200, accounts.get().byId().values().stream().map(views::brief).toList());
        try {
            return answer.withHeader("ETag", '"' + editor.current().version() + '"');
        } catch (UneditableException e) {
            return answer;
        }
    }

    /**
     * The account in the path, with its fields.
     *
     * @throws ProblemException if there is none
     */
    public HttpAnswer show(Exchange exchange) {
        if (HISTORY.equals(id(exchange))) {
            return history(exchange);
        }
        QueryParameters.of(exchange);
        Map<String, Object> view = views.full(account(exchange));
        HttpAnswer answer = HttpAnswer.json(200, view);
        return view.containsKey("version")
                ? answer.withHeader("ETag", '"' + view.get("version").toString() + '"')
                : answer;
    }

    /** The versions of the accounts that are kept, the newest first. */
    public HttpAnswer history(Exchange exchange) {
        QueryParameters given = QueryParameters.of(exchange, "limit", "before");
        int limit = given.number("limit", 1000, 100);
        long before = given.number("before", Integer.MAX_VALUE, Integer.MAX_VALUE);
        var found = editor.history().stream()
                .filter(entry -> entry.version() < before)
                .limit(limit + 1L)
                .toList();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("versions", found.stream().limit(limit).toList());
        if (found.size() > limit) {
            answer.put("next", Long.toString(found.get(limit - 1).version()));
        }
        return HttpAnswer.json(200, answer);
    }

    /**
     * Opens an account again, here and at all gateways on the ledger; does nothing where it is not parked. Answers whether it was
     * parked here, how it is now, and which other gateways open it within seconds.
     *
     * @throws ProblemException if there is no such account
     */
    public HttpAnswer unpark(Exchange exchange) {
        Account account = account(exchange);
        boolean unparked = parking.unpark(account.id(), "an operator said so over HTTP");
        List<String> others = orders.unparkElsewhere(account.id());
        note(exchange, "account.unpark", account.id(), Map.of("unparked", Boolean.toString(unparked)), "");
        return HttpAnswer.json(200, new Unparked(account.id(), unparked, state(account), others));
    }

    private String state(Account account) {
        return views.brief(account).get("state").toString();
    }

    /**
     * Holds an account: its messages wait. {@code until} and {@code why} may be in the body.
     *
     * @throws ProblemException if there is no such account, {@code until} is wrong, or the ledger is away
     */
    public HttpAnswer pause(Exchange exchange) {
        AccountBody body = AccountBody.of(exchange, "until", "why");
        Account account = account(exchange);
        Instant until = until(body.take("until"));
        String why = body.take("why");
        String who = Callers.of(exchange).name();
        ask(() -> {
            orders.pause(new AccountPause(account.id(), clock.instant(), until, who, why));
            return null;
        });
        Map<String, String> details = until == null ? Map.of() : Map.of("until", until.toString());
        note(exchange, "account.pause", account.id(), details, why);
        return HttpAnswer.json(200, views.full(account));
    }

    private Instant until(String text) {
        if (text.isEmpty()) {
            return null;
        }
        try {
            Instant until = text.startsWith("P")
                    ? clock.instant().plus(Duration.parse(text))
                    : OffsetDateTime.parse(text).toInstant();
            if (until.isAfter(clock.instant()) && until.isBefore(clock.instant().plus(LONGEST_PAUSE))) {
                return until;
            }
        } catch (DateTimeException | ArithmeticException e) {
            // The problem says what is expected.
        }
        throw QueryParameters.wrong(
                "until",
                "must be an ISO-8601 date and time with offset, such as 2026-11-22T10:00:00Z, or a duration, such as PT2H,"
                        + " that ends within a year from now");
    }

    /**
     * Lets a paused account go on; does nothing if it is not paused.
     *
     * @throws ProblemException if there is no such account, or the ledger is away
     */
    public HttpAnswer resume(Exchange exchange) {
        AccountBody body = AccountBody.of(exchange, "why");
        Account account = account(exchange);
        boolean resumed = ask(() -> orders.resume(account.id()));
        note(exchange, "account.resume", account.id(), Map.of("resumed", Boolean.toString(resumed)), body.take("why"));
        Map<String, Object> view = views.full(account);
        view.put("resumed", resumed);
        return HttpAnswer.json(200, view);
    }

    private void note(Exchange exchange, String action, String id, Map<String, String> details, String why) {
        audit.note(new AuditEntry(Callers.of(exchange), action, id, details, why));
    }

    static <T> T ask(Supplier<T> question) {
        try {
            return question.get();
        } catch (LedgerAwayException e) {
            throw new ProblemException(
                    HttpProblem.of(503, "ledger_away", "The ledger cannot be reached now: try again later"));
        }
    }

    static String id(Exchange exchange) {
        return exchange.getMessage().getHeader("id", String.class);
    }

    private Account account(Exchange exchange) {
        return Optional.ofNullable(id(exchange))
                .flatMap(accounts::find)
                .orElseThrow(() -> new ProblemException(HttpProblem.of(
                        404, "account_not_found", "No account has this id: GET /v1/accounts lists all")));
    }

    private record Unparked(String id, boolean unparked, String state, List<String> others) {}
}
