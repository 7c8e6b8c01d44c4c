package io.staffetta.http.operations;

import io.staffetta.http.QueryParameters;
import io.staffetta.language.Phrase;
import io.staffetta.ledger.history.MessageFilter;
import io.staffetta.ledger.history.State;
import io.staffetta.message.InvalidMessageException;
import io.staffetta.message.PhoneNumbers;
import java.util.List;

/** Reads from the parameters of a request which messages it selects. */
final class MessageParameters {

    /** The parameters that there are. */
    static final String[] NAMES = {
        "to",
        "sameRecipientAs",
        "state",
        "account",
        "source",
        "application",
        "tag",
        "batch",
        "q",
        "since",
        "until",
        "before",
        "limit",
        "reveal",
        "why"
    };

    private static final int MOST_WORDS = 5;
    private static final int LONGEST_WORD = 60;

    private final PhoneNumbers numbers;

    MessageParameters(PhoneNumbers numbers) {
        this.numbers = numbers;
    }

    /**
     * The filter.
     *
     * @param own source that the caller is confined to; empty for none
     * @throws io.staffetta.http.ProblemException if a parameter is wrong
     */
    MessageFilter filter(QueryParameters given, String own, int limit) {
        return new MessageFilter(
                        given.oneOf("state", State.class),
                        given.text("account"),
                        own.isEmpty() ? source(given) : own,
                        given.instant("since"),
                        given.id("before", "a message"),
                        limit)
                .to(number(given.text("to")))
                .tag(given.text("tag"))
                .batch(given.id("batch", "a batch"))
                .words(words(given.text("q")))
                .until(given.instant("until"));
    }

    private static String source(QueryParameters given) {
        String application = given.text("application");
        String source = given.text("source");
        if (!application.isEmpty() && !source.isEmpty()) {
            throw QueryParameters.wrong("application", "must not be given together with 'source'");
        }
        // By the name of a door it means the same as 'source'.
        return application.isEmpty() ? source : MessageFilter.sourceOf(application);
    }

    /** A plus that was not encoded comes as a blank. */
    private String number(String to) {
        try {
            return to.isEmpty() ? "" : numbers.normalise("to", to.replaceFirst("^ (?=[0-9])", "+"));
        } catch (InvalidMessageException e) {
            throw QueryParameters.wrong("to", e.phrase());
        }
    }

    private static List<String> words(String text) {
        List<String> words = text.isEmpty() ? List.of() : List.of(text.strip().split("\\s+"));
        if (words.size() > MOST_WORDS || words.stream().anyMatch(word -> word.length() > LONGEST_WORD)) {
            throw QueryParameters.wrong(
                    "q", Phrase.of("must be at most {0} words of {1} characters", MOST_WORDS, LONGEST_WORD));
        }
        return words;
    }
}
