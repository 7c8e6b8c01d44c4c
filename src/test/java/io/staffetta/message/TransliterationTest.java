package io.staffetta.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TransliterationTest {

    private static final Set<UnicodeScript> READ = Set.of(
            UnicodeScript.LATIN,
            UnicodeScript.GREEK,
            UnicodeScript.CYRILLIC,
            UnicodeScript.COMMON,
            UnicodeScript.INHERITED);

    @ParameterizedTest(name = "{0} becomes {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    −18 °C               | -18 C
                    -18°C               | -18C
                    18 ℃, 64 ℉           | 18 C, 64 F
                    18 ºC, 18⁰C, 18˚C    | 18 C, 18C, 18C
                    45°30′               | 45 30'
                    n° 1, 1º piano, 2ª   | no 1, 1o piano, 2a
                    ≤ 5, ≥ 6, ≠ 7        | <= 5, >= 6, <> 7
                    ± 2, ≈ 3, 2×3, 6÷2   | +/- 2, ~ 3, 2x3, 6/2
                    5½, 5 ½, ½, 2¾       | 5 1/2, 5 1/2, 1/2, 2 3/4
                    1⅓, ½5, 1½½          | 1 1/3, 1/2 5, 1 1/2 1/2
                    10⁵5, H₂5            | 10^5 5, H2 5
                    m², 10², 10⁻³, 10²³  | m2, 10^2, 10^-3, 10^23
                    CO₂ H₂O              | CO2 H2O
                    𝗔𝗟𝗟𝗔𝗥𝗠𝗘 𝒶𝓁𝓁ℴ 𝟙𝟚𝟛  | ALLARME allo 123
                    ＡＬＬＡＲＭＥ　１２      | ALLARME 12
                    ᴀʟʟᴀʀᴍᴇ ꜰᴏʀᴛᴇ        | ALLARME FORTE
                    Ⓐ① ⑫ ❶ ⒈ ⑴ 5①      | A(1) (12) (1) 1. (1) 5(1)
                    A → B ← C ⇒ D ↔ E ➡ F | A -> B <- C -> D <-> E -> F
                    • uno ● due ▪ tre    | * uno * due * tre
                    ŁÓDŹ Æ œ ß ẞ ﬁ ĳ     | LODZ Æ oe ß Ss fi ij
                    tuttə                | tutte
                    5 µg 5 μg 5 µm       | 5 ug 5 ug 5 um
                    κόμμα                | komma
                    Щука ґанок Қазақ     | Shchuka g'anok K'azak'
                    ٣٤ १२                | 34 12
                    5 ₿ 6 ₹ 7 ₽ 3 ¢      | 5 BTC 6 INR 7 RUB 3 c
                    № 5 ㎏ ㎡ ㏑ ㎍ ™ © ®   | No 5 kg m2 ln ug (TM) (c) (R)
                    l‘ora l’ora l`ora l´ora lʼora | l'ora l'ora l'ora l'ora l'ora
                    “a” „b‟ «c» ‹d›      | "a" "b" "c" <d>
                    ── ═ ┌┐              | -- = ++
                    5‰                   | 5 per mille
                    1️⃣ 2️⃣                  | 1 2
                    e\u0301 \u200be\u200d\ufeff\u00ad\u200f | é e
                    """)
    void writesWhatAPersonWouldWrite(String text, String expected) {
        assertThat(Transliteration.apply(text, false).text()).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} becomes {1}, {2} replaced")
    @CsvSource(delimiter = '|', textBlock = """
                    🔥 Allarme incendio                 | ? Allarme incendio | 1
                    ⚠️ Temperatura 85°C → spento ✔      | ? Temperatura 85C -> spento ? | 2
                    🧯🧯                                 | ?? | 2
                    👨‍👩‍👧‍👦 casa                        | ? casa | 1
                    👍🏽 ok                              | ? ok | 1
                    🇮🇹🇫🇷                                | ?? | 2
                    🏴󠁧󠁢󠁥󠁮󠁧󠁿 x                              | ? x | 1
                    👩🏻‍❤️‍💋‍👨🏿!                          | ?! | 1
                    漢字                                 | ?? | 2
                    한국                                 | ?? | 2
                    नमस्ते                               | ???? | 4
                    שלום                                | ???? | 4
                    x\u0338 ≮                           | ? ? | 2
                    l\u0336u\u0336n mar                 | ??n mar | 2
                    fumo\u20e0                          | fum? | 1
                    \uFFFD                              | ? | 1
                    """)
    void replacesByAQuestionMarkWhatHasNothingNear(String text, String expected, int replaced) {
        assertThat(Transliteration.apply(text, true)).isEqualTo(new Transliteration.Written(expected, replaced));
    }

    @Test
    void mapsEveryCodePointToWhatAPersonWouldWriteOrReplacesItOrRefusesItByName() {
        Pattern written = Pattern.compile("[\\x20-\\x7e\\n\\r\\f£¥èéùìòÇØøÅåΔΦΓΛΩΠΨΣΘΞÆæßÉ¤¡ÄÖÑÜ§¿äöñüà€]{0,12}");
        List<String> wrong = new ArrayList<>();
        for (int c = 1; c <= Character.MAX_CODE_POINT; c++) {
            if (Character.getType(c) != Character.SURROGATE) {
                check(c, written, wrong);
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static void check(int c, Pattern permitted, List<String> wrong) {
        String text = Character.toString(c);
        Transliteration.Written replaced = Transliteration.apply(text, true);
        if (replaced.replaced() > 0) {
            boolean isKnown = Character.isDefined(c) && Character.getType(c) != Character.PRIVATE_USE;
            if (!replaced.text().equals("?") || (isKnown && !isRefusedByName(text))) {
                wrong.add("%04X is replaced by %s".formatted(c, replaced.text()));
            }
            return;
        }
        String nearest = Transliteration.apply(text, false).text();
        boolean isNearest = permitted.matcher(nearest).matches() && !nearest.contains("[?]");
        if (!isNearest || (isWord(nearest) && !isRead(c))) {
            wrong.add("%04X is written %s".formatted(c, nearest));
        }
    }

    private static boolean isRefusedByName(String text) {
        try {
            Transliteration.apply(text, false);
            return false;
        } catch (InvalidMessageException e) {
            return e.getMessage().matches(".*: 1 cannot be sent, first U\\+[0-9A-F]{4,6}");
        }
    }

    private static boolean isWord(String text) {
        return text.chars().anyMatch(Character::isLetter);
    }

    /** Whether a character, or all that it is made of, is of a script that the reader of the SMS reads. */
    private static boolean isRead(int c) {
        return Normalizer.normalize(Character.toString(c), Normalizer.Form.NFKC)
                .codePoints()
                .allMatch(part -> READ.contains(UnicodeScript.of(part)) || part == '฿');
    }

    @ParameterizedTest
    @ValueSource(strings = {"🔥 fuoco", "漢", "✔", "☎"})
    void refusesWhatHasNothingNearWhereItReplacesNothing(String text) {
        assertThatThrownBy(() -> Transliteration.apply(text, false))
                .isInstanceOf(InvalidMessageException.class)
                .hasMessageMatching(".*: 1 cannot be sent, first U\\+[0-9A-F]{4,6}");
    }

    @Test
    void isNotSlowForCharactersOfThousandsOfMarks() {
        assertThat(Transliteration.apply("a" + "\u0323".repeat(9_999), true).text())
                .isEqualTo("a");
        assertThat(Transliteration.apply("\ud83d\udc68\u200d".repeat(3_333), true)
                        .replaced())
                .isPositive();
    }

    @Test
    void doesNotShowTheTextInLogs() {
        assertThat(Transliteration.apply("segreto", true)).hasToString("Written[0]");
    }
}
