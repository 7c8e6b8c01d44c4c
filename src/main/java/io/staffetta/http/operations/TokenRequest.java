package io.staffetta.http.operations;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.access.Role;
import io.staffetta.access.Source;
import io.staffetta.config.Suggestion;
import io.staffetta.http.HttpProblem;
import io.staffetta.http.Json;
import io.staffetta.http.ProblemException;
import io.staffetta.message.InvalidMessageException;
import io.staffetta.tokens.NewToken;
import io.staffetta.tokens.Tokens;
import io.staffetta.webhooks.WebhookUrl;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads what an application that is to be added shall be like. */
final class TokenRequest {

    private static final Set<String> FIELDS =
            Set.of("name", "role", "kind", "accounts", "senders", "perMinute", "perDay", "expiresAt", "why");
    private static final long MOST = 1_000_000_000L;
    private static final int MOST_NAMES = 100;
    private static final int LONGEST = 200;

    private final JsonNode json;

    private TokenRequest(JsonNode json) {
        this.json = json;
    }

    /**
     * Reads it.
     *
     * @param body bytes of UTF-8
     * @throws ProblemException if a field is wrong; says which, and what would be right
     */
    static NewToken read(byte[] body) {
        TokenRequest request = new TokenRequest(object(body, FIELDS));
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
    static String url(byte[] body, boolean plainHttp) {
        JsonNode url = object(body, Set.of("url")).path("url");
        String text = url.isTextual() ? url.asText() : "";
        WebhookUrl.problem(text, plainHttp).ifPresent(problem -> {
            throw wrong("url", problem);
        });
        return text;
    }

    private static JsonNode object(byte[] body, Set<String> fields) {
        JsonNode json;
        try {
            json = Json.read(Json.text(body));
        } catch (InvalidMessageException e) {
            throw new ProblemException(HttpProblem.of(400, "The body " + e.rule()));
        }
        if (!json.isObject()) {
            throw new ProblemException(HttpProblem.of(
                    400,
                    "The body must be a JSON object, with the fields "
                            + String.join(", ", fields.stream().sorted().toList())));
        }
        json.fieldNames().forEachRemaining(name -> {
            if (!fields.contains(name)) {
                throw wrong(name.matches("[\\w.-]{1,40}") ? name : "?", "is unknown" + Suggestion.of(name, fields));
            }
        });
        return json;
    }

    private String name() {
        String name = text("name", "");
        if (!Source.NAME.matcher(name).matches() || Tokens.RESERVED.contains(name)) {
            throw wrong(
                    "name",
                    "must be 1 to 40 of a-z, 0-9, '.', '_' and '-', begin with a letter or digit, and be none of "
                            + String.join(
                                    ", ", Tokens.RESERVED.stream().sorted().toList()));
        }
        return name;
    }

    private Role role() {
        return Role.ofLabel(text("role", "sender"))
                .orElseThrow(() -> wrong("role", "must be sender, viewer, operator or admin"));
    }

    private boolean kind() {
        return switch (text("kind", "live")) {
            case "live" -> false;
            case "test" -> true;
            default -> throw wrong("kind", "must be live, or test, whose messages are never sent");
        };
    }

    private List<String> names(String field) {
        JsonNode value = json.path(field);
        List<String> names = new ArrayList<>();
        if (value.isMissingNode() || value.isNull()) {
            return names;
        }
        boolean right = value.isArray() && value.size() <= MOST_NAMES;
        for (JsonNode one : right ? value : json) {
            right &= right && one.isTextual() && !one.asText().isBlank() && isPlain(one.asText());
            names.add(one.asText());
        }
        if (!right) {
            throw wrong(field, "must be an array of at most " + MOST_NAMES + " names; empty for all");
        }
        return names;
    }

    private Long limit(String field) {
        JsonNode value = json.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.asLong() < 1 || value.asLong() > MOST) {
            throw wrong(field, "must be a number from 1 to " + MOST + ", or be left out for no limit");
        }
        return value.asLong();
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
        throw wrong("expiresAt", "must be an ISO-8601 date and time with offset that is to come");
    }

    private String text(String field, String otherwise) {
        JsonNode value = json.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        if (!value.isTextual() || !isPlain(value.asText())) {
            throw wrong(field, "must be a text of at most " + LONGEST + " characters, without control characters");
        }
        return value.asText();
    }

    private static boolean isPlain(String text) {
        return text.length() <= LONGEST && text.chars().noneMatch(Character::isISOControl);
    }

    private static ProblemException wrong(String field, String rule) {
        return new ProblemException(HttpProblem.ofField(field, rule));
    }
}
