package io.staffetta.provider.table;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Matches one code in a table of answers: exact ({@code 429}, {@code OK}), a class of three digits ({@code 5xx}), a
 * range ({@code 502-504}), or {@code *} for any code at all. Letters match without regard to case.
 */
final class CodePattern {

    private static final Pattern CLASS = Pattern.compile("([0-9])xx");
    private static final Pattern RANGE = Pattern.compile("([0-9]{1,9})-([0-9]{1,9})");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    private final String exact;
    private final int from;
    private final int to;

    CodePattern(String pattern) {
        exact = pattern;
        Matcher ofClass = CLASS.matcher(pattern);
        Matcher ofRange = RANGE.matcher(pattern);
        if (ofClass.matches()) {
            from = Integer.parseInt(ofClass.group(1)) * 100;
            to = from + 99;
        } else if (ofRange.matches()) {
            from = Integer.parseInt(ofRange.group(1));
            to = Integer.parseInt(ofRange.group(2));
        } else {
            from = 1;
            to = 0;
        }
    }

    boolean matches(String code) {
        return exact.equalsIgnoreCase(code) || (exact.equals("*") && !code.isEmpty()) || inRange(code);
    }

    /** Whether the pattern is this very code. */
    boolean isExact(String code) {
        return exact.equalsIgnoreCase(code);
    }

    private boolean inRange(String code) {
        if (from > to || !NUMBER.matcher(code).matches()) {
            return false;
        }
        int number = Integer.parseInt(code);
        return number >= from && number <= to;
    }
}
