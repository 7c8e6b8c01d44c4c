package io.staffetta.logging;

/**
 * Text for the log, and for other places of one line, in which strangers have a say: over the broker's ports, for instance, before
 * any login. Characters that end a line, move a cursor, ring a bell or reverse what follows are written by their code, and what is
 * long is cut.
 */
public final class CleanText {

    /** Most characters that are kept. */
    static final int LENGTH = 4000;

    private static final CleanText LINE = new CleanText(false);

    private final boolean keepsLineEnds;

    /** A text in one line that is fit to be shown; of more than {@value #LENGTH} characters the first. */
    public static String line(String text) {
        return LINE.of(text);
    }

    /**
     * @param keepsLineEnds whether line feeds and tabs stay, since what writes the text writes them by their codes
     */
    CleanText(boolean keepsLineEnds) {
        this.keepsLineEnds = keepsLineEnds;
    }

    /** The text itself if nothing is to be done to it. */
    String of(String text) {
        return text == null || isClean(text) ? text : cleaned(text);
    }

    private boolean isClean(String text) {
        if (text.length() > LENGTH) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~') {
                return text.codePoints().noneMatch(this::isEscaped);
            }
        }
        return true;
    }

    private String cleaned(String text) {
        StringBuilder cleaned = new StringBuilder(Math.min(text.length(), LENGTH) + 16);
        int end = Math.min(text.length(), LENGTH);
        for (int i = 0; i < end; ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            append(cleaned, c);
        }
        return text.length() > LENGTH
                ? cleaned.append("... (")
                        .append(text.length())
                        .append(" characters)")
                        .toString()
                : cleaned.toString();
    }

    private void append(StringBuilder cleaned, int c) {
        if (!isEscaped(c)) {
            cleaned.appendCodePoint(c);
            return;
        }
        switch (c) {
            case '\n' -> cleaned.append("\\n");
            case '\r' -> cleaned.append("\\r");
            case '\t' -> cleaned.append("\\t");
            default -> {
                for (char unit : Character.toChars(c)) {
                    cleaned.append(String.format("\\u%04x", (int) unit));
                }
            }
        }
    }

    private boolean isEscaped(int c) {
        if (keepsLineEnds && (c == '\n' || c == '\t')) {
            return false;
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> true;
            default -> false;
        };
    }
}
