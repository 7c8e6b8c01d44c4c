package io.staffetta.http.letters;

import io.staffetta.delivery.Phase;
import io.staffetta.delivery.Reason;
import io.staffetta.http.ProblemException;
import io.staffetta.language.Phrase;
import io.staffetta.ledger.operation.OperationFilter;
import io.staffetta.message.InvalidMessageException;
import io.staffetta.message.MessageId;
import io.staffetta.message.PhoneNumbers;
import io.staffetta.message.Priority;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Reads which messages are meant, from the parameters of a request or from an object in its body: both have the same names. */
final class FilterReader {

    /** The names that there are. */
    static final List<String> NAMES = List.of(
            "reason",
            "account",
            "detail",
            "since",
            "until",
            "batch",
            "to",
            "q",
            "application",
            "tag",
            "priority",
            "phase",
            "node");

    private static final int MOST_WORDS = 5;
    private static final int LONGEST_WORD = 60;
    private static final int FIRST_YEAR = 1970;
    private static final int LAST_YEAR = 9999;

    private final PhoneNumbers numbers;

    FilterReader(PhoneNumbers numbers) {
        this.numbers = numbers;
    }

    /** Holds the fields of a request, and collects what is wrong with them. */
    private record Given(UnaryOperator<String> values, BiFunction<String, CharSequence, ProblemException> wrong) {

        String text(String name) {
            return values.apply(name);
        }

        String oneOf(String name, Stream<String> known) {
            String value = text(name);
            List<String> names = known.toList();
            if (!value.isEmpty() && !names.contains(value)) {
                throw wrong.apply(name, Phrase.of("must be one of {0}", String.join(", ", names)));
            }
            return value;
        }

        Instant instant(String name) {
            String value = text(name);
            try {
                OffsetDateTime time = value.isEmpty() ? null : OffsetDateTime.parse(value);
                if (time == null || (time.getYear() >= FIRST_YEAR && time.getYear() <= LAST_YEAR)) {
                    return time == null ? null : time.toInstant();
                }
            } catch (DateTimeException e) {
                // The same as of a year out of range.
            }
            throw wrong.apply(
                    name,
                    Phrase.of(
                            "must be an ISO-8601 date and time with offset, such as 2026-11-22T10:00:00Z, of the years {0} to {1}",
                            FIRST_YEAR, LAST_YEAR));
        }

        List<String> words(String name) {
            String text = text(name);
            List<String> words =
                    text.isBlank() ? List.of() : List.of(text.strip().split("\\s+"));
            if (words.size() > MOST_WORDS || words.stream().anyMatch(word -> word.length() > LONGEST_WORD)) {
                throw wrong.apply(
                        name, Phrase.of("must be at most {0} words of {1} characters", MOST_WORDS, LONGEST_WORD));
            }
            return words;
        }
    }

    /**
     * The filter.
     *
     * @param values gives what is told by a name; empty for nothing
     * @param wrong what is told of a value that is wrong, by its name and what would be right
     * @throws ProblemException if one is
     */
    OperationFilter read(UnaryOperator<String> values, BiFunction<String, CharSequence, ProblemException> wrong) {
        Given given = new Given(values, wrong);
        String batch = given.text("batch");
        if (!batch.isEmpty() && !MessageId.isValid(batch)) {
            throw wrong.apply("batch", "must be the id of a batch, 26 characters");
        }
        return new OperationFilter(
                given.oneOf("reason", Arrays.stream(Reason.values()).map(Reason::name)),
                given.text("account"),
                given.text("detail"),
                given.instant("since"),
                given.instant("until"),
                batch,
                number(given),
                given.words("q"),
                given.text("application"),
                given.text("tag"),
                given.oneOf("priority", Arrays.stream(Priority.values()).map(Priority::label)),
                given.oneOf("phase", Arrays.stream(Phase.values()).map(Phase::name)),
                given.text("node"));
    }

    /** A plus that was not encoded comes as a blank. */
    private String number(Given given) {
        String to = given.text("to");
        try {
            return to.isEmpty() ? "" : numbers.normalise("to", to.replaceFirst("^ (?=[0-9])", "+"));
        } catch (InvalidMessageException e) {
            throw given.wrong().apply("to", e.phrase());
        }
    }
}
