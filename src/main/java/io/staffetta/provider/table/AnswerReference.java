package io.staffetta.provider.table;

import java.util.regex.Pattern;

/** Cleans the id that a provider gave to a message. */
public final class AnswerReference {

    private static final int LONGEST_REFERENCE = 100;
    private static final Pattern CONTROLS = Pattern.compile("\\p{Cc}");

    private AnswerReference() {}

    /** An id as it may be kept: one line of at most 100 characters. */
    public static String clean(String id) {
        String line = CONTROLS.matcher(id).replaceAll("").strip();
        return line.length() > LONGEST_REFERENCE ? line.substring(0, LONGEST_REFERENCE) : line;
    }
}
