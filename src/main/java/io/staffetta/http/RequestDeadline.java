package io.staffetta.http;

import org.apache.camel.Exchange;
import org.apache.camel.component.platform.http.vertx.HttpMessage;

/**
 * Keeps a request from being done after its caller was told that it was not. The server answers 503 after
 * {@value #ANSWERED_MILLIS} ms ({@code requestTimeout} of the routes), but the work goes on: a client of several brokers
 * waits for ever for one to come back. What the caller sends again must not have been queued in the meantime.
 *
 * <p>Thread-safe.
 */
public final class RequestDeadline {

    /** Milliseconds after which the caller has its answer. */
    public static final long ANSWERED_MILLIS = 10_000;

    /** Time for what comes after it is asked: commit, and answer. */
    private static final long MARGIN_MILLIS = 1_000;

    /** Whether it is too late for a request to be done. */
    public boolean isOver(Exchange exchange) {
        return isAnswered(exchange) || exchange.getClock().elapsed() > ANSWERED_MILLIS - MARGIN_MILLIS;
    }

    /** The server counts from the first byte of a request, an exchange only from its last. */
    private static boolean isAnswered(Exchange exchange) {
        return exchange.getMessage() instanceof HttpMessage http
                && http.getResponse().ended();
    }
}
