package io.staffetta.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.staffetta.language.Languages;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Arrays;
import java.util.Locale;

/**
 * In which language a caller is answered. Who asks for it by {@code Prefer: translations} (RFC 7240) finds in a problem, beside it,
 * the same problem in each language: a page that is read in another language from now on need not do again what was refused.
 *
 * @param best the language of the answer
 * @param translations whether problems have all others with them
 */
record AnswerLanguage(Locale best, boolean translations) {

    /** Where nothing is known of the caller. */
    static final AnswerLanguage ENGLISH = new AnswerLanguage(Locale.ENGLISH, false);

    private static final String PREFER = "Prefer";
    private static final String TRANSLATIONS = "translations";

    /** What a request asks for. */
    static AnswerLanguage of(HttpServerRequest request) {
        return new AnswerLanguage(
                Languages.of(request.getHeader(HttpHeaders.ACCEPT_LANGUAGE)),
                request.headers().getAll(PREFER).stream()
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
        for (Locale language : Languages.KNOWN) {
            JsonNode translated = Json.read(answer.body(language));
            all.set(language.getLanguage(), translated);
        }
        return Json.write(problem);
    }
}
