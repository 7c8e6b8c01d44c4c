package io.staffetta.provider.table;

import io.staffetta.account.Account;
import io.staffetta.provider.Inquiry;
import io.staffetta.provider.Submission;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The placeholders of a {@link WireTemplate}, besides those for fields and settings.
 *
 * @param words each placeholder with what it stands for
 * @param account whose fields can be named
 */
record Vocabulary<T>(List<Word<T>> words, Function<T, Account> account) {

    /** A placeholder's name, and its value for one message. */
    record Word<T>(String name, Function<T, String> value) {}

    static final Vocabulary<Submission> SUBMISSION = new Vocabulary<>(
            List.of(
                    new Word<>("to", Submission::to),
                    new Word<>("toDigits", Submission::toDigits),
                    new Word<>("text", Submission::text),
                    new Word<>("sender", Submission::sender),
                    new Word<>("id", Submission::id)),
            Submission::account);

    static final Vocabulary<Inquiry> INQUIRY = new Vocabulary<>(
            List.of(
                    new Word<>("providerMessageId", Inquiry::providerMessageId),
                    new Word<>("to", Inquiry::to),
                    new Word<>("toDigits", Inquiry::toDigits)),
            Inquiry::account);

    Optional<Function<T, String>> value(String name) {
        return words.stream()
                .filter(word -> word.name().equals(name))
                .map(Word::value)
                .findFirst();
    }

    /** The names, for people. */
    String names() {
        return words.stream().map(word -> "{" + word.name() + "}").collect(Collectors.joining(", "));
    }
}
