package io.staffetta.message;

/** Line breaks of word processors and web editors, which an SMS does not know. */
final class LineBreaks {

    private static final char VERTICAL_TAB = '\u000b';
    private static final char NEXT_LINE = '\u0085';
    private static final char LINE_SEPARATOR = '\u2028';
    private static final char PARAGRAPH_SEPARATOR = '\u2029';

    private LineBreaks() {}

    /**
     * A text with {@code \n} for vertical tabs, form feeds, next lines, line and paragraph separators, and carriage returns
     * without a line feed; the same object where it has none of them.
     */
    static String unified(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isOther(text, i)) {
                return unified(text, i);
            }
        }
        return text;
    }

    private static String unified(String text, int first) {
        char[] characters = text.toCharArray();
        for (int i = first; i < characters.length; i++) {
            if (isOther(text, i)) {
                characters[i] = '\n';
            }
        }
        return new String(characters);
    }

    private static boolean isOther(String text, int place) {
        char c = text.charAt(place);
        if (c > '\r' && c < NEXT_LINE) {
            return false;
        }
        return c == VERTICAL_TAB
                || c == '\f'
                || c == NEXT_LINE
                || c == LINE_SEPARATOR
                || c == PARAGRAPH_SEPARATOR
                || (c == '\r' && (place + 1 == text.length() || text.charAt(place + 1) != '\n'));
    }
}
