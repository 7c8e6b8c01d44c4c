package io.staffetta.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.staffetta.language.Languages;
import io.staffetta.operations.IntakeFaults;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Arrays;
import java.util.Locale;
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

    /** In which {@link Language} a caller is answered, in the exchange. */
    static final String LANGUAGE = "staffetta.language";

    /**
     * In which language a caller is answered. Who asks for it by {@code Prefer: translations} (RFC 7240) finds in a problem, beside
     * it, the same problem in each language: a page that is read in another language from now on need not do again what was
     * refused.
     *
     * @param best the language of the answer
     * @param translations whether problems have those in all languages with them
     */
    record Language(Locale best, boolean translations) {

        /** Where nothing is known of the caller. */
        static final Language ENGLISH = new Language(Locale.ENGLISH, false);

        private static final String TRANSLATIONS = "translations";

        /** What a request asks for. */
        static Language of(HttpServerRequest request) {
            return new Language(
                    Languages.of(request.getHeader(HttpHeaders.ACCEPT_LANGUAGE)),
                    request.headers().getAll("Prefer").stream()
                            .flatMap(preferences -> Arrays.stream(preferences.split(",")))
                            .anyMatch(preference -> preference.strip().equalsIgnoreCase(TRANSLATIONS)));
        }

        /** The body of an answer. */
        String body(HttpAnswer answer) {
            String body = answer.body(best);
            if (!translations || !answer.contentType().equals(HttpAnswer.PROBLEM)) {
                return body;
            }
            ObjectNode problem = (ObjectNode) Json.read(body);
            ObjectNode all = problem.putObject(TRANSLATIONS);
            Languages.KNOWN.forEach(language -> all.set(language.getLanguage(), Json.read(answer.body(language))));
            return Json.write(problem);
        }
    }

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
        Language language = exchange.getProperty(LANGUAGE, Language.ENGLISH, Language.class);
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
