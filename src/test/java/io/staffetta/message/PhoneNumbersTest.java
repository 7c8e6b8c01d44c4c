package io.staffetta.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneNumbersTest {

    private final PhoneNumbers lenient = new PhoneNumbers("IT", false);
    private final PhoneNumbers strict = new PhoneNumbers("IT", true);

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "+393330000001, +393330000001",
        "00393330000001, +393330000001",
        "3330000001, +393330000001",
        "393330000001, +393330000001",
        "+39 333 0000001, +393330000001",
        "0039 333 000 0001, +393330000001",
        "' 333-000.0001 ', +393330000001",
        "(+39) 333 0000001, +393330000001",
        "333\u00a00000001, +393330000001",
        "333\u20110000001, +393330000001",
        "055 0000001, +390550000001",
        "+39 (0)55 0000001, +390550000001",
        "+44 (0)20 7946 0001, +442079460001",
        "+1 (201) 555-0101, +12015550101",
        "001 201 555 0101, +12015550101",
        "333.000.0001, +393330000001",
        "333.0000001, +393330000001",
        "333.00.00.001, +393330000001",
        "+39.333.0000001, +393330000001",
        "+39.3330000001, +393330000001",
        "055.0000001, +390550000001",
        "06.00000001, +390600000001",
        "+39 333000.0001, +393330000001",
        "335 000001, +39335000001",
        "+39 335 000001, +39335000001",
        "3930000001, +393930000001",
        "+39 393 0000001, +393930000001",
        "333 000 000 1, +393330000001",
        "+39 0331 000001, +390331000001",
        "+39 (0)35 000001, +39035000001",
        "+49 4917 123456, +494917123456"
    })
    void bringsEveryCommonFormToE164(String number, String expected) {
        assertThat(lenient.normalise("to", number)).isEqualTo(expected);
    }

    @Test
    void readsItalianNumbersAsTheLibraryDoes() throws NumberParseException {
        Random random = new Random(39);
        for (int i = 0; i < 5_000; i++) {
            String zeros = "0".repeat(random.nextInt(4));
            String national = zeros
                    + random.ints(6 + random.nextInt(3), 0, 10)
                            .mapToObj(Integer::toString)
                            .collect(Collectors.joining());

            assertThat(PhoneNumbers.italian(national))
                    .as("+39%s", national)
                    .isEqualTo(PhoneNumberUtil.getInstance().parse("+39" + national, null));
        }
    }

    @Test
    void readsNationalNumbersAsThoseOfTheDefaultRegion() {
        PhoneNumbers french = new PhoneNumbers("FR", false);

        assertThat(french.normalise("to", "06 00 00 00 01")).isEqualTo("+33600000001");
        assertThat(french.normalise("to", "0039 333 0000001")).isEqualTo("+393330000001");
    }

    @ParameterizedTest(name = "refuses {0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
                    333 CASA0001       | but it has other characters than digits, blanks, hyphens, dots, parentheses and a leading +: a letter, U+0043 (latin capital letter c)
                    3330000001 ext 5   | but it has other characters than digits
                    3330000001;ext=5   | but it has other characters than digits
                    3330000001#5       | but it has other characters than digits
                    3330000001/2       | but it has other characters than digits, blanks, hyphens, dots, parentheses and a leading +: perhaps two numbers, U+002F (solidus)
                    tel:+393330000001  | but it has other characters than digits
                    +39+3330000001     | but it has a + that does not lead: two country codes, or two numbers
                    ++393330000001     | but it has a + that does not lead
                    3330000001,3330000002 | but it has other characters than digits
                    ''                 | but it is empty
                    ' '                | but it is empty
                    ٣٣٣٠٠٠٠٠٠١         | but it has other characters than digits, blanks, hyphens, dots, parentheses and a leading +: U+0663 (arabic-indic digit three)
                    ３３３００００００１ | but it has other characters than digits, blanks, hyphens, dots, parentheses and a leading +: U+FF13 (fullwidth digit three)
                    ＋393330000001     | but it has other characters than digits, blanks, hyphens, dots, parentheses and a leading +: U+FF0B (fullwidth plus sign)
                    O3330000001        | but it has other characters than digits
                    nan                | but it has other characters than digits
                    ()                 | but it has too few digits
                    +                  | but it has too few digits
                    1                  | but it has too few digits
                    +9990000001        | but it has too few digits, too many, or no country code
                    112                | but it is too short or too long for its country
                    +39333000000100000 | but an Italian mobile number has 9 or 10 digits after +39, not 15
                    055000000100000    | but it is too short or too long for its country
                    """)
    void refusesWhatIsNoPhoneNumberWithoutRepeatingIt(String number, String reason) {
        assertThatThrownBy(() -> lenient.normalise("to", number))
                .isInstanceOf(InvalidMessageException.class)
                .hasMessageStartingWith("Field 'to' must be a phone number such as +39 333 0000001, " + reason)
                .hasNoCause();
    }

    @ParameterizedTest(name = "{0} has a decimal point")
    @ValueSource(
            strings = {
                "3330000001.0",
                "393330000001.0",
                "+393330000001.0",
                "3330000001.00",
                "3330000001.000",
                "335000001.0",
                "335000001.00",
                "335000001.5",
                "335000001.00001",
                "3330000001.0000002",
                "335000001.",
                "335 000001.0",
                "335000001 .0",
                "335000001. 0",
                "(335000001.0)",
                "335.000001.0",
                "3.330.000.001.0",
                "3.330000001",
                "0.3330000001",
                ".3330000001",
                "0039335000001.0",
                "\u202a335000001.0\u202c"
            })
    void refusesADecimalPoint(String number) {
        assertThatThrownBy(() -> lenient.normalise("to", number))
                .isInstanceOf(InvalidMessageException.class)
                .hasMessage("Field 'to' must be a phone number such as +39 333 0000001, but it has a decimal point:"
                        + " the column was exported as a number, make it one of text");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    335000001,0      | it has a decimal comma
                    3330000001,00    | it has a decimal comma
                    335000001,       | it has a decimal comma
                    3,330000001      | it has a decimal comma
                    3.330000001E9    | it has an exponent
                    3,330000001E+09  | it has an exponent
                    3.33E+09         | it has an exponent
                    3.33e+009        | it has an exponent
                    +3.9333E+11      | it has an exponent
                    333E7            | it has an exponent
                    333 0000001 int. 5 | it has other characters than digits
                    n. 333 0000001   | it has other characters than digits
                    -3330000001      | it begins or ends with a minus sign
                    3330000001-      | it begins or ends with a minus sign
                    335000001-2      | its last digit stands alone
                    335000001 2      | its last digit stands alone
                    335 000001 (2)   | its last digit stands alone
                    0039335000001.00001 | an Italian mobile number has 9 or 10 digits after +39, not 14
                    33500000123      | an Italian mobile number has 9 or 10 digits after +39, not 11
                    33300000012      | an Italian mobile number has 9 or 10 digits after +39, not 11
                    +39 33300000     | an Italian mobile number has 9 or 10 digits after +39, not 8
                    +39 39 333 0000001 | it has its country code twice
                    +39 39 335 000001  | it has its country code twice
                    39393330000001   | it has its country code twice
                    0039393330000001 | it has its country code twice
                    +39 39 055 000001  | it has its country code twice
                    0039+393330000001 | it has a + that does not lead
                    +39 0039 333 0000001 | it has 00 after the country code
                    0039 0039 333 0000001 | it has 00 after the country code
                    +0039 333 0000001 | it has 00 twice, or a + and 00
                    00 0039 333 0000001 | it has 00 twice, or a + and 00
                    +39 (0) 333 0000001 | it has a 0 before an Italian mobile number
                    +39 (0)331 0000001 | it has a 0 before an Italian mobile number
                    0039 0333 0000001 | it has a 0 before an Italian mobile number
                    0333 0000001     | it has a 0 before an Italian mobile number
                    +49 49 176 00000001 | it has its country code twice
                    +43 43 664 0000001 | it has its country code twice
                    +49 176 000000012345 | it has too many digits for a mobile number of its country
                    '3330000001      | it has a leading apostrophe, U+0027 (apostrophe)
                    '+39 333 0000001 | it has a leading apostrophe, U+0027 (apostrophe)
                    ’+39 333 0000001 | it has other characters than digits, blanks, hyphens, dots, parentheses and a leading +: U+2019 (right single quotation mark)
                    """)
    void refusesWhatWouldReachAnotherPerson(String number, String reason) {
        assertThatThrownBy(() -> lenient.normalise("to", number))
                .isInstanceOf(InvalidMessageException.class)
                .hasMessageStartingWith("Field 'to' must be a phone number such as +39 333 0000001, but " + reason);
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                0xad, 0x61c, 0x180e, 0x200b, 0x200c, 0x200d, 0x200e, 0x200f, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e,
                0x2060, 0x2061, 0x2066, 0x2067, 0x2068, 0x2069, 0xfe00, 0xfe0e, 0xfe0f, 0xfeff, 0xe0001, 0xe0100, 0x34f
            })
    void dropsCharactersThatCannotBeSeen(int invisible) {
        String mark = Character.toString(invisible);

        assertThat(lenient.normalise("to", mark + "+39" + mark + "333 0000001" + mark))
                .isEqualTo("+393330000001");
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                9, 0xa, 0xb, 0xc, 0xd, 0x20, 0x85, 0xa0, 0x1680, 0x2000, 0x2003, 0x2007, 0x2009, 0x2028, 0x2029, 0x202f,
                0x205f, 0x3000
            })
    void dropsBlanksOfEveryKindAroundANumber(int blank) {
        String around = Character.toString(blank);

        assertThat(lenient.normalise("to", around + "+39 333 0000001" + around)).isEqualTo("+393330000001");
    }

    @Test
    void refusesTheDoubledCodeOfEveryCountry() {
        PhoneNumberUtil util = PhoneNumberUtil.getInstance();

        assertThat(util.getSupportedRegions())
                .filteredOn(region -> util.getExampleNumberForType(region, PhoneNumberType.MOBILE) != null)
                .filteredOn(region -> {
                    PhoneNumber mobile = util.getExampleNumberForType(region, PhoneNumberType.MOBILE);
                    String written = util.format(mobile, PhoneNumberFormat.E164);
                    return isTaken("+" + mobile.getCountryCode() + written.substring(1));
                })
                .isEmpty();
    }

    @Test
    void takesTheMobileNumbersOfEveryCountry() {
        PhoneNumberUtil util = PhoneNumberUtil.getInstance();

        assertThat(util.getSupportedRegions())
                .filteredOn(region -> util.getExampleNumberForType(region, PhoneNumberType.MOBILE) != null)
                .allSatisfy(region -> {
                    String mobile = util.format(
                            util.getExampleNumberForType(region, PhoneNumberType.MOBILE), PhoneNumberFormat.E164);
                    assertThat(lenient.normalise("to", mobile)).isEqualTo(mobile);
                });
    }

    private boolean isTaken(String number) {
        try {
            lenient.normalise("to", number);
            return true;
        } catch (InvalidMessageException e) {
            return false;
        }
    }

    @Test
    void refusesWhatIsTooLongToBeANumber() {
        String number = "+393330000001" + " ".repeat(28);

        assertThatThrownBy(() -> lenient.normalise("to[2]", number))
                .hasMessage("Field 'to[2]' must be at most 40 characters");
    }

    @Test
    void asksForAnAssignedRangeOnlyWhenStrict() {
        String unassigned = "+39 200 0000001";

        assertThat(lenient.normalise("to", unassigned)).isEqualTo("+392000000001");
        assertThatThrownBy(() -> strict.normalise("to", unassigned))
                .hasMessage("Field 'to' must be a phone number such as +39 333 0000001,"
                        + " but its country has not assigned such numbers");
        assertThat(strict.normalise("to", "333 0000001")).isEqualTo("+393330000001");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "it", "XX", "Italy"})
    void refusesARegionThatIsNone(String region) {
        assertThatThrownBy(() -> new PhoneNumbers(region, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Default region must be the two capital letters of a country, such as IT, but is '" + region
                        + "'");
    }

    @ParameterizedTest(name = "{0} is shown as {1}")
    @CsvSource({
        "+393330000001, +39********01",
        "+12015550101, +1********01",
        "+35800000001, +358******01",
        "3330000001, ********01",
        "+39, ***",
        "+3901, *****",
        "+, *",
        "'', ''",
        "1234, **34",
        "123, ***",
        "Mario, *****",
        "+39 333 0000001, ***************",
        "+39333000000a, *************"
    })
    void showsOnlyCountryCodeAndLastTwoDigits(String number, String expected) {
        assertThat(PhoneNumbers.mask(number)).isEqualTo(expected);
    }

    @Test
    void masksAnythingAtAll() {
        assertThat(PhoneNumbers.mask(null)).isEmpty();
        assertThat(PhoneNumbers.mask("x".repeat(1000))).isEqualTo("*".repeat(40));
        assertThat(PhoneNumbers.mask("\ud83d\u0000")).isEqualTo("**");
    }
}
