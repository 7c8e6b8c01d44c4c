package io.staffetta.http.operations;

import io.staffetta.http.Callers;
import io.staffetta.http.HttpAnswer;
import io.staffetta.http.HttpProblem;
import io.staffetta.http.ProblemException;
import io.staffetta.http.QueryParameters;
import io.staffetta.tokens.Application;
import io.staffetta.tokens.Tokens;
import io.staffetta.webhooks.UndeliveredEvent;
import io.staffetta.webhooks.Webhooks;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;

/**
 * Shows what applications could not be told by their webhooks, and tries whether these can be reached.
 *
 * <p>Thread-safe.
 */
public final class WebhooksApi {

    private static final int MOST = 100;

    private final Tokens tokens;
    private final Webhooks webhooks;

    public WebhooksApi(Tokens tokens, Webhooks webhooks) {
        this.tokens = tokens;
        this.webhooks = webhooks;
    }

    /**
     * How the webhook of an application is, and what could not be told by it, the newest first, {@value #MOST} at most.
     *
     * @throws ProblemException if there is none, or the ledger is away
     */
    public HttpAnswer show(Exchange exchange) {
        QueryParameters.of(exchange);
        Application one = find(exchange);
        Webhooks.State state = Optional.ofNullable(
                        LedgerQuestion.ask(webhooks::states).get(one.name()))
                .orElseThrow(WebhooksApi::none);
        List<Event> dead = LedgerQuestion.ask(() -> webhooks.dead(one.name(), MOST)).stream()
                .map(Event::of)
                .toList();
        return HttpAnswer.json(200, new View(one.id(), one.name(), state.url(), state.waiting(), state.dead(), dead));
    }

    /**
     * Tells an application that this is a test, and waits up to 10 s for its answer.
     *
     * @throws ProblemException if it has no webhook, or the ledger is away
     */
    public HttpAnswer test(Exchange exchange) {
        QueryParameters.of(exchange);
        Application one = find(exchange);
        String failure = LedgerQuestion.ask(() -> webhooks.test(one.name(), Callers.of(exchange)))
                .orElseThrow(WebhooksApi::none);
        return HttpAnswer.json(
                200, new Tested(one.id(), one.name(), failure.isEmpty(), failure.isEmpty() ? null : failure));
    }

    private Application find(Exchange exchange) {
        return tokens.find(exchange.getMessage().getHeader("id", String.class))
                .filter(one -> one.revoked() == null)
                .orElseThrow(() ->
                        new ProblemException(HttpProblem.of(404, "No token has this id: GET /v1/tokens lists all")));
    }

    private static ProblemException none() {
        return new ProblemException(HttpProblem.of(409, "no_webhook", "The application has no webhook"));
    }

    private record View(String id, String name, String url, long waiting, long dead, List<Event> events) {}

    /** Holds an event that could not be delivered. Has nothing of a message in it. */
    private record Event(String id, String createdAt, int attempts, String error) {

        static Event of(UndeliveredEvent dead) {
            return new Event(dead.id(), text(dead.created()), dead.attempts(), dead.error());
        }

        private static String text(Instant instant) {
            return instant.toString();
        }
    }

    private record Tested(String id, String name, boolean told, String failure) {}
}
