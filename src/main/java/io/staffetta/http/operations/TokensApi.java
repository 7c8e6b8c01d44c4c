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
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
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

    public TokensApi(Tokens tokens, Quotas quotas) {
        this.tokens = tokens;
        this.quotas = quotas;
    }

    /**
     * The applications by name; with {@code revoked=true} also those that are revoked.
     *
     * @throws ProblemException if a parameter is wrong
     */
    public HttpAnswer list(Exchange exchange) {
        boolean revoked = QueryParameters.of(exchange, "revoked").isTrue("revoked");
        return HttpAnswer.json(
                200,
                new Found(tokens.all().stream()
                        .filter(one -> revoked || one.revoked() == null)
                        .map(one -> view(one, null))
                        .toList()));
    }

    /**
     * Adds an application, as the body says. The answer has its token, which nobody can ask for again.
     *
     * @throws ProblemException if a field is wrong, another application has the name, or the ledger is away
     */
    public HttpAnswer add(Exchange exchange) {
        QueryParameters.of(exchange);
        NewToken wanted = TokenRequest.read(exchange.getMessage().getBody(byte[].class));
        Tokens.Made made = LedgerQuestion.ask(() -> tokens.add(wanted, Callers.of(exchange)))
                .orElseThrow(() -> new ProblemException(HttpProblem.of(
                        CONFLICT,
                        "name_taken",
                        "There is an application of this name: revoke its token first, or take another name")));
        return HttpAnswer.json(CREATED, view(made.application(), made.token()));
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
        return HttpAnswer.json(200, view(tokens.find(id).orElse(before), null));
    }

    private View view(Application one, String token) {
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
                text(one.lastUsed()));
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
            String lastUsedAt) {}
}
