package io.staffetta.http.overview;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.staffetta.language.Phrase;
import java.time.Instant;
import java.util.Comparator;

/**
 * A problem that a person must solve. What is not known, or does not apply, is left out.
 *
 * @param kind what it is: {@code hold}, {@code intake}, {@code parked}, {@code accounts-file}, {@code account-gone}, …
 * @param severity how bad it is
 * @param subject what it is about: an account, a batch, a reason, a gateway, a receiver
 * @param words the same in English words, without anything of a message
 * @param reason why it is so, in words
 * @param since since when, ISO-8601
 * @param messages how many messages wait, or are dead
 * @param oldest since when the oldest of them waits, or is dead, ISO-8601
 * @param nextProbe when a parked account is tried again, ISO-8601
 * @param folder of a batch: its folder
 * @param name of a batch: the name of its file
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Need(
        String kind,
        Severity severity,
        String subject,
        String words,
        Phrase reason,
        String since,
        Long messages,
        String oldest,
        String nextProbe,
        String folder,
        String name) {

    /** Worst first; of those that are as bad the one with most messages, then the one that is so for longest. */
    static final Comparator<Need> WORST_FIRST = Comparator.comparing(Need::severity)
            .thenComparing(need -> need.messages == null ? 0 : -need.messages)
            .thenComparing(need -> need.since == null ? "~" : need.since)
            .thenComparing(Need::kind)
            .thenComparing(Need::subject);

    /** Names how bad something is. */
    enum Severity {
        /** Nothing is taken, or nothing is sent. */
        critical,
        /** Messages wait, or are dead, until somebody does something. */
        error,
        /** It will be worse if nobody does anything. */
        warning,
        /** Somebody should know. */
        info
    }

    static Need of(String kind, Severity severity, String subject, String words) {
        return new Need(kind, severity, subject, words, null, null, null, null, null, null, null);
    }

    Need because(CharSequence why) {
        return new Need(
                kind,
                severity,
                subject,
                words,
                why.isEmpty() ? null : Phrase.of(why),
                since,
                messages,
                oldest,
                nextProbe,
                folder,
                name);
    }

    Need since(Instant instant) {
        return new Need(
                kind, severity, subject, words, reason, text(instant), messages, oldest, nextProbe, folder, name);
    }

    Need messages(long count, Instant first) {
        return new Need(kind, severity, subject, words, reason, since, count, text(first), nextProbe, folder, name);
    }

    Need nextProbe(Instant next) {
        return new Need(kind, severity, subject, words, reason, since, messages, oldest, text(next), folder, name);
    }

    Need batch(String inFolder, String ofFile) {
        return new Need(kind, severity, subject, words, reason, since, messages, oldest, nextProbe, inFolder, ofFile);
    }

    static String text(Instant instant) {
        return instant == null ? null : instant.toString();
    }
}
