package io.staffetta.it.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.staffetta.config.Addresses;
import io.staffetta.it.support.Callers;
import io.staffetta.it.support.DemoAccounts;
import io.staffetta.it.support.RawSocket;
import io.staffetta.it.support.RunningGateway;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Connections that are too many, and bodies that are too large: they keep nobody out. */
class HttpLimitsIT {

    private static RunningGateway gateway;
    private final Callers callers = new Callers(gateway);

    @BeforeAll
    static void start() {
        gateway = RunningGateway.withAccounts(DemoAccounts.YAML)
                .with("staffetta.http.connections", "40")
                .with("staffetta.http.connections-per-address", "30")
                .with("staffetta.http.connections-without-login", "10")
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

    @Test
    void letsNewCallersInPastConnectionsThatHaveNotLoggedIn() {
        for (int i = 0; i < 100; i++) {
            callers.connect(Addresses.HTTP);
            callers.connect(Addresses.MANAGEMENT);
            if (i % 10 == 0) {
                assertThat(callers.post().send().status()).isEqualTo(202);
                assertThat(gateway.request(Addresses.MANAGEMENT, "GET", "/observe/health/live")
                                .send()
                                .status())
                        .isEqualTo(200);
            }
        }
        assertThat(callers.post().send().status()).isEqualTo(202);
    }

    @Test
    void refusesWithAWordMoreConnectionsOfOneAddressThanItMayHave() {
        List<RawSocket> known = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            RawSocket socket = callers.connect(Addresses.HTTP);
            assertThat(socket.write(callers.head("Content-Length: " + Callers.BODY.length()) + Callers.BODY)
                            .readSome())
                    .startsWith("HTTP/1.1 202 ");
            known.add(socket);
        }

        String refusal = callers.connect(Addresses.HTTP).readToEnd();

        assertThat(refusal)
                .startsWith("HTTP/1.1 503 ")
                .contains("Retry-After: ", "Connection: close", "staffetta.http.connections-per-address");
        known.forEach(RawSocket::close);
        await().atMost(RunningGateway.LIMIT).until(() -> callers.post().send().status() == 202);
    }

    @Test
    void answersEarlyToABodyThatIsTooLargeAndIsStillOnItsWay() {
        RawSocket socket = callers.connect(Addresses.HTTP).write(callers.head("Content-Length: 900000000"));
        try {
            for (int i = 0; i < 100; i++) {
                socket.write(new byte[65_536]);
            }
        } catch (UncheckedIOException e) {
            // Hung up: the answer has come before.
        }

        assertThat(socket.readToEnd()).startsWith("HTTP/1.1 413 ");
    }

    /** With the times as they are shipped. A caller that stalls says nothing about the broker. */
    @Test
    void answers408ToABodyThatStallsAndStaysReady() {
        String answer = callers.connect(Addresses.HTTP)
                .write(callers.head("Content-Length: 30") + "{\"to\":")
                .readToEnd();

        assertThat(answer).startsWith("HTTP/1.1 408 ").contains("did not come within 10 s", "close");
        assertThat(gateway.request(Addresses.MANAGEMENT, "GET", "/observe/health/ready")
                        .send()
                        .status())
                .isEqualTo(200);
    }
}
