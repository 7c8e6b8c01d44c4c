package io.staffetta.provider.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordPartsTest {

    private static final Pattern JOINT =
            Pattern.compile("(?<=\\p{Ll})(?=\\p{Lu})|(?<=\\p{Lu})(?=\\p{Lu}\\p{Ll})|[^\\p{L}\\p{N}]+");
    private static final String SIGNS = "aB9 _-è È/;A\u01c5z\u0301Z\u0660";

    @ParameterizedTest
    @CsvSource({
        "AccessDenied, access denied",
        "HTTPError_12, http error 12",
        "-nok, nok",
        "/sent/0/message_id, sent 0 message id",
        "perchéNO, perché no",
        "...,''"
    })
    void joinedWordsAreTakenApart(String text, String words) {
        assertThat(String.join(" ", WordParts.of(text))).isEqualTo(words);
    }

    @Test
    void anyTextIsCutWhereTheExpressionOfItsRuleCutsIt() {
        Random random = new Random(7);
        int[] signs = SIGNS.codePoints().toArray();
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int left = random.nextInt(9); left > 0; left--) {
                text.appendCodePoint(signs[random.nextInt(signs.length)]);
            }
            List<String> byRule = Arrays.stream(JOINT.split(text.toString(), -1))
                    .filter(part -> !part.isEmpty())
                    .map(part -> part.toLowerCase(Locale.ROOT))
                    .toList();
            assertThat(WordParts.of(text.toString())).as(text.toString()).isEqualTo(byRule);
        }
    }

    @Test
    void aNumberAtTheEndIsNoPartOfAWord() {
        assertThat(WordParts.withoutNumber("err12")).isEqualTo("err");
        assertThat(WordParts.withoutNumber("12")).isEmpty();
        assertThat(WordParts.withoutNumber("e1e")).isEqualTo("e1e");
    }

    @Test
    void lettersOnEndAreCounted() {
        assertThat(WordParts.hasLetters("a1bc2def", 3)).isTrue();
        assertThat(WordParts.hasLetters("a1bc2def", 4)).isFalse();
        assertThat(WordParts.hasLetters("", 1)).isFalse();
    }
}
