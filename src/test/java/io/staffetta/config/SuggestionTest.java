package io.staffetta.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionTest {

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({
        "pasword, password",
        "passwrod, password",
        "Username, username",
        "user, ''",
        "urls, url",
        "x, ''",
        "entirely-different, ''"
    })
    void suggestsTheNearestNameIfItIsNear(String written, String expected) {
        String suggestion = expected.isEmpty() ? "" : " (did you mean '" + expected + "'?)";

        assertThat(Suggestion.of(written, List.of("username", "password", "url")))
                .hasToString(suggestion);
    }
}
