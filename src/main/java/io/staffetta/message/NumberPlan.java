package io.staffetta.message;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import io.staffetta.language.Phrase;

/**
 * Knows what a country's numbers look like, beyond the lengths that it has: finds numbers of which something was
 * written twice, left in, or added, and which would reach somebody else. Ranges that a country may yet assign are no
 * fault.
 */
final class NumberPlan {

    private static final PhoneNumberUtil UTIL = PhoneNumberUtil.getInstance();
    private static final int ITALY = 39;
    private static final int MOBILE_LENGTH = 10;
    private static final int OLD_MOBILE_LENGTH = 9;
    private static final int MOST_DIGITS_TOO_MANY = 5;

    private NumberPlan() {}

    /**
     * What is wrong with a number; {@code null} if nothing is known to be.
     *
     * @param digits its digits as they were written, with a leading {@code +} if it is international
     * @param zeroInParentheses whether a zero of it was written as {@code (0)}
     */
    static CharSequence fault(PhoneNumber number, String digits, boolean zeroInParentheses) {
        String national = UTIL.getNationalSignificantNumber(number);
        if (national.startsWith("00")) {
            return "it has 00 after the country code: two country codes";
        }
        if (isCountryCodeDoubled(number, national) || isCountryCodeTakenForAPrefix(number, national, digits)) {
            return "it has its country code twice";
        }
        return number.getCountryCode() == ITALY
                ? italianFault(number, national, zeroInParentheses)
                : mobileFault(number, national);
    }

    private static boolean isCountryCodeDoubled(PhoneNumber number, String national) {
        String code = Integer.toString(number.getCountryCode());
        if (!national.startsWith(code)) {
            return false;
        }
        PhoneNumber rest = number(code, national.substring(code.length()));
        if (rest == null || !UTIL.isValidNumber(rest)) {
            return false;
        }
        return !UTIL.isValidNumber(number) || (isMobile(rest) && !isMobile(number));
    }

    /** The parser takes the second of two 1 away, which is also what is dialled before a number in North America. */
    private static boolean isCountryCodeTakenForAPrefix(PhoneNumber number, String national, String digits) {
        int code = number.getCountryCode();
        return digits.startsWith("+" + code + code) && digits.equals("+" + code + code + national);
    }

    private static CharSequence italianFault(PhoneNumber number, String national, boolean zeroInParentheses) {
        if (national.startsWith("3") && national.length() != MOBILE_LENGTH && national.length() != OLD_MOBILE_LENGTH) {
            return Phrase.of("an Italian mobile number has 9 or 10 digits after +39, not {0}", national.length());
        }
        if (national.startsWith("03") && isZeroTooMany(number, national, zeroInParentheses)) {
            return "it has a 0 before an Italian mobile number: leave it out";
        }
        return null;
    }

    /** 0331 is a prefix of Varese, and 331 one of mobile numbers: {@code (0)} before ten digits is for the latter. */
    private static boolean isZeroTooMany(PhoneNumber number, String national, boolean zeroInParentheses) {
        PhoneNumber rest = number(Integer.toString(ITALY), national.substring(1));
        return rest != null
                && isMobile(rest)
                && (!UTIL.isValidNumber(number) || (zeroInParentheses && national.length() > MOBILE_LENGTH));
    }

    /** A mobile number with digits behind it, where other numbers of its country may be as long as that. */
    private static CharSequence mobileFault(PhoneNumber number, String national) {
        if (UTIL.isPossibleNumberForTypeWithReason(number, PhoneNumberType.MOBILE) == ValidationResult.IS_POSSIBLE
                || UTIL.isPossibleNumberWithReason(number) != ValidationResult.IS_POSSIBLE
                || UTIL.isValidNumber(number)) {
            return null;
        }
        String code = Integer.toString(number.getCountryCode());
        for (int more = 1; more <= MOST_DIGITS_TOO_MANY && more < national.length(); more++) {
            PhoneNumber cut = number(code, national.substring(0, national.length() - more));
            if (cut != null && UTIL.getNumberType(cut) == PhoneNumberType.MOBILE) {
                return "it has too many digits for a mobile number of its country";
            }
        }
        return null;
    }

    private static boolean isMobile(PhoneNumber number) {
        PhoneNumberType type = UTIL.getNumberType(number);
        return type == PhoneNumberType.MOBILE || type == PhoneNumberType.FIXED_LINE_OR_MOBILE;
    }

    /** The number of that code and those digits; {@code null} if there is none such. */
    private static PhoneNumber number(String code, String national) {
        try {
            return UTIL.parse("+" + code + national, null);
        } catch (NumberParseException e) {
            return null;
        }
    }
}
