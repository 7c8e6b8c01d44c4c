package io.staffetta.config.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlRuleTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://sms.example",
                "HTTPS://sms.example:8443/a/b?c=d",
                "https://[2001:db8::1]/sms",
                "http://localhost:8090/x",
                "http://127.0.0.1:8090",
                "http://127.1.2.3",
                "http://[::1]:8090/x"
            })
    void allowsHttpsAndPlainHttpOnThisMachine(String url) {
        assertThat(UrlRule.violation(url)).isEmpty();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "sms.example/send, is not an http or https URL",
        "//sms.example/send, is not an http or https URL",
        "ftp://sms.example, is not an http or https URL",
        "https:sms.example, has no valid host and port",
        "https:///send, has no valid host and port",
        "https://sms.example:99999/, has no valid host and port",
        "https://sms example/, is not a URL",
        "https://user:s3cret@sms.example/, holds credentials",
        "https://us@er:s3cret@sms.example/, holds credentials",
        "http://sms.example/, credentials would travel in clear",
        "http://10.0.0.1/, credentials would travel in clear",
        "http://127.0.0.1.example/, credentials would travel in clear",
        "http://localhost.example/, credentials would travel in clear"
    })
    void refusesOthersWithoutRepeatingThem(String url, String wrong) {
        assertThat(UrlRule.violation(url)).hasValueSatisfying(violation -> {
            assertThat(violation.wrong()).isEqualTo(wrong);
            assertThat(violation.right()).doesNotContain("s3cret");
        });
    }
}
