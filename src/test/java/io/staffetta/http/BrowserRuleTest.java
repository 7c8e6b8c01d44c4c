package io.staffetta.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrowserRuleTest {

    private final BrowserRule rule = new BrowserRule("127.0.0.2");

    @ParameterizedTest(name = "Host {0}:{1} with Origin {2}: {3}")
    @CsvSource({
        "localhost, 8080, , true",
        "127.0.0.1, 8080, , true",
        "127.0.0.2, -1, , true",
        "[::1], 8080, , true",
        "::1, 8080, http://[::1]:8080, true",
        "localhost, 8080, http://localhost:8080, true",
        "localhost, 8080, http://LOCALHOST:8080, true",
        "localhost, -1, http://localhost, true",
        "localhost, 80, http://localhost, true",
        "localhost, 8080, http://localhost:8081, false",
        "localhost, 8080, http://127.0.0.1:8080, false",
        "localhost, 8080, https://localhost:8080, false",
        "localhost, 8080, null, false",
        "localhost, 8080, '', false",
        "localhost, 8080, http://localhost:8080@evil.example, false",
        "localhost, 8080, file://, false",
        "evil.example, 8080, , false",
        "evil.example, 8080, http://evil.example:8080, false",
        "localhost.evil.example, 8080, , false",
        "127.0.0.1.nip.io, 8080, , false",
        "10.0.0.1, 8080, , false",
        "'', 8080, , false"
    })
    void allowsOnlyThisMachineAndItsOwnPages(String host, int port, String origin, boolean allowed) {
        assertThat(rule.allows(host, port, origin == null ? List.of() : List.of(origin)))
                .isEqualTo(allowed);
    }

    @Test
    void refusesASecondOriginThatIsNotTheSame() {
        assertThat(rule.allows("localhost", 8080, List.of("http://localhost:8080", "http://evil.example")))
                .isFalse();
    }
}
