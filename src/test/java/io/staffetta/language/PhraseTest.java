package io.staffetta.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhraseTest {

    @Test
    void isEnglishAsATextAndItalianWhereThatIsAskedFor() {
        Phrase rule = Phrase.of("must be at most {0} characters, but has {1}", 1530, 2000);
        Phrase detail = Phrase.of("Field ''{0}'' {1}", "text", rule);

        assertThat(detail).hasToString("Field 'text' must be at most 1530 characters, but has 2000");
        assertThat(detail.in(Locale.ITALIAN))
                .isEqualTo("Campo «text»: può avere al massimo 1530 caratteri, ma ne ha 2000");
        assertThat(detail.in(Locale.ITALY)).isEqualTo(detail.in(Locale.ITALIAN));
        assertThat(detail.in(Locale.FRENCH)).isEqualTo(detail.toString());
    }

    @Test
    void leavesAloneWhatIsWrittenInAValueAndWhatNobodyHasTranslated() {
        Phrase hostile = Phrase.of("no account ''{0}''", "{0} '' ${x} is required");

        assertThat(hostile.in(Locale.ITALIAN)).isEqualTo("nessun account «{0} '' ${x} is required»");
        assertThat(Phrase.of("credit is {low}, it's bad").in(Locale.ITALIAN)).isEqualTo("credit is {low}, it's bad");
    }

    @Test
    void putsSeveralTogether() {
        assertThat(Phrase.joined("{0} or {1}", List.of("a", "b", "c")).in(Locale.ITALIAN))
                .isEqualTo("a o b o c");
        assertThat(Phrase.joined("{0} or {1}", List.of("a"))).hasToString("a");
        assertThat(Phrase.joined("{0} or {1}", List.of())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "it | it",
                "it-IT,it;q=0.9,en-US;q=0.8,en;q=0.7 | it",
                "IT-ch | it",
                "fr-FR, it;q=0.5 | it",
                "en-GB,en;q=0.9,it;q=0.8 | en",
                "it;q=0.1, en | en",
                "fr | en",
                "* | en"
            })
    void findsTheLanguageOfACaller(String wanted, String language) {
        assertThat(Languages.of(wanted).getLanguage()).isEqualTo(language);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "it;q=nothing", ";;;", "<script>", "\u0000"})
    void speaksEnglishWhereNoLanguageIsNamed(String wanted) {
        assertThat(Languages.of(wanted)).isEqualTo(Locale.ENGLISH);
    }

    @Test
    void readsNoEndlessListOfLanguages() {
        assertThat(Languages.of("it,".repeat(2000))).isEqualTo(Locale.ENGLISH);
    }
}
