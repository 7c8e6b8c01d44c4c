package io.staffetta.http;

import io.staffetta.language.Phrase;
import io.staffetta.tokens.Application;
import io.staffetta.tokens.Quotas;
import io.staffetta.tokens.Quotas.Excess;
import java.util.Optional;
import java.util.function.BiFunction;
import org.apache.camel.Exchange;

/**
 * Lets the messages of an application in, as many as it may hand in.
 *
 * <p>Thread-safe.
 */
public final class Admission {

    /** Without limits. */
    public static final Admission ALL = new Admission((application, messages) -> Optional.empty());

    private static final int TOO_MANY = 429;

    private final BiFunction<Application, Integer, Optional<Excess>> quotas;

    private Admission(BiFunction<Application, Integer, Optional<Excess>> quotas) {
        this.quotas = quotas;
    }

    /** With the limits of applications. */
    public static Admission by(Quotas quotas) {
        return new Admission((application, messages) -> quotas.take(application, messages, true));
    }

    /**
     * Counts the messages of a request.
     *
     * @throws ProblemException if they are too many: then none is counted
     */
    public void check(Exchange exchange, int messages) {
        if (messages == 0) {
            return;
        }
        Callers.application(exchange)
                .flatMap(application -> quotas.apply(application, messages))
                .ifPresent(excess -> {
                    // The answer is this problem, whatever protocol the request speaks.
                    exchange.removeVariable("request");
                    throw new ProblemException(
                            HttpProblem.of(
                                    TOO_MANY,
                                    excess.code(),
                                    Phrase.of(
                                            excess.code().equals("daily_limit")
                                                    ? "The application may hand in {0} messages a day: none of this request was taken"
                                                    : "The application may hand in {0} messages a minute: none of this request was taken",
                                            excess.limit())),
                            Math.max(1, excess.until().toSeconds() + 1));
                });
    }
}
