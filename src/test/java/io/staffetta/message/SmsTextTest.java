package io.staffetta.message;

import static io.staffetta.message.UnsupportedCharacters.REFUSE;
import static io.staffetta.message.UnsupportedCharacters.TRANSLITERATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staffetta.message.SmsText.Encoding;
import io.staffetta.message.SmsText.Fitted;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmsTextTest {

    private static final String EMOJI = "\ud83d\ude00";

    @ParameterizedTest(name = "{0} characters: {1} SMS")
    @CsvSource({"1, 1", "160, 1", "161, 2", "306, 2", "307, 3", "459, 3", "460, 4", "1530, 10"})
    void countsSegmentsOf160Or153Septets(int characters, int segments) {
        Fitted fitted = SmsText.fit("a".repeat(characters), false, 0, REFUSE);

        assertThat(fitted).isEqualTo(new Fitted("a".repeat(characters), Encoding.GSM7, characters, segments));
    }

    @ParameterizedTest(name = "{0} characters: {1} SMS")
    @CsvSource({"1, 1", "70, 1", "71, 2", "134, 2", "135, 3", "670, 10"})
    void countsSegmentsOf70Or67UnitsOfUnicode(int characters, int segments) {
        Fitted fitted = SmsText.fit("я".repeat(characters), true, 0, REFUSE);

        assertThat(fitted).isEqualTo(new Fitted("я".repeat(characters), Encoding.UCS2, characters, segments));
    }

    @Test
    void countsExtensionCharactersTwice() {
        assertThat(SmsText.fit("€".repeat(80), false, 0, REFUSE))
                .isEqualTo(new Fitted("€".repeat(80), Encoding.GSM7, 160, 1));
        assertThat(SmsText.fit("€".repeat(81), false, 0, REFUSE).segments()).isEqualTo(2);
    }

    @Test
    void keepsAnEscapeAndItsCharacterInOneSegment() {
        // 153 septets end between the two of the 77th euro sign, so a segment holds 76.
        assertThat(SmsText.fit("€".repeat(152), false, 0, REFUSE).segments()).isEqualTo(2);
        assertThat(SmsText.fit("€".repeat(153), false, 0, REFUSE))
                .isEqualTo(new Fitted("€".repeat(153), Encoding.GSM7, 306, 3));
    }

    @Test
    void keepsASurrogatePairInOneSegment() {
        // 67 units end between the two of the 34th emoji, so a segment holds 33.
        assertThat(SmsText.fit(EMOJI.repeat(35), true, 0, REFUSE).segments()).isEqualTo(1);
        assertThat(SmsText.fit(EMOJI.repeat(66), true, 0, REFUSE).segments()).isEqualTo(2);
        assertThat(SmsText.fit(EMOJI.repeat(67), true, 0, REFUSE).segments()).isEqualTo(3);
    }

    @Test
    void leavesATextAloneThatTheProviderCarries() {
        String gsm = "Perché \"no\"?\n[5 €]";
        String unicode = "Così… “va” " + EMOJI;

        assertThat(SmsText.fit(gsm, false, 0, TRANSLITERATE).text()).isEqualTo(gsm);
        assertThat(SmsText.fit(gsm, true, 0, TRANSLITERATE).encoding()).isEqualTo(Encoding.GSM7);
        assertThat(SmsText.fit(unicode, true, 0, TRANSLITERATE).text()).isEqualTo(unicode);
    }

    @ParameterizedTest(name = "{0} becomes {1}")
    @CsvSource(delimiter = '|', textBlock = """
                    áíóúâêîôû            | aiouaeiou
                    ÁÀÈÌÒÙ               | AAEIOU
                    français             | francais
                    GARÇON               | GARÇON
                    è é à ì ò ù ñ ü ß    | è é à ì ò ù ñ ü ß
                    “curly” ‘quotes’     | "curly" 'quotes'
                    l’ora                | l'ora
                    «così»               | "così"
                    10–12 — e poi…       | 10-12 - e poi...
                    5\u00a0€             | 5 €
                    a\u202fb\u2009c      | a b c
                    5 € già              | 5 € già
                    n° 1                 | no 1
                    a\tb`c               | a b'c
                    ½ ™ •                | 1/2 (TM) *
                    œuvre Łódź           | oeuvre Lodz
                    perche\u0301 cosi\u0300 | perché così
                    x\u0302y\u200bz\u00ad\ufeff | xyz
                    Привет               | Privet
                    Καλημέρα             | Kalemera
                    """)
    void replacesWhatGsmLacksByTheNearestThatItHas(String text, String expected) {
        Fitted fitted = SmsText.fit(text, false, 0, TRANSLITERATE);

        assertThat(fitted.text()).isEqualTo(expected);
        assertThat(fitted.encoding()).isEqualTo(Encoding.GSM7);
    }

    @ParameterizedTest(name = "{0}: {1} cannot be sent, first {2}")
    @CsvSource({
        "ciao \ud83d\ude00, 1, U+1F600",
        "☎ \ud83d\ude00\ud83d\ude00 …, 3, U+260E",
        "漢字, 2, U+6F22",
        "שלום, 4, U+05E9"
    })
    void refusesWhatHasNothingNear(String text, int count, String first) {
        assertThatThrownBy(() -> SmsText.fit(text, false, 0, TRANSLITERATE))
                .isInstanceOf(InvalidMessageException.class)
                .hasMessage("Field 'text' must have only characters that the provider can carry, or a near one: "
                        + count + " cannot be sent, first " + first);
    }

    @Test
    void replacesNothingWhereTheAccountRefuses() {
        assertThatThrownBy(() -> SmsText.fit("Così… " + EMOJI, false, 0, REFUSE))
                .isInstanceOf(InvalidMessageException.class)
                .hasMessage("Field 'text' must have only characters of GSM 03.38, since the account replaces none:"
                        + " 2 others, first U+2026");
    }

    @ParameterizedTest(name = "{1} of {0}, limit {2}")
    @CsvSource({
        "a, 161, 160, 160 septets of GSM 03.38, 161",
        "€, 81, 160, 160 septets of GSM 03.38, 162",
        "a, 1531, 0, 1530 septets of GSM 03.38, 1531",
        "я, 71, 70, 70 UTF-16 units of UCS-2, 71",
        "я, 671, 0, 670 UTF-16 units of UCS-2, 671"
    })
    void refusesATextOverTheLimit(String character, int times, int maxLength, String limit, int length) {
        assertThatThrownBy(() -> SmsText.fit(character.repeat(times), true, maxLength, TRANSLITERATE))
                .isInstanceOf(InvalidMessageException.class)
                .hasMessage("Field 'text' must be at most " + limit + ", but is " + length);
    }

    @Test
    void measuresWhatIsSentAndNotWhatWasWritten() {
        assertThatThrownBy(() -> SmsText.fit("…".repeat(54), false, 160, TRANSLITERATE))
                .hasMessage("Field 'text' must be at most 160 septets of GSM 03.38, but is 162");
    }

    @Test
    void doesNotShowTheTextInLogs() {
        assertThat(SmsText.fit("segreto", false, 0, REFUSE)).hasToString("Fitted[GSM7, 7, 1]");
    }
}
