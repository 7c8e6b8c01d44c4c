package io.staffetta.message;

import static java.lang.Character.UnicodeScript.CYRILLIC;
import static java.lang.Character.UnicodeScript.GREEK;
import static java.lang.Character.UnicodeScript.LATIN;

import java.lang.Character.UnicodeScript;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.gcardone.junidecode.Junidecode;

/**
 * Latin, Greek and Cyrillic letters in the letters from {@code a} to {@code z}. Letters of other scripts stand for syllables or
 * words that the reader would not know again, and have nothing near.
 */
final class NearestLetters {

    private static final Set<UnicodeScript> SCRIPTS = Set.of(LATIN, GREEK, CYRILLIC);

    /** Where the library has signs that only look alike, or another letter than a reader expects. */
    private static final Map<Integer, String> OWN = Map.ofEntries(
            Map.entry((int) 'ə', "e"),
            Map.entry((int) 'Ə', "E"),
            Map.entry((int) 'ǝ', "e"),
            Map.entry((int) 'Ǝ', "E"),
            Map.entry((int) 'ә', "e"),
            Map.entry((int) 'Ә', "E"),
            Map.entry((int) 'ŉ', "'n"),
            Map.entry((int) 'Ъ', ""),
            Map.entry((int) 'ъ', ""),
            Map.entry((int) 'Ь', "'"),
            Map.entry((int) 'ь', "'"),
            Map.entry((int) 'ª', "a"),
            Map.entry((int) 'º', "o"));

    private static final Pattern LETTERS = Pattern.compile("[A-Za-z]{1,5}'?");
    private static final Pattern VARIANT = Pattern.compile("(.+ LETTER .+?) WITH .*");
    private static final Pattern SMALL_CAPITAL = Pattern.compile("(.+) LETTER SMALL CAPITAL ([A-Z]+)");

    private NearestLetters() {}

    /** The letters for a letter, or for a roman numeral; {@code null} if none are near. */
    static String of(int c) {
        if (!SCRIPTS.contains(UnicodeScript.of(c)) || !Character.isLetter(c)) {
            return null;
        }
        String own = OWN.get(c);
        if (own != null) {
            return own;
        }
        String letters = Junidecode.unidecode(Character.toString(c));
        return LETTERS.matcher(letters).matches() ? letters : ofPlainLetter(c);
    }

    /** Those of the letter that it is a variant of by its name: with a stroke, a hook, or as a small capital. */
    private static String ofPlainLetter(int c) {
        String name = Character.getName(c);
        Matcher variant = VARIANT.matcher(name);
        Matcher small = SMALL_CAPITAL.matcher(name);
        String plain = variant.matches()
                ? variant.group(1)
                : small.matches() ? small.group(1) + " CAPITAL LETTER " + small.group(2) : null;
        return plain == null ? null : ofNamed(plain);
    }

    private static String ofNamed(String name) {
        try {
            int c = Character.codePointOf(name);
            return c < 0x80 ? Character.toString(c) : of(c);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
