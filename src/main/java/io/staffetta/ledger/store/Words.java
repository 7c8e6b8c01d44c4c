package io.staffetta.ledger.store;

import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * Writes the SQL condition that a text contains words, without regard to case. It is one condition for all of them, whose share
 * a database guesses
 * as that of one: with a condition each, PostgreSQL expects to find nothing, and sorts all there is in place of reading the newest
 * first.
 */
public final class Words {

    private Words() {}

    /**
     * The condition, with a place for each word.
     *
     * @param words one at least
     */
    public static String in(String column, List<String> words) {
        return "case when "
                + String.join(" and ", Collections.nCopies(words.size(), "lower(" + column + ") like ? escape '!'"))
                + " then 1 else 0 end = 1";
    }

    /** What goes into the places. */
    public static Object[] values(List<String> words) {
        return words.stream()
                .map(word -> "%" + word.toLowerCase(Locale.ROOT).replaceAll("[!%_]", "!$0") + "%")
                .toArray();
    }
}
