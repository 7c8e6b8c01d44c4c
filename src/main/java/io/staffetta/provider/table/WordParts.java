package io.staffetta.provider.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Cuts a text into the words that it is made of, also where they are joined: {@code AccessDenied} is {@code access} and
 * {@code denied}, {@code HTTPError_12} is {@code http}, {@code error} and {@code 12}. Made for each answer of a provider, and
 * so without expressions.
 */
final class WordParts {

    private WordParts() {}

    /** The words in lower case, in their order; letters and digits only. */
    static List<String> of(String text) {
        List<String> parts = new ArrayList<>();
        int from = -1;
        int before = 0;
        int at = 0;
        while (at < text.length()) {
            int c = text.codePointAt(at);
            int next = at + Character.charCount(c);
            if (!isOfWord(c)) {
                add(parts, text, from, at);
                from = -1;
            } else if (from < 0) {
                from = at;
            } else if (begins(before, c, text, next)) {
                add(parts, text, from, at);
                from = at;
            }
            before = c;
            at = next;
        }
        add(parts, text, from, text.length());
        return parts;
    }

    /** Whether a capital begins a word: after a small letter, or before one. */
    private static boolean begins(int before, int c, String text, int next) {
        if (Character.getType(c) != Character.UPPERCASE_LETTER) {
            return false;
        }
        int type = Character.getType(before);
        return type == Character.LOWERCASE_LETTER
                || (type == Character.UPPERCASE_LETTER
                        && next < text.length()
                        && Character.getType(text.codePointAt(next)) == Character.LOWERCASE_LETTER);
    }

    private static boolean isOfWord(int c) {
        return switch (Character.getType(c)) {
            case Character.UPPERCASE_LETTER,
                    Character.LOWERCASE_LETTER,
                    Character.TITLECASE_LETTER,
                    Character.MODIFIER_LETTER,
                    Character.OTHER_LETTER,
                    Character.DECIMAL_DIGIT_NUMBER,
                    Character.LETTER_NUMBER,
                    Character.OTHER_NUMBER -> true;
            default -> false;
        };
    }

    private static void add(List<String> parts, String text, int from, int to) {
        if (from >= 0) {
            parts.add(text.substring(from, to).toLowerCase(Locale.ROOT));
        }
    }

    /** A word without the digits at its end: {@code err12} is {@code err}. */
    static String withoutNumber(String word) {
        int end = word.length();
        while (end > 0 && word.charAt(end - 1) >= '0' && word.charAt(end - 1) <= '9') {
            end--;
        }
        return word.substring(0, end);
    }

    /** Whether a text has so many letters on end, so that it can have a word of this length. */
    static boolean hasLetters(String text, int inARow) {
        int letters = 0;
        for (int i = 0; i < text.length() && letters < inARow; i++) {
            letters = Character.isLetter(text.charAt(i)) ? letters + 1 : 0;
        }
        return letters >= inARow;
    }
}
