package io.staffetta.http;

import io.staffetta.operations.IntakeFaults;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * Makes an answer, and nothing else, what a route gives back over HTTP.
 *
 * <p>Thread-safe.
 */
public final class HttpAnswers {

    private static final int ACCEPTED = 202;
    private static final HttpProblem FAILED =
            HttpProblem.of(500, "The gateway failed. Its log says why; nothing is certain to be queued");

    /** In which {@link AnswerLanguage} a caller is answered, in the exchange. */
    static final String LANGUAGE = "staffetta.language";

    private final IntakeFaults faults;

    /**
     * @param faults knows why nothing is taken
     */
    public HttpAnswers(IntakeFaults faults) {
        this.faults = faults;
    }

    /** Makes an answer the one of an exchange. */
    public void write(Exchange exchange, @Body HttpAnswer answer) {
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, answer.status());
        if (!answer.contentType().isEmpty()) {
            message.setHeader(Exchange.CONTENT_TYPE, answer.contentType());
        }
        answer.headers().forEach(message::setHeader);
        AnswerLanguage language = exchange.getProperty(LANGUAGE, AnswerLanguage.ENGLISH, AnswerLanguage.class);
        message.setBody(language.body(answer));
        if (answer.status() == ACCEPTED) {
            faults.taken();
        }
    }

    /** What is told of a request that is the caller's fault. */
    public HttpAnswer wrong(ProblemException failure) {
        return failure.answer();
    }

    /** What is told of a request that broker or ledger did not confirm, of which it failed. */
    public HttpAnswer unavailable(Exception failure) {
        return HttpProblem.unavailable(faults.failed(failure).words()).answer();
    }

    /** What is told of any other failure. */
    public HttpAnswer failed() {
        return FAILED.answer();
    }
}
