package io.staffetta.language;

import java.util.List;
import java.util.Locale;

/** The languages in which texts are known. */
public final class Languages {

    /** All of them, the one that is spoken where none is asked for first. */
    public static final List<Locale> KNOWN = List.of(Locale.ENGLISH, Locale.ITALIAN);

    /** Longest list of languages that is looked at, in characters; browsers send some dozens. */
    private static final int LONGEST = 200;

    private Languages() {}

    /**
     * The best of them for somebody.
     *
     * @param wanted languages as {@code Accept-Language} has them, such as {@code it-IT,it;q=0.9,en;q=0.8}; {@code null} for none
     * @return English where none of them is known
     */
    public static Locale of(String wanted) {
        if (wanted == null || wanted.isBlank() || wanted.length() > LONGEST) {
            return Locale.ENGLISH;
        }
        try {
            Locale best = Locale.lookup(Locale.LanguageRange.parse(wanted), KNOWN);
            return best == null ? Locale.ENGLISH : best;
        } catch (IllegalArgumentException e) {
            // What is not a list of languages asks for none.
            return Locale.ENGLISH;
        }
    }
}
