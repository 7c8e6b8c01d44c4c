package io.staffetta.http.operations;

import io.staffetta.http.Callers;
import io.staffetta.http.HttpAnswer;
import io.staffetta.http.HttpProblem;
import io.staffetta.http.ProblemException;
import io.staffetta.http.QueryParameters;
import io.staffetta.tokens.Application;
import io.staffetta.tokens.NewToken;
import io.staffetta.tokens.Quotas;
import io.staffetta.tokens.Tokens;
import io.staffetta.webhooks.Webhooks;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;

/**
 * Lists the applications that may call, and lets administrators add, disable and revoke them.
 *
 * <p>Thread-safe.
 */
public final class TokensApi {

    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int CREATED = 201;

    private final Tokens tokens;
    private final Quotas quotas;
    private final Webhooks webhooks;
    private final boolean plainHttp;

    /**
     * @param plainHttp whether webhooks may go beyond loopback without TLS
     */
    public TokensApi(Tokens tokens, Quotas quotas, Webhooks webhooks, boolean plainHttp) {
        this.tokens = tokens;
        this.quotas = quotas;
        this.webhooks = webhooks;
        this.plainHttp = plainHttp;
    }

    /**
     * The applications by name; with {@code revoked=true} also those that are revoked.
     *
     * @throws ProblemException if a parameter is wrong
     */
    public HttpAnswer list(Exchange exchange) {
        boolean revoked = QueryParameters.of(exchange, "revoked").isTrue("revoked");
        Map<String, Webhooks.State> states = LedgerQuestion.ask(webhooks::states);
        return HttpAnswer.json(
                200,
                new Found(tokens.all().stream()
                        .filter(one -> revoked || one.revoked() == null)
                        .map(one -> view(one, null, one.revoked() == null ? states.get(one.name()) : null))
                        .toList()));
    }

    /**
     * Adds an application, as the body says. The answer has its token, which nobody can ask for again.
     *
     * @throws ProblemException if a field is wrong, another application has the name, or the ledger is away
     */
    public HttpAnswer add(Exchange exchange) {
        QueryParameters.of(exchange);
        NewToken wanted = TokenRequest.read(exchange);
        Tokens.Made made = LedgerQuestion.ask(() -> tokens.add(wanted, Callers.of(exchange)))
                .orElseThrow(() -> new ProblemException(HttpProblem.of(
                        CONFLICT,
                        "name_taken",
                        "There is an application of this name: revoke its token first, or take another name")));
        return HttpAnswer.json(CREATED, view(made.application(), made.token(), null));
    }

    /**
     * Revokes a token, at once.
     *
     * @throws ProblemException if there is none, it is revoked, or the ledger is away
     */
    public HttpAnswer revoke(Exchange exchange) {
        String why = QueryParameters.of(exchange, "why").text("why");
        return change(exchange, why, "token.revoke", "It is revoked already");
    }

    /**
     * Disables an application: its token is not taken until it is enabled again.
     *
     * @throws ProblemException if there is none, it is disabled, or the ledger is away
     */
    public HttpAnswer disable(Exchange exchange) {
        return change(exchange, whyOfQuery(exchange), "token.disable", "It is disabled, or revoked, already");
    }

    /**
     * Enables an application again.
     *
     * @throws ProblemException if there is none, it is enabled, or the ledger is away
     */
    public HttpAnswer enable(Exchange exchange) {
        return change(exchange, whyOfQuery(exchange), "token.enable", "It is enabled already, or revoked");
    }

    /**
     * Says where an application is told what became of its messages. The answer has the secret by which that is signed, which nobody
     * can ask for again.
     *
     * @throws ProblemException if there is none, the URL is wrong, or the ledger is away
     */
    public HttpAnswer setWebhook(Exchange exchange) {
        QueryParameters.of(exchange);
        Application one = find(exchange);
        String url = TokenRequest.url(exchange, plainHttp);
        String secret = LedgerQuestion.ask(() -> webhooks.set(one.name(), url, Callers.of(exchange)));
        return HttpAnswer.json(200, new Secret(one.id(), one.name(), url, secret));
    }

    /**
     * Has an application told no more.
     *
     * @throws ProblemException if there is none, it has no webhook, or the ledger is away
     */
    public HttpAnswer removeWebhook(Exchange exchange) {
        QueryParameters.of(exchange);
        Application one = find(exchange);
        if (!LedgerQuestion.ask(() -> webhooks.remove(one.name(), Callers.of(exchange)))) {
            throw new ProblemException(HttpProblem.of(CONFLICT, "no_webhook", "The application has no webhook"));
        }
        return HttpAnswer.json(200, view(one, null, null));
    }

    /**
     * Has what an application could not be told told again.
     *
     * @throws ProblemException if there is none, nothing was given up, or the ledger is away
     */
    public HttpAnswer retryWebhook(Exchange exchange) {
        QueryParameters.of(exchange);
        Application one = find(exchange);
        if (!LedgerQuestion.ask(() -> webhooks.retry(one.name(), Callers.of(exchange)))) {
            throw new ProblemException(HttpProblem.of(CONFLICT, "nothing_given_up", "Nothing was given up"));
        }
        return HttpAnswer.json(200, view(one, null, null));
    }

    private Application find(Exchange exchange) {
        return tokens.find(exchange.getMessage().getHeader("id", String.class))
                .filter(one -> one.revoked() == null)
                .orElseThrow(() -> new ProblemException(
                        HttpProblem.of(NOT_FOUND, "No token has this id: GET /v1/tokens lists all")));
    }

    private static String whyOfQuery(Exchange exchange) {
        return QueryParameters.of(exchange, "why").text("why");
    }

    private HttpAnswer change(Exchange exchange, String why, String action, String objection) {
        String id = exchange.getMessage().getHeader("id", String.class);
        Application before = tokens.find(id)
                .orElseThrow(() -> new ProblemException(
                        HttpProblem.of(NOT_FOUND, "No token has this id: GET /v1/tokens lists all")));
        if (!LedgerQuestion.ask(() -> tokens.change(before, action, Callers.of(exchange), why))) {
            throw new ProblemException(HttpProblem.of(CONFLICT, objection));
        }
        return HttpAnswer.json(200, view(tokens.find(id).orElse(before), null, null));
    }

    private View view(Application one, String token, Webhooks.State webhook) {
        return new View(
                one.id(),
                one.name(),
                token,
                one.prefix(),
                one.role().label(),
                one.isTest() ? "test" : "live",
                one.accounts(),
                one.senders(),
                one.perMinute(),
                one.perDay(),
                quotas.today(one.name()),
                one.enabled(),
                text(one.created()),
                one.createdBy(),
                text(one.expires()),
                text(one.revoked()),
                text(one.lastUsed()),
                webhook);
    }

    private static String text(Instant instant) {
        return instant == null ? null : instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private record Found(List<View> tokens) {}

    private record View(
            String id,
            String name,
            String token,
            String prefix,
            String role,
            String kind,
            List<String> accounts,
            List<String> senders,
            Long perMinute,
            Long perDay,
            long today,
            boolean enabled,
            String createdAt,
            String createdBy,
            String expiresAt,
            String revokedAt,
            String lastUsedAt,
            Webhooks.State webhook) {}

    private record Secret(String id, String name, String url, String secret) {}
}
