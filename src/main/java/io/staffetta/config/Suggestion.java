package io.staffetta.config;

import io.staffetta.language.Phrase;
import java.util.Collection;
import java.util.Comparator;

/** Guesses what a misspelt name was meant to be. */
public final class Suggestion {

    private static final int MAX_EDITS = 2;
    private static final Phrase NONE = Phrase.of("");

    private Suggestion() {}

    /** {@code " (did you mean 'x'?)"} with the nearest of the candidates; empty if none is near. */
    public static Phrase of(String written, Collection<String> candidates) {
        return candidates.stream()
                .filter(candidate -> !candidate.equals(written))
                .filter(candidate -> edits(written, candidate) <= Math.min(MAX_EDITS, candidate.length() / 2))
                .min(Comparator.comparingInt(candidate -> edits(written, candidate)))
                .map(candidate -> Phrase.of(" (did you mean ''{0}''?)", candidate))
                .orElse(NONE);
    }

    /** The candidates one after the other, and the nearest again if one is near. */
    public static Phrase among(String written, Collection<String> candidates) {
        return Phrase.of("{0}{1}", String.join(", ", candidates), of(written, candidates));
    }

    /** The candidates, of which one is to be chosen, and the nearest again if one is near. */
    public static Phrase either(String written, Collection<String> candidates) {
        return Phrase.of("{0}{1}", Phrase.joined("{0} or {1}", candidates), of(written, candidates));
    }

    /** Levenshtein distance without regard to case: letters to insert, remove or replace to make one of the other. */
    private static int edits(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                boolean same = Character.toLowerCase(a.charAt(i - 1)) == Character.toLowerCase(b.charAt(j - 1));
                int change = previous[j - 1] + (same ? 0 : 1);
                row[j] = Math.min(change, 1 + Math.min(previous[j], row[j - 1]));
            }
            previous = row;
        }
        return previous[b.length()];
    }
}
