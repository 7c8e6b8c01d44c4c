package io.staffetta.broker.embedded.rights;

/** Cleans what strangers wrote for display: no character that moves a cursor or reverses a line, and not long. */
public final class DisplayText {

    private static final int LENGTH = 100;

    private DisplayText() {}

    /** A text of somebody else, such as the name of a queue. */
    public static String text(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().limit(LENGTH).forEach(c -> {
            switch (Character.getType(c)) {
                case Character.CONTROL,
                        Character.FORMAT,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR,
                        Character.SURROGATE,
                        Character.PRIVATE_USE,
                        Character.UNASSIGNED -> shown.append("\\u{%x}".formatted(c));
                default -> shown.appendCodePoint(c);
            }
        });
        return shown.append(text.codePointCount(0, text.length()) > LENGTH ? "..." : "")
                .toString();
    }
}
