package io.staffetta.it.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.staffetta.config.Addresses;
import io.staffetta.it.support.Callers;
import io.staffetta.it.support.DemoAccounts;
import io.staffetta.it.support.RawSocket;
import io.staffetta.it.support.RunningGateway;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Callers that do nothing, come slowly, or do not read their answers: their connections end by themselves. */
class HttpSlowCallersIT {

    private static RunningGateway gateway;
    private final Callers callers = new Callers(gateway);

    @BeforeAll
    static void start() {
        gateway = RunningGateway.withAccounts(DemoAccounts.YAML)
                .with("staffetta.http.timeout-seconds", "2")
                .start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @AfterEach
    void closeAll() {
        callers.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {Addresses.HTTP, Addresses.MANAGEMENT})
    void closesAConnectionThatDoesNothing(String address) {
        assertThat(callers.connect(address).readToEnd()).isEmpty();
    }

    @Test
    void closesAConnectionThatDoesNothingMoreAfterARequest() {
        RawSocket socket = callers.connect(Addresses.HTTP)
                .write(callers.head("Content-Length: " + Callers.BODY.length()) + Callers.BODY);

        assertThat(socket.readToEnd()).startsWith("HTTP/1.1 202 ").endsWith("\"state\":\"QUEUED\"}]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"P", "POST /v1/messages HTTP/1.1\r\nHost: 127.0.0.1\r\nX", "GET / HTTP/1.1\r\n", "\r\n"})
    void answers408ToAHeadThatDoesNotEnd(String half) {
        for (String address : List.of(Addresses.HTTP, Addresses.MANAGEMENT)) {
            assertThat(callers.connect(address).write(half).readToEnd())
                    .startsWith("HTTP/1.1 408 Request Timeout")
                    .contains("did not come within 2 s", "Connection: close");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Content-Length: 30", "Transfer-Encoding: chunked", "Content-Length: 30\r\nExpect: 100-continue"
            })
    void answers408ToABodyThatDoesNotEnd(String length) {
        String answer =
                callers.connect(Addresses.HTTP).write(callers.head(length)).readToEnd();

        assertThat(answer.replace("HTTP/1.1 100 Continue\r\n\r\n", "")).startsWith("HTTP/1.1 408 ");
    }

    @Test
    void answers408ToARequestThatComesByteByByte() {
        RawSocket socket = callers.connect(Addresses.HTTP).write("GET /v1/accounts HTTP/1.1\r\nX: ");
        await().atMost(RunningGateway.LIMIT).pollDelay(Duration.ofMillis(50)).until(() -> {
            try {
                socket.write("a");
                return false;
            } catch (UncheckedIOException e) {
                return true;
            }
        });
    }

    @Test
    void hangsUpOnACallerThatSendsRequestsAndReadsNoAnswers() {
        RawSocket socket = callers.connect(Addresses.HTTP);
        String request =
                "GET /v1/accounts HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + gateway.token() + "\r\n\r\n";
        await().atMost(RunningGateway.LIMIT).until(() -> {
            try {
                socket.write(request.repeat(100));
                return false;
            } catch (UncheckedIOException e) {
                return true;
            }
        });
        assertThat(callers.post().send().status()).isEqualTo(202);
    }
}
