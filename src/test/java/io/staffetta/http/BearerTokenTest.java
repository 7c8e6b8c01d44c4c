package io.staffetta.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BearerTokenTest {

    private final BearerToken token = new BearerToken("s3cret");

    @ParameterizedTest
    @ValueSource(strings = {"Bearer s3cret", "bearer s3cret", "BEARER  s3cret "})
    void acceptsTheTokenWhateverTheCaseOfItsScheme(String header) {
        assertThat(token.accepts(List.of(header))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Bearer",
                "Bearer ",
                "s3cret",
                "Basic s3cret",
                "Bearer S3CRET",
                "Bearer s3cre",
                "Bearer s3crett"
            })
    void refusesAnythingElse(String header) {
        assertThat(token.accepts(List.of(header))).isFalse();
    }

    @Test
    void refusesNoHeaderAndSeveral() {
        assertThat(token.accepts(List.of())).isFalse();
        assertThat(token.accepts(List.of("Bearer s3cret", "Bearer s3cret"))).isFalse();
    }

    @Test
    void acceptsEveryoneWhenNoTokenIsExpected() {
        BearerToken none = new BearerToken("");

        assertThat(none.isRequired()).isFalse();
        assertThat(none.accepts(List.of())).isTrue();
        assertThat(none.accepts(List.of("Bearer anything"))).isTrue();
    }

    @Test
    void doesNotTellTheToken() {
        assertThat(token.toString()).doesNotContain("s3cret");
    }
}
