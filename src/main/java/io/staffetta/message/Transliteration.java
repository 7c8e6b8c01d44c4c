package io.staffetta.message;

import static java.lang.Character.UnicodeScript.COMMON;
import static java.lang.Character.UnicodeScript.CYRILLIC;
import static java.lang.Character.UnicodeScript.GREEK;
import static java.lang.Character.UnicodeScript.LATIN;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.Map;
import java.util.Set;
import net.gcardone.junidecode.Junidecode;

/**
 * Writes a text in the characters of {@link GsmAlphabet}, the nearest for those that it lacks: {@code a} for {@code á},
 * straight quotes for curly ones. Latin, Greek and Cyrillic letters have a near character, and so have most signs. Emoji
 * and other scripts have none: what comes of them is not what the sender wrote.
 */
final class Transliteration {

    private static final Set<UnicodeScript> SCRIPTS = Set.of(LATIN, GREEK, CYRILLIC, COMMON);

    /** Where the library has nothing, or something that a reader of an SMS would not expect. */
    private static final Map<Integer, String> NEAREST = Map.of(
            (int) '\t', " ",
            (int) '`', "'",
            // An Italian writes n° as often as 20°.
            (int) '°', "o",
            (int) '«', "\"",
            (int) '»', "\"",
            (int) '\u201e', "\"");

    private Transliteration() {}

    /**
     * Returns the text in GSM characters, unchanged where it has them.
     *
     * @throws InvalidMessageException if characters have none that is near: names their number and the first of them
     */
    static String apply(String text) {
        StringBuilder result = new StringBuilder(text.length());
        int failed = 0;
        int firstFailed = 0;
        String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
        for (int i = 0, c; i < composed.length(); i += Character.charCount(c)) {
            c = composed.codePointAt(i);
            String nearest = nearest(c);
            if (nearest == null) {
                firstFailed = failed++ == 0 ? c : firstFailed;
            } else {
                result.append(nearest);
            }
        }
        if (failed > 0) {
            throw new InvalidMessageException(
                    "text",
                    "must have only characters that the provider can carry, or a near one: %d cannot be sent, first U+%04X"
                            .formatted(failed, firstFailed));
        }
        return result.toString();
    }

    /** The nearest in GSM characters; empty for what does not show; {@code null} if there is none. */
    private static String nearest(int c) {
        String itself = Character.toString(c);
        if (GsmAlphabet.covers(itself)) {
            return itself;
        }
        int type = Character.getType(c);
        if (type == Character.FORMAT || type == Character.NON_SPACING_MARK) {
            return "";
        }
        if (type == Character.SPACE_SEPARATOR) {
            return " ";
        }
        if (type == Character.DASH_PUNCTUATION) {
            return "-";
        }
        String nearest = NEAREST.get(c);
        if (nearest == null && SCRIPTS.contains(UnicodeScript.of(c))) {
            nearest = Junidecode.unidecode(itself).replace('`', '\'');
        }
        return nearest == null || nearest.isEmpty() || !GsmAlphabet.covers(nearest) ? null : nearest;
    }
}
