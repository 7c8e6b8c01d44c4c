package io.staffetta.alert;

import io.staffetta.logging.CleanText;
import java.time.Duration;
import java.time.Instant;

/**
 * A condition that holds, or held, and what was told of it.
 *
 * @param id the condition, and what it is about, such as {@code parked:plus}
 * @param since since when it holds
 * @param words the same in words
 * @param told when it was told last; {@code null} if it never was
 * @param times how often it was told since it holds
 * @param ended since when it does not hold any more; {@code null} while it does
 * @param allClear whether that was told, too
 */
public record Alert(String id, Instant since, String words, Instant told, int times, Instant ended, boolean allClear) {

    /** One that begins. */
    static Alert begun(Finding finding, Instant now) {
        return new Alert(finding.id(), now, finding.words(), null, 0, null, false);
    }

    /** The same, found again. It begins anew if it had ended. */
    Alert found(Finding finding, Instant now) {
        return ended == null
                ? new Alert(id, since, finding.words(), told, times, null, false)
                : new Alert(id, now, finding.words(), told, 0, null, false);
    }

    /** Whether it is time to tell it, for the first time or again. */
    boolean isToTell(Instant now, Duration repeat) {
        return ended == null && (told == null || !now.isBefore(told.plus(repeat)));
    }

    /** The same, told now. */
    Alert told(Instant now) {
        return new Alert(id, since, words, now, times + 1, null, false);
    }

    /** The same, ended now. Whoever was told of it is told of that, too. */
    Alert over(Instant now) {
        return new Alert(id, since, words, told, times, now, times > 0);
    }

    /** The same, with texts that are one line each. */
    Alert inLines() {
        return new Alert(CleanText.line(id), since, CleanText.line(words), told, times, ended, allClear);
    }

    /** The label of its condition. */
    public String condition() {
        return id.substring(0, id.indexOf(':'));
    }

    /** What it is about. */
    public String subject() {
        return id.substring(id.indexOf(':') + 1);
    }
}
