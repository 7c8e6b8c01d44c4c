package io.staffetta.message;

import static java.lang.Character.UnicodeScript.GREEK;

import io.staffetta.language.Phrase;
import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes a text in the characters of {@link GsmAlphabet}, the nearest for those that it lacks: {@code a} for {@code á},
 * straight quotes for curly ones, {@code <=} for {@code ≤}. Latin, Greek and Cyrillic letters have something near, and so have
 * many signs, see {@link NearestLetters} and {@link NearestSigns}. Emoji and other scripts have nothing: they are replaced or
 * refused, and never become what nobody wrote.
 */
final class Transliteration {

    /** What stands for a character that has nothing near. */
    private static final String REPLACEMENT = "?";

    /** What a reader takes for one character, such as an emoji of several with joiners and skin tones, or a flag. */
    private static final Pattern CHARACTER = Pattern.compile("\\X");

    /** Signs that are written for a degree. */
    private static final String DEGREES = "°º˚⁰";

    private static final Pattern UNIT_OF_DEGREES = Pattern.compile("\\s?[CFKR](?![\\p{L}\\p{N}]).*", Pattern.DOTALL);

    /** Strokes through a character: what is struck out says the contrary. */
    private static final Set<Integer> STROKES =
            Set.of(0x0335, 0x0336, 0x0337, 0x0338, 0x20d2, 0x20d3, 0x20d8, 0x20e0, 0x20e5, 0x20e6, 0x20eb);

    private final String text;
    private final StringBuilder result;
    private int failed;
    private int firstFailed;

    private Transliteration(String text) {
        this.text = text;
        this.result = new StringBuilder(text.length() + 16);
    }

    /**
     * A text in GSM characters.
     *
     * @param text the text
     * @param replaced how many of its characters were replaced by {@code ?}, 0 or more
     */
    record Written(String text, int replaced) {

        /** Does not tell the text. */
        @Override
        public String toString() {
            return "Written[" + replaced + "]";
        }
    }

    /**
     * Returns the text in GSM characters, unchanged where it has them.
     *
     * @param replaces whether a character that has nothing near becomes {@code ?}
     * @throws InvalidMessageException if it does not: names the number of such characters, and the first of them
     */
    static Written apply(String text, boolean replaces) {
        Transliteration one = new Transliteration(Normalizer.normalize(text, Normalizer.Form.NFC));
        one.run();
        if (one.failed > 0 && !replaces) {
            throw new InvalidMessageException(
                    "text",
                    Phrase.of(
                            "must have only characters that the provider can carry, or a near one: {0} cannot be sent, first {1}",
                            one.failed, CodePoints.numbered(one.firstFailed)));
        }
        return new Written(one.result.toString(), one.failed);
    }

    private void run() {
        Matcher characters = CHARACTER.matcher(text);
        while (characters.find()) {
            append(characters.start(), characters.end());
        }
    }

    /** Appends what is near a character of one or more code points; if one of them has nothing, {@code ?} stands for the rest. */
    private void append(int start, int end) {
        int before = result.length();
        for (int i = start, c; i < end; i += Character.charCount(c)) {
            c = text.codePointAt(i);
            String written = written(c, i);
            if (written == null) {
                firstFailed = failed++ == 0 ? c : firstFailed;
                if (STROKES.contains(c)) {
                    result.setLength(before);
                }
                result.append(REPLACEMENT);
                return;
            }
            result.append(written);
        }
    }

    /** What is near a code point in its place; {@code null} if nothing is. */
    private String written(int c, int place) {
        if (STROKES.contains(c)) {
            return null;
        }
        if (c < 0x80) {
            return isDigitAfterAnother(c, place) ? " " + (char) c : nearest(c);
        }
        if (DEGREES.indexOf(c) >= 0 && isDegree(c, place)) {
            return degree(place);
        }
        if (c == 'μ') {
            // A doctor's microgram must not become a milligram.
            return isGreek(place - 1) || isGreek(place + 1) ? "m" : nearest(c);
        }
        String nearest = nearest(c);
        if (nearest == null || nearest.isEmpty() || !endsInDigit()) {
            return nearest;
        }
        return separator(c, nearest, place) + nearest;
    }

    private boolean isDegree(int c, int place) {
        return c == '°'
                || c == '˚'
                || UNIT_OF_DEGREES.matcher(text.substring(place + 1)).matches();
    }

    /** {@code -18 °C} is written -18 C, 45°30' 45 30', and n° no. */
    private String degree(int place) {
        if (place > 0 && Character.isLetter(text.charAt(place - 1))) {
            return "o";
        }
        return place + 1 < text.length() && Character.isDigit(text.charAt(place + 1)) && endsInDigit() ? " " : "";
    }

    private boolean isGreek(int place) {
        return place >= 0
                && place < text.length()
                && text.charAt(place) != 'μ'
                && UnicodeScript.of(text.charAt(place)) == GREEK;
    }

    /** {@code ½5} must not become 1/25, nor {@code 10⁵5} 10^55. */
    private boolean isDigitAfterAnother(int c, int place) {
        return c >= '0'
                && c <= '9'
                && place > 0
                && endsInDigit()
                && Character.getType(text.codePointBefore(place)) == Character.OTHER_NUMBER;
    }

    private boolean endsInDigit() {
        int last = result.length() - 1;
        return last >= 0 && result.charAt(last) >= '0' && result.charAt(last) <= '9';
    }

    /** What keeps digits that are written small from becoming the last ones of the number before them. */
    private String separator(int c, String nearest, int place) {
        String small = small(c);
        if (!small.isEmpty()) {
            return small.equals(small(text.codePointBefore(place))) ? "" : small;
        }
        return Character.getType(c) == Character.OTHER_NUMBER && Character.isDigit(nearest.charAt(0)) ? " " : "";
    }

    /** What stands before a number that is written above or below the line; empty for others. */
    private static String small(int c) {
        int type = Character.getType(c);
        if (type != Character.OTHER_NUMBER && type != Character.MATH_SYMBOL) {
            return "";
        }
        String name = Character.getName(c);
        return name.startsWith("SUPERSCRIPT") ? "^" : name.startsWith("SUBSCRIPT") ? "_" : "";
    }

    /** The nearest in GSM characters; empty for what does not show; {@code null} if there is none. */
    private static String nearest(int c) {
        if (c <= '€' && GsmAlphabet.septets((char) c) > 0) {
            return Character.toString(c);
        }
        int type = Character.getType(c);
        if (CodePoints.isInvisible(c) || type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return "";
        }
        if (type == Character.SPACE_SEPARATOR) {
            return " ";
        }
        if (type == Character.DASH_PUNCTUATION) {
            return "-";
        }
        if (type == Character.DECIMAL_DIGIT_NUMBER) {
            return Integer.toString(Character.digit(c, 10));
        }
        if (c == 'μ') {
            return "u";
        }
        String nearest = NearestSigns.of(c);
        nearest = nearest == null ? NearestLetters.of(c) : nearest;
        nearest = nearest == null ? circled(c, type) : nearest;
        return nearest == null ? decomposed(c) : nearest;
    }

    /** A number in a circle, as of a list, in parentheses. */
    @SuppressWarnings("CharacterGetNumericValue") // Asked only for characters that are numbers and no digits.
    private static String circled(int c, int type) {
        if (type != Character.OTHER_NUMBER || UnicodeScript.of(c) != UnicodeScript.COMMON) {
            return null;
        }
        String name = Character.getName(c);
        boolean isOfAList =
                name.contains("CIRCLED") && !name.contains("IDEOGRAPH") && !name.contains("ON BLACK SQUARE");
        return isOfAList && Character.getNumericValue(c) >= 0 ? "(" + Character.getNumericValue(c) + ")" : null;
    }

    /** What stands for the parts of a character that is made of others: a mathematical letter, a fraction, a unit. */
    private static String decomposed(int c) {
        String itself = Character.toString(c);
        String parts = Normalizer.normalize(itself, Normalizer.Form.NFKD);
        if (parts.equals(itself) || parts.startsWith(" ") || parts.codePoints().anyMatch(STROKES::contains)) {
            return null;
        }
        StringBuilder written = new StringBuilder();
        for (int i = 0, part; i < parts.length(); i += Character.charCount(part)) {
            part = parts.codePointAt(i);
            String nearest = nearest(part);
            if (nearest == null) {
                return null;
            }
            written.append(nearest);
        }
        return written.isEmpty() ? null : written.toString();
    }
}
