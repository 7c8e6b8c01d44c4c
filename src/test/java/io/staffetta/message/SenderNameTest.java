package io.staffetta.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SenderNameTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ACME",
                "Acme Italia",
                "A",
                "Perché no",
                "A&B (1) £",
                "C@ffè_24/7",
                "1st",
                "123",
                "+39333000001",
                "393330000001",
                "123456789012345",
                "3330000001",
                "00393330000001",
                "335000001",
                "4399999",
                "447911123456",
                "H2E+3",
                "24E7",
                "V.2.0"
            })
    void takesANameOrANumber(String sender) {
        assertThat(SenderName.check("sender", sender)).isEqualTo(sender);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
                    ''               | must be a name of 1 to 11 characters or a number of 3 to 15 digits
                    TwelveLetter     | must be a name of 1 to 11 characters or a number of 3 to 15 digits
                    1234567890123456 | must be a name of 1 to 11 characters or a number of 3 to 15 digits
                    ' ACME'          | must not begin or end with a blank
                    'ACME '          | must not begin or end with a blank
                    12               | must have a letter, or be a number of 3 to 15 digits
                    +12              | must have a letter, or be a number of 3 to 15 digits
                    1 2 3            | must have a letter, or be a number of 3 to 15 digits
                    '&'              | must have a letter, or be a number of 3 to 15 digits
                    """)
    void namesTheRuleThatASenderBreaks(String sender, String rule) {
        assertThatThrownBy(() -> SenderName.check("senderName", sender))
                .isInstanceOf(InvalidMessageException.class)
                .hasMessage("Field 'senderName' " + rule);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "335000001.0, it has a decimal point",
        "3330000001.0, it has a decimal point",
        "3330000001., it has a decimal point",
        "3.33E+09, it has an exponent",
        "3.33E9, it has an exponent",
        "3E+09, it has an exponent",
        "393330000001.0, it has a decimal point",
        "+3933333000012, an Italian mobile number has 9 or 10 digits after +39",
        "39393330000001, it has its country code twice",
        "+39393330000001, it has its country code twice",
        "33300000012, an Italian mobile number has 9 or 10 digits after +39",
        "003900393330001, it has 00 after the country code",
        "+3903330000001, it has a 0 before an Italian mobile number"
    })
    void refusesANumberThatIsNotTheOneThatWasMeant(String sender, String reason) {
        assertThatThrownBy(() -> SenderName.check("sender", sender))
                .isInstanceOf(InvalidMessageException.class)
                .hasMessageStartingWith("Field 'sender' must be a name or a number as it is called, but " + reason);
    }

    @Test
    void dropsCharactersThatCannotBeSeen() {
        assertThat(SenderName.check("sender", "\u200e+393330000001\u202c")).isEqualTo("+393330000001");
        assertThat(SenderName.check("sender", "\ufeffACME")).isEqualTo("ACME");
    }

    @ParameterizedTest
    @ValueSource(strings = {"CAFFÈ", "Müller", "a[b]", "5€", "A\tB", "A\u00a0B", "Привет", "A\nB", "\ud83d\ude00A"})
    void permitsOnlyTheCharactersThatEveryProviderTakes(String sender) {
        assertThatThrownBy(() -> SenderName.check("sender", sender))
                .isInstanceOf(InvalidMessageException.class)
                .hasMessage("Field 'sender' must have only letters without accents, à è é ì ò ù, digits, blanks and"
                        + " !\"#$%&'()*+,-./:;<=>?@_£");
    }
}
