package io.staffetta.message;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.MatchType;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import io.staffetta.language.Phrase;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Brings phone numbers, as people write them, into E.164 form.
 *
 * <p>Thread-safe.
 */
public final class PhoneNumbers {

    /** Longest number that is looked at, in UTF-16 code units. */
    public static final int MAX_LENGTH = 40;

    private static final PhoneNumberUtil UTIL = PhoneNumberUtil.getInstance();
    private static final Set<Integer> CALLING_CODES = UTIL.getSupportedCallingCodes();
    private static final int MAX_CALLING_CODE_LENGTH = 3;
    private static final int SHOWN_AT_END = 2;

    /** Shorter senders are numbers of services. */
    private static final int SHORTEST_PHONE_NUMBER = 9;

    /** All providers are Italian. */
    private static final String SENDERS_REGION = "IT";

    private static final String ITALY = "+39";
    private static final int ITALIAN_CODE = 39;
    private static final int SHORTEST_ITALIAN = 6;
    private static final int LONGEST_ITALIAN = 12;

    private static final Pattern DIGITS = Pattern.compile("\\+?[0-9]+");

    private final String defaultRegion;
    private final boolean strict;

    /**
     * @param defaultRegion country of numbers in national form, ISO 3166 alpha-2 in upper case, such as {@code IT}
     * @param strict whether a number must belong to a range that its country has assigned; else only its length must fit its
     *     country, and that of its mobile numbers where it is one
     * @throws IllegalArgumentException for an unknown region
     */
    public PhoneNumbers(String defaultRegion, boolean strict) {
        if (!UTIL.getSupportedRegions().contains(defaultRegion)) {
            throw new IllegalArgumentException(
                    "Default region must be the two capital letters of a country, such as IT, but is '" + defaultRegion
                            + "'");
        }
        this.defaultRegion = defaultRegion;
        this.strict = strict;
    }

    /**
     * Returns a number in E.164 form: {@code +}, country code and number, no other characters.
     *
     * @param field field that the number is from, for the error
     * @param number number in national form, or in international form with {@code +} or {@code 00}; blanks, hyphens, dots
     *     that part digits, parentheses and characters that cannot be seen do not count
     * @throws InvalidMessageException if it is no phone number; never repeats the number
     */
    public String normalise(String field, String number) {
        if (number.length() > MAX_LENGTH) {
            throw new InvalidMessageException(field, Phrase.of("must be at most {0} characters", MAX_LENGTH));
        }
        WrittenNumber written = WrittenNumber.of(number);
        refuse(field, written.fault());
        String digits = written.digits();
        PhoneNumber parsed = parse(field, digits);
        refuse(field, NumberPlan.fault(parsed, digits, written.hasZeroInParentheses()));
        if (UTIL.isPossibleNumberWithReason(parsed) != ValidationResult.IS_POSSIBLE) {
            throw invalid(field, "it is too short or too long for its country");
        }
        if (strict && !UTIL.isValidNumber(parsed)) {
            throw invalid(field, "its country has not assigned such numbers");
        }
        return UTIL.format(parsed, PhoneNumberFormat.E164);
    }

    /**
     * Whether a number is the same as one in E.164 form, however it is written: with {@code +}, {@code 00} or neither before
     * its country code, or in national form.
     *
     * @param e164 number in E.164 form
     * @param number any text; {@code false} for one that is no number
     */
    public static boolean isSame(String e164, String number) {
        if (number.equals(e164)) {
            return true;
        }
        String digits = number.replaceAll("[^0-9]", "");
        String known = e164.substring(1);
        if (digits.isEmpty() || number.length() > MAX_LENGTH) {
            return false;
        }
        if (digits.equals(known) || digits.equals("00" + known)) {
            return true;
        }
        MatchType match = number.strip().startsWith("+")
                ? UTIL.isNumberMatch(e164, number)
                : UTIL.isNumberMatch(e164, digits.startsWith("00") ? "+" + digits.substring(2) : digits);
        return match == MatchType.NSN_MATCH || match == MatchType.EXACT_MATCH;
    }

    private PhoneNumber parse(String field, String digits) {
        try {
            return isItalian(digits) ? italian(digits.substring(ITALY.length())) : UTIL.parse(digits, defaultRegion);
        } catch (NumberParseException e) {
            throw invalid(field, "it has too few digits, too many, or no country code that exists");
        }
    }

    /** Whether it has Italy's country code, and as many digits as a number there may have. */
    private static boolean isItalian(String digits) {
        int length = digits.length() - ITALY.length();
        return length >= SHORTEST_ITALIAN
                && length <= LONGEST_ITALIAN
                && digits.startsWith(ITALY)
                && digits.indexOf('+', 1) < 0;
    }

    /** What the library makes of such a number, without its search for what may be in others: Italy has no prefix to take off. */
    static PhoneNumber italian(String national) {
        PhoneNumber number = new PhoneNumber().setCountryCode(ITALIAN_CODE).setNationalNumber(Long.parseLong(national));
        int zeros = 0;
        while (zeros < national.length() - 1 && national.charAt(zeros) == '0') {
            zeros++;
        }
        if (zeros > 0) {
            number.setItalianLeadingZero(true);
        }
        return zeros > 1 ? number.setNumberOfLeadingZeros(zeros) : number;
    }

    /**
     * What says that a sender number is not the one that was meant; {@code null} if nothing does. Short numbers are the
     * provider's matter.
     *
     * @param sender digits, with or without a leading {@code +}
     */
    static CharSequence faultOfSender(String sender) {
        if (sender.length() < SHORTEST_PHONE_NUMBER) {
            return null;
        }
        try {
            String digits = WrittenNumber.of(sender).digits();
            return NumberPlan.fault(UTIL.parse(digits, SENDERS_REGION), digits, false);
        } catch (NumberParseException e) {
            return null;
        }
    }

    private static void refuse(String field, CharSequence reason) {
        if (reason != null) {
            throw invalid(field, reason);
        }
    }

    private static InvalidMessageException invalid(String field, CharSequence reason) {
        return new InvalidMessageException(
                field, Phrase.of("must be a phone number such as +39 333 0000001, but {0}", Phrase.of(reason)));
    }

    /**
     * A number that may be logged: country code and last two digits, the others as {@code *}. Text of any other form is
     * all {@code *}, at most {@value #MAX_LENGTH} of them; {@code null} is empty.
     */
    public static String mask(String number) {
        if (number == null) {
            return "";
        }
        int length = Math.min(number.length(), MAX_LENGTH);
        int shownAtFront = callingCodeEnd(number);
        int hidden = length - shownAtFront - SHOWN_AT_END;
        if (hidden < SHOWN_AT_END || !DIGITS.matcher(number).matches()) {
            return "*".repeat(length);
        }
        return number.substring(0, shownAtFront)
                + "*".repeat(hidden)
                + number.substring(number.length() - SHOWN_AT_END);
    }

    private static int callingCodeEnd(String number) {
        int code = 0;
        for (int i = 1; number.startsWith("+") && i <= MAX_CALLING_CODE_LENGTH && i < number.length(); i++) {
            code = code * 10 + Character.digit(number.charAt(i), 10);
            if (CALLING_CODES.contains(code)) {
                return i + 1;
            }
        }
        return 0;
    }
}
