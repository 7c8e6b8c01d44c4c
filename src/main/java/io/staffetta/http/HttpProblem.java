package io.staffetta.http;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.staffetta.account.AccountDisabledException;
import io.staffetta.account.UnknownAccountException;
import io.staffetta.language.Phrase;
import io.staffetta.message.InvalidMessageException;
import io.staffetta.message.ReferenceConflictException;
import io.staffetta.tokens.NotAllowedException;
import java.util.Map;
import java.util.Optional;

/**
 * Explains why a request was not done, as RFC 9457 has it. Has neither numbers nor texts nor names of classes in it.
 *
 * @param title phrase of the status
 * @param status HTTP status
 * @param detail what is wrong, in a sentence
 * @param field field of the message, or parameter, that is wrong; {@code null} if none is
 * @param rule what would be right of it; {@code null} if no field is wrong
 * @param index place of the message in an array, from 0; {@code null} if the request was no array or the array itself is
 *     wrong
 * @param code stable name of the problem for programs
 * @param firstId id of the message that came first with the same reference; {@code null} if that is not what is wrong
 */
public record HttpProblem(
        String title,
        int status,
        Phrase detail,
        String field,
        Phrase rule,
        Integer index,
        String code,
        String firstId) {

    private static final int CONFLICT = 409;
    private static final int FORBIDDEN = 403;

    /** Codes by status, where nothing more is known. Programs rely on them: they stay. */
    private static final Map<Integer, String> USUAL_CODES = Map.ofEntries(
            Map.entry(400, "invalid_request"),
            Map.entry(401, "no_token"),
            Map.entry(403, "forbidden"),
            Map.entry(404, "not_found"),
            Map.entry(405, "method_not_allowed"),
            Map.entry(408, "too_slow"),
            Map.entry(409, "conflict"),
            Map.entry(412, "version_changed"),
            Map.entry(413, "too_large"),
            Map.entry(414, "too_large"),
            Map.entry(415, "unsupported_media_type"),
            Map.entry(428, "version_missing"),
            Map.entry(429, "too_many_requests"),
            Map.entry(431, "too_large"),
            Map.entry(500, "failed"),
            Map.entry(501, "not_implemented"),
            Map.entry(503, "unavailable"),
            Map.entry(505, "http_version"));

    /** A problem that no field of a message is to blame for, with the usual code of its status. */
    public static HttpProblem of(int status, CharSequence detail) {
        return of(status, USUAL_CODES.getOrDefault(status, status < 500 ? "invalid_request" : "failed"), detail);
    }

    /**
     * A problem that no field of a message is to blame for, and that programs can tell from others.
     *
     * @param code stable name of it, such as {@code role_too_low}
     */
    public static HttpProblem of(int status, String code, CharSequence detail) {
        return new HttpProblem(phrase(status), status, Phrase.of(detail), null, null, null, code, null);
    }

    /**
     * The gateway takes nothing now.
     *
     * @param reason why, the beginning of a sentence
     */
    static HttpProblem unavailable(CharSequence reason) {
        return of(503, Phrase.of("{0}. Nothing is certain to be queued: send it again later", Phrase.of(reason)));
    }

    /** A field of a request's body that is wrong. */
    public static HttpProblem ofField(String name, CharSequence rule) {
        return bad(Phrase.of("Field ''{0}'' {1}", name, Phrase.of(rule)), name, rule, null, "invalid_field");
    }

    /** A parameter of a request that is wrong. */
    static HttpProblem ofParameter(String name, CharSequence rule) {
        return bad(Phrase.of("Parameter ''{0}'' {1}", name, Phrase.of(rule)), name, rule, null, "invalid_parameter");
    }

    /**
     * What a failed message tells its sender.
     *
     * @return empty if the failure is not the sender's
     */
    public static Optional<HttpProblem> ofMessage(RuntimeException failure, Integer index) {
        if (failure instanceof ReferenceConflictException e) {
            return Optional.of(new HttpProblem(
                    phrase(CONFLICT),
                    CONFLICT,
                    e.detail(),
                    e.field(),
                    e.phrase(),
                    index,
                    "reference_conflict",
                    e.firstId().isEmpty() ? null : e.firstId()));
        }
        if (failure instanceof NotAllowedException e) {
            return Optional.of(new HttpProblem(
                    phrase(FORBIDDEN),
                    FORBIDDEN,
                    e.detail(),
                    e.field().isEmpty() ? null : e.field(),
                    e.phrase(),
                    index,
                    e.code(),
                    null));
        }
        if (failure instanceof InvalidMessageException e) {
            return Optional.of(
                    bad(e.detail(), e.field().isEmpty() ? null : e.field(), e.phrase(), index, "invalid_message"));
        }
        if (failure instanceof UnknownAccountException e) {
            return Optional.of(bad(e.phrase(), "account", "must be the id of an account", index, "unknown_account"));
        }
        if (failure instanceof AccountDisabledException e) {
            return Optional.of(
                    bad(e.phrase(), "account", "must be the id of an enabled account", index, "account_disabled"));
        }
        return Optional.empty();
    }

    private static HttpProblem bad(CharSequence detail, String field, CharSequence rule, Integer index, String code) {
        return new HttpProblem(phrase(400), 400, Phrase.of(detail), field, Phrase.of(rule), index, code, null);
    }

    private static String phrase(int status) {
        return HttpResponseStatus.valueOf(status).reasonPhrase();
    }

    /** The problem as {@code application/problem+json}. */
    public HttpAnswer answer() {
        return HttpAnswer.problem(status, this);
    }
}
