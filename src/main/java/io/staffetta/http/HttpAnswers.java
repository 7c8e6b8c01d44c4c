package io.staffetta.http;

import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * Makes an answer, and nothing else, what a route gives back over HTTP.
 *
 * <p>Thread-safe.
 */
public final class HttpAnswers {

    private static final HttpProblem UNAVAILABLE = HttpProblem.of(
            503,
            "The broker did not confirm the request in time. Nothing is certain to be queued: send it again later");
    private static final HttpProblem FAILED =
            HttpProblem.of(500, "The gateway failed. Its log says why; nothing is certain to be queued");

    /** Makes an answer the one of an exchange. */
    public void write(Exchange exchange, @Body HttpAnswer answer) {
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, answer.status());
        if (!answer.contentType().isEmpty()) {
            message.setHeader(Exchange.CONTENT_TYPE, answer.contentType());
        }
        if (answer.status() == UNAVAILABLE.status()) {
            message.setHeader("Retry-After", "5");
        }
        message.setBody(answer.body());
    }

    /** What is told of a request that is the caller's fault. */
    public HttpAnswer wrong(ProblemException failure) {
        return failure.problem().answer();
    }

    /** What is told while the broker is away. */
    public HttpAnswer unavailable() {
        return UNAVAILABLE.answer();
    }

    /** What is told of any other failure. */
    public HttpAnswer failed() {
        return FAILED.answer();
    }
}
