package io.staffetta.http;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.staffetta.language.Phrase;
import io.staffetta.message.MessageId;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.component.platform.http.vertx.HttpMessage;

/**
 * Reads the parameters after the {@code ?} of a request. They never become headers of a route; whoever wants one asks
 * here, and a wrong one is a {@link ProblemException} that names it and says what would be right.
 */
public final class QueryParameters {

    private static final int FIRST_YEAR = 1970;
    private static final int LAST_YEAR = 9999;

    private final Map<String, List<String>> values;

    /**
     * @param values values by name
     * @param known the names that there are
     * @throws ProblemException if there are others
     */
    public QueryParameters(Map<String, List<String>> values, Set<String> known) {
        this.values = values;
        for (String name : values.keySet()) {
            if (!known.contains(name)) {
                throw wrong(
                        shown(name),
                        known.isEmpty()
                                ? "is unknown; this request has no parameters"
                                : Phrase.of(
                                        "is unknown; known are {0}",
                                        known.stream().sorted().collect(Collectors.joining(", "))));
            }
            if (values.get(name).size() > 1) {
                throw wrong(name, "must be given once");
            }
        }
    }

    /**
     * Those of a request.
     *
     * @param known the names that there are
     * @throws ProblemException if there are others. Those that are not encoded as they should be the server has refused.
     */
    public static QueryParameters of(Exchange exchange, String... known) {
        // Not the request's parameters: those of the path are among them.
        String query = exchange.getMessage() instanceof HttpMessage http
                ? http.getRequest().query()
                : null;
        return new QueryParameters(
                query == null ? Map.of() : new QueryStringDecoder(query, false).parameters(), Set.of(known));
    }

    /** A text; empty if it is not given. */
    public String text(String name) {
        String value = values.getOrDefault(name, List.of("")).get(0);
        if (values.containsKey(name) && value.isBlank()) {
            throw wrong(name, "must not be empty");
        }
        // None is in what the ledger has, and PostgreSQL takes no U+0000 at all.
        if (hasControls(value)) {
            throw wrong(name, "must not contain control characters, such as line breaks and %00");
        }
        return value;
    }

    /** Whether it is {@code true}; not if it is not given. */
    public boolean isTrue(String name) {
        return switch (text(name)) {
            case "true" -> true;
            case "", "false" -> false;
            default -> throw wrong(name, "must be true or false");
        };
    }

    /** A whole number from 1 to {@code most}. */
    public int number(String name, int most, int otherwise) {
        String value = text(name);
        if (value.isEmpty()) {
            return otherwise;
        }
        if (value.matches("[0-9]{1,9}")) {
            int number = Integer.parseInt(value);
            if (number >= 1 && number <= most) {
                return number;
            }
        }
        throw wrong(name, Phrase.of("must be a number from 1 to {0}", most));
    }

    /** An instant; {@code null} if it is not given. */
    public Instant instant(String name) {
        String value = text(name);
        try {
            OffsetDateTime time = value.isEmpty() ? null : OffsetDateTime.parse(value);
            if (time == null || (time.getYear() >= FIRST_YEAR && time.getYear() <= LAST_YEAR)) {
                return time == null ? null : time.toInstant();
            }
        } catch (DateTimeException e) {
            // The same as of a year out of range: it says both.
        }
        throw wrong(
                name,
                Phrase.of(
                        "must be an ISO-8601 date and time with offset, such as 2026-11-22T10:00:00Z, of the years {0} "
                                + "to {1}",
                        FIRST_YEAR, LAST_YEAR));
    }

    /** A name of some; {@code null} if it is not given. */
    public <E extends Enum<E>> E oneOf(String name, Class<E> names) {
        String value = text(name);
        return value.isEmpty()
                ? null
                : Arrays.stream(names.getEnumConstants())
                        .filter(one -> one.name().equals(value))
                        .findFirst()
                        .orElseThrow(() -> wrong(
                                name,
                                Phrase.of(
                                        "must be one of {0}",
                                        Arrays.stream(names.getEnumConstants())
                                                .map(Enum::name)
                                                .collect(Collectors.joining(", ")))));
    }

    /**
     * An id; empty if it is not given.
     *
     * @param whose what has such ids, such as {@code a message}
     */
    public String id(String name, String whose) {
        String value = text(name);
        if (!value.isEmpty() && !MessageId.isValid(value)) {
            throw wrong(name, Phrase.of("must be the id of {0}, 26 characters", Phrase.of(whose)));
        }
        return value;
    }

    /** Whether a text has characters that neither names nor ids have. */
    public static boolean hasControls(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }

    /** What is told of a parameter that is wrong. */
    public static ProblemException wrong(String name, CharSequence rule) {
        return new ProblemException(HttpProblem.ofParameter(name, rule));
    }

    /** A name that a stranger chose. */
    private static String shown(String name) {
        return name.matches("[\\w.-]{1,40}") ? name : "?";
    }
}
