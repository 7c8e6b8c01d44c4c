package io.staffetta.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
        "001 201 555 0101, +12015550101"
    })
    void bringsEveryCommonFormToE164(String number, String expected) {
        assertThat(lenient.normalise("to", number)).isEqualTo(expected);
    }

    @Test
    void readsNationalNumbersAsThoseOfTheDefaultRegion() {
        PhoneNumbers french = new PhoneNumbers("FR", false);

        assertThat(french.normalise("to", "06 00 00 00 01")).isEqualTo("+33600000001");
        assertThat(french.normalise("to", "0039 333 0000001")).isEqualTo("+393330000001");
    }

    @ParameterizedTest(name = "refuses {0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
                    333 CASA0001       | but it has other characters than digits
                    3330000001 ext 5   | but it has other characters than digits
                    3330000001;ext=5   | but it has other characters than digits
                    3330000001#5       | but it has other characters than digits
                    3330000001/2       | but it has other characters than digits
                    tel:+393330000001  | but it has other characters than digits
                    +39+3330000001     | but it has other characters than digits
                    3330000001,3330000002 | but it has other characters than digits
                    ''                 | but it has other characters than digits
                    ٣٣٣٠٠٠٠٠٠١         | but it has other characters than digits
                    ()                 | but it has too few digits
                    +                  | but it has other characters than digits
                    1                  | but it has too few digits
                    +9990000001        | but it has too few digits, too many, or no country code
                    112                | but it is too short or too long for its country
                    +39333000000100000 | but it is too short or too long for its country
                    """)
    void refusesWhatIsNoPhoneNumberWithoutRepeatingIt(String number, String reason) {
        assertThatThrownBy(() -> lenient.normalise("to", number))
                .isInstanceOf(InvalidMessageException.class)
                .hasMessageStartingWith("Field 'to' must be a phone number such as +39 333 0000001, " + reason)
                .hasNoCause();
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
