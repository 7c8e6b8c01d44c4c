package io.staffetta.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookUrlTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://crm.example/hooks?x=1",
                "https://10.0.0.7:8443/",
                "http://127.0.0.1:9000/hook",
                "http://localhost/",
                "http://[::1]:80/"
            })
    void takesHttpsAndHttpOfThisMachine(String url) {
        assertThat(WebhookUrl.problem(url, false)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "crm.example",
                "http://crm.example/",
                "http://127.0.0.1.crm.example/",
                "http://127.0.0.1@crm.example/",
                "https://user:secret@crm.example/",
                "https://crm.example/#a",
                "ftp://crm.example/",
                "file:///etc/passwd",
                "https:///x",
                "https://a b/",
                "jar:https://x!/y",
                "https://x/\r\nHost: y"
            })
    void takesNothingElse(String url) {
        assertThat(WebhookUrl.problem(url, false)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://169.254.169.254/latest", "https://0.0.0.0/", "https://224.0.0.1/", "https://[fe80::1]/"})
    void isNotCalledAtAddressesThatNobodyMeans(String url) throws UnknownHostException {
        assertThat(WebhookUrl.isForbidden(URI.create(url))).isTrue();
    }
}
