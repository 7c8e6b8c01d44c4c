package io.staffetta.http.operations;

import io.staffetta.access.Role;
import io.staffetta.access.Source;
import io.staffetta.http.ProblemException;
import io.staffetta.http.QueryParameters;
import io.staffetta.language.Phrase;
import io.staffetta.tokens.NewToken;
import io.staffetta.tokens.Tokens;
import io.staffetta.webhooks.WebhookUrl;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.apache.camel.Exchange;

/** Reads what an application that is to be added shall be like. */
final class TokenRequest {

    private static final List<String> FIELDS =
            List.of("name", "role", "kind", "accounts", "senders", "perMinute", "perDay", "expiresAt", "why");
    private static final long MOST = 1_000_000_000L;
    private static final int MOST_NAMES = 100;
    private static final int LONGEST = 200;

    private static final int LONGEST_URL = 500;

    private final JsonBody body;

    private TokenRequest(JsonBody body) {
        this.body = body;
    }

    /**
     * Reads it.
     *
     * @throws ProblemException if a field is wrong; says which, and what would be right
     */
    static NewToken read(Exchange exchange) {
        TokenRequest request = new TokenRequest(JsonBody.of(exchange, FIELDS));
        return new NewToken(
                request.name(),
                request.role(),
                request.kind(),
                request.names("accounts"),
                request.names("senders"),
                request.limit("perMinute"),
                request.limit("perDay"),
                request.expires(),
                request.text("why", ""));
    }

    /**
     * Reads where an application is to be told what became of its messages.
     *
     * @throws ProblemException if it is not fit for that; says what would be
     */
    static String url(Exchange exchange, boolean plainHttp) {
        String text = JsonBody.of(exchange, List.of("url")).required("url", LONGEST_URL);
        WebhookUrl.problem(text, plainHttp).ifPresent(problem -> {
            throw JsonBody.wrong("url", problem);
        });
        return text;
    }

    private String name() {
        String name = text("name", "");
        if (!Source.NAME.matcher(name).matches() || Tokens.RESERVED.contains(name)) {
            throw JsonBody.wrong(
                    "name",
                    Phrase.of(
                            "must be 1 to 40 of a-z, 0-9, ''.'', ''_'' and ''-'', begin with a letter or digit, and be none of {0}",
                            String.join(", ", Tokens.RESERVED.stream().sorted().toList())));
        }
        return name;
    }

    private Role role() {
        return Role.ofLabel(text("role", "sender"))
                .orElseThrow(() -> JsonBody.wrong("role", "must be sender, viewer, operator or admin"));
    }

    private boolean kind() {
        return switch (text("kind", "live")) {
            case "live" -> false;
            case "test" -> true;
            default -> throw JsonBody.wrong("kind", "must be live, or test, whose messages are never sent");
        };
    }

    private List<String> names(String field) {
        if (!body.hasValue(field)) {
            return List.of();
        }
        Phrase expected = Phrase.of("an array of at most {0} names; empty for all", MOST_NAMES);
        List<String> names = body.texts(field, MOST_NAMES, expected);
        if (names.stream()
                .anyMatch(name -> name.isBlank() || name.length() > LONGEST || QueryParameters.hasControls(name))) {
            throw JsonBody.wrong(field, Phrase.of("must be {0}", expected));
        }
        return names;
    }

    private Long limit(String field) {
        return body.hasValue(field) ? body.number(field, MOST) : null;
    }

    private Instant expires() {
        String text = text("expiresAt", "");
        try {
            Instant expires = text.isEmpty() ? null : OffsetDateTime.parse(text).toInstant();
            if (expires == null || expires.isAfter(Instant.now())) {
                return expires;
            }
        } catch (DateTimeException e) {
            // The same as of one that is past.
        }
        throw JsonBody.wrong("expiresAt", "must be an ISO-8601 date and time with offset, in the future");
    }

    private String text(String field, String otherwise) {
        return body.hasValue(field) ? body.line(field, LONGEST) : otherwise;
    }
}
