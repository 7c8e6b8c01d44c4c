package io.staffetta.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
                "123456789012345"
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

    @ParameterizedTest
    @ValueSource(strings = {"CAFFÈ", "Müller", "a[b]", "5€", "A\tB", "A\u00a0B", "Привет", "A\nB", "\ud83d\ude00A"})
    void permitsOnlyTheCharactersThatEveryProviderTakes(String sender) {
        assertThatThrownBy(() -> SenderName.check("sender", sender))
                .isInstanceOf(InvalidMessageException.class)
                .hasMessage("Field 'sender' must have only letters without accents, à è é ì ò ù, digits, blanks and"
                        + " !\"#$%&'()*+,-./:;<=>?@_£");
    }
}
