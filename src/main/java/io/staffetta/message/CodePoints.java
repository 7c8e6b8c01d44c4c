package io.staffetta.message;

import java.util.Locale;

/** Single characters, by their numbers in Unicode. */
final class CodePoints {

    private CodePoints() {}

    /** A character as an error names it, such as {@code U+2019 (right single quotation mark)}. */
    static String named(int c) {
        String name = Character.getName(c);
        String words = name == null ? "unassigned" : name.toLowerCase(Locale.ROOT);
        return "U+%04X (%s)".formatted(c, words);
    }

    /** The number of a character, such as {@code U+2019}. */
    static String numbered(int c) {
        return "U+%04X".formatted(c);
    }

    /**
     * Whether a character cannot be seen and takes no room: marks of direction, zero width characters, byte order mark, soft
     * hyphen, variation selectors. Programs add them to what they copy.
     */
    static boolean isInvisible(int c) {
        return switch (Character.getType(c)) {
            case Character.FORMAT -> !isVisibleFormat(c);
            case Character.NON_SPACING_MARK -> isSelector(c);
            case Character.OTHER_LETTER -> c == 0x115f || c == 0x1160 || c == 0x3164 || c == 0xffa0; // Hangul fillers
            default -> false;
        };
    }

    /** Signs of scripts that Unicode counts as format characters, such as the Arabic number sign. */
    private static boolean isVisibleFormat(int c) {
        return (c >= 0x600 && c <= 0x605)
                || c == 0x6dd
                || c == 0x70f
                || c == 0x890
                || c == 0x891
                || c == 0x8e2
                || c == 0x110bd
                || c == 0x110cd
                || (c >= 0x13430 && c <= 0x1343f);
    }

    private static boolean isSelector(int c) {
        return (c >= 0xfe00 && c <= 0xfe0f)
                || (c >= 0xe0100 && c <= 0xe01ef)
                || (c >= 0x180b && c <= 0x180f)
                || c == 0x034f // combining grapheme joiner
                || c == 0x17b4
                || c == 0x17b5;
    }

    /** Whether a character is a blank or a line end of any kind. */
    static boolean isBlank(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == 0x85;
    }

    private static boolean hasInvisible(String text) {
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            if (isInvisible(text.codePointAt(i))) {
                return true;
            }
        }
        return false;
    }

    /** The text without {@link #isInvisible characters that cannot be seen}; the same object where it has none. */
    static String withoutInvisible(String text) {
        if (!hasInvisible(text)) {
            return text;
        }
        return text.codePoints()
                .filter(c -> !isInvisible(c))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
