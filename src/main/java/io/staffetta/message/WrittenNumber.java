package io.staffetta.message;

import io.staffetta.language.Phrase;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;

/**
 * A phone number as somebody wrote it, or as a spreadsheet made it: which characters only part its digits, and which say that
 * it is not the number that was meant. Nothing is taken away that could make another number of it.
 */
final class WrittenNumber {

    private static final String HYPHENS = "-\u2010\u2011\u2012\u2013";

    private static final Pattern EXPONENT = Pattern.compile("[+-]?[0-9]+([.,][0-9]*)?[eE][+-]?[0-9]+");
    private static final Pattern DECIMAL_COMMA = Pattern.compile("[0-9],[0-9]{0,2}$|^[^0-9]*[0-9]?,[0-9]+$");
    private static final Pattern OUT_OF_A_SPREADSHEET =
            Pattern.compile("[+-]?[0-9]+([.,][0-9]*)?([eE]\\+[0-9]+)?|[+-]?[0-9]+[.,][0-9]*[eE][+-]?[0-9]+");
    private static final Pattern DECIMALS = Pattern.compile("0*");
    private static final Pattern DOUBLE_ZERO = Pattern.compile("\\+00[0-9]");
    private static final Pattern AFTER_COUNTRY_CODE = Pattern.compile("\\(?\\+[0-9]{1,3}\\)?");
    private static final Pattern ZERO_IN_PARENTHESES = Pattern.compile("\\([ \u00a0]*0[ \u00a0]*\\)");
    private static final Pattern LONE_LAST_DIGIT = Pattern.compile("[0-9]{5}[^0-9]+[0-9][^0-9]*$");

    private static final int SURELY_A_WHOLE_NUMBER = 6;
    private static final int MOST_DECIMALS = 3;
    private static final int LONGEST_BEFORE_A_DOT = 9;

    private final String written;

    private WrittenNumber(String written) {
        this.written = written;
    }

    /** A number without the characters that cannot be seen, and without blanks and line ends around it. */
    static WrittenNumber of(String written) {
        int start = 0;
        String visible = CodePoints.withoutInvisible(written);
        int end = visible.length();
        while (start < end && CodePoints.isBlank(visible.charAt(start))) {
            start++;
        }
        while (end > start && CodePoints.isBlank(visible.charAt(end - 1))) {
            end--;
        }
        return new WrittenNumber(visible.substring(start, end));
    }

    /** Its digits, with a {@code +} before them where it has one, which also stands for a leading {@code 00}. */
    String digits() {
        StringBuilder digits = new StringBuilder(written.length());
        for (int i = 0; i < written.length(); i++) {
            char c = written.charAt(i);
            if (isDigit(c) || c == '+') {
                digits.append(c);
            }
        }
        return digits.length() > 2 && digits.charAt(0) == '0' && digits.charAt(1) == '0'
                ? "+" + digits.substring(2)
                : digits.toString();
    }

    /** Whether a zero stands in parentheses, as in {@code +44 (0)20}. */
    boolean hasZeroInParentheses() {
        return written.indexOf('(') >= 0 && ZERO_IN_PARENTHESES.matcher(written).find();
    }

    /** What says that it is no phone number, or not the one that was meant; {@code null} if nothing does. */
    CharSequence fault() {
        if (written.isEmpty()) {
            return "it is empty";
        }
        CharSequence fault = isPlain() ? null : faultOfSigns();
        return fault == null && DOUBLE_ZERO.matcher(digits()).lookingAt()
                ? "it has 00 twice, or a + and 00: write one of them before the country code"
                : fault;
    }

    /** Whether there are only digits, and perhaps a leading +, as in most numbers: nothing is to be looked for. */
    private boolean isPlain() {
        for (int i = written.charAt(0) == '+' ? 1 : 0; i < written.length(); i++) {
            if (!isDigit(written.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** The fault of what may also be a name, and looks like a number out of a spreadsheet; {@code null} if it has none. */
    CharSequence faultOfSpreadsheet() {
        return OUT_OF_A_SPREADSHEET.matcher(written).matches() ? faultOfExport() : null;
    }

    /** An exponent or a decimal point; {@code null} if there is neither. */
    private CharSequence faultOfExport() {
        if (EXPONENT.matcher(written.replace(" ", "")).matches()) {
            return "it has an exponent: the column was exported as a number, make it one of text";
        }
        if (written.indexOf(',') >= 0 && DECIMAL_COMMA.matcher(written).find()) {
            return "it has a decimal comma: the column was exported as a number, make it one of text";
        }
        return written.indexOf('.') >= 0 && firstWhere(c -> !isPermitted(c)) < 0 && hasDecimalPoint()
                ? "it has a decimal point: the column was exported as a number, make it one of text"
                : null;
    }

    private CharSequence faultOfSigns() {
        CharSequence export = faultOfExport();
        if (export != null) {
            return export;
        }
        if (written.charAt(0) == '\'') {
            return Phrase.of(
                    "it has a leading apostrophe, {0}, as spreadsheets put before digits that are text: take it away",
                    CodePoints.named('\''));
        }
        int other = firstWhere(c -> !isPermitted(c));
        if (other >= 0) {
            return Phrase.of(
                    "it has other characters than digits, blanks, hyphens, dots, parentheses and a leading +: {0}{1}",
                    Phrase.of(kind(other)), CodePoints.named(other));
        }
        if (written.lastIndexOf('+') > firstDigit() || written.indexOf('+') != written.lastIndexOf('+')) {
            return "it has a + that does not lead: two country codes, or two numbers";
        }
        if (HYPHENS.indexOf(written.charAt(0)) >= 0 || HYPHENS.indexOf(written.charAt(written.length() - 1)) >= 0) {
            return "it begins or ends with a minus sign";
        }
        return LONE_LAST_DIGIT.matcher(written).find()
                ? "its last digit stands alone, like that of a second number or an extension"
                : null;
    }

    private static CharSequence kind(int c) {
        return Character.isLetter(c) ? "a letter, " : c == '/' || c == ',' || c == ';' ? "perhaps two numbers, " : "";
    }

    /**
     * Dots part the digits of a number as in {@code 333.000.0001}, {@code 055.0000001} and {@code +39.3330000001}. A dot is a
     * decimal point where it is the last character, where only zeros come after the last one and no phone number has such
     * groups, where a single one has few digits behind it, or one digit or none before, or as many as a number has.
     */
    private boolean hasDecimalPoint() {
        int last = written.lastIndexOf('.');
        String tail = written.substring(last + 1);
        String after = onlyDigits(tail);
        if (after.length() <= 1 || after.equals("00")) {
            return true;
        }
        String head = written.substring(0, last);
        if (head.indexOf('.') >= 0 || AFTER_COUNTRY_CODE.matcher(head.strip()).matches()) {
            return false;
        }
        String before = onlyDigits(head);
        boolean partedOtherwise =
                head.length() > before.length() + (head.startsWith("+") ? 1 : 0) || tail.length() > after.length();
        boolean isInternational = head.startsWith("+") || head.startsWith("00");
        return before.length() <= 1
                || (before.length() >= LONGEST_BEFORE_A_DOT && !isInternational)
                || (after.length() <= MOST_DECIMALS - (partedOtherwise ? 1 : 0))
                || (before.length() >= SURELY_A_WHOLE_NUMBER
                        && DECIMALS.matcher(after).matches());
    }

    private int firstDigit() {
        for (int i = 0; i < written.length(); i++) {
            if (isDigit(written.charAt(i))) {
                return i;
            }
        }
        return written.length();
    }

    private int firstWhere(IntPredicate condition) {
        return written.codePoints().filter(condition).findFirst().orElse(-1);
    }

    private static boolean isPermitted(int c) {
        return isDigit(c)
                || c == '+'
                || c == '.'
                || c == '('
                || c == ')'
                || c == '\t'
                || (Character.isSpaceChar(c) && c != '\u2028' && c != '\u2029')
                || HYPHENS.indexOf(c) >= 0;
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static String onlyDigits(String text) {
        return text.codePoints()
                .filter(WrittenNumber::isDigit)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** Shows nothing of the number. */
    @Override
    public String toString() {
        return "WrittenNumber";
    }
}
