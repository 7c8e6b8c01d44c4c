package io.staffetta.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalBrowserTest {

    @ParameterizedTest
    @CsvSource({"Linux, xdg-open", "FreeBSD, xdg-open", "Mac OS X, open", "Windows 11, rundll32", "Darwin, xdg-open"})
    void isOpenedAsItsSystemDoes(String system, String opener) {
        assertThat(LocalBrowser.command(system, "http://127.0.0.1:8080/#code=x"))
                .startsWith(opener)
                .endsWith("http://127.0.0.1:8080/#code=x");
    }

    @Test
    void saysWhetherItCouldBeOpened() {
        assertThat(LocalBrowser.run(List.of("true"))).isTrue();
        assertThat(LocalBrowser.run(List.of("false"))).isFalse();
        assertThat(LocalBrowser.run(List.of("/nowhere/a-browser"))).isFalse();
    }
}
