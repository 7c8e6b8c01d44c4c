package io.staffetta.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.staffetta.gateway.Addresses;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Connections that are too many, and bodies that are too large: they keep nobody out. */
class HttpLimitsIT {

    private static final String BODY = "{\"to\":\"+393330000001\",\"text\":\"Ciao\"}";

    private static RunningGateway gateway;
    private final List<RawSocket> open = new ArrayList<>();

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
        open.forEach(RawSocket::close);
    }

    private RawSocket connect(String address) {
        RawSocket socket = RawSocket.to(gateway.addresses().port(address));
        open.add(socket);
        return socket;
    }

    private static RawHttp post() {
        return gateway.request(Addresses.HTTP, "POST", "/v1/messages").body(BODY.getBytes(StandardCharsets.UTF_8));
    }

    private static String head(String more) {
        return "POST /v1/messages HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nAuthorization: Bearer "
                + gateway.token() + "\r\n" + more + "\r\n\r\n";
    }

    @Test
    void letsNewCallersInPastConnectionsThatHaveNotLoggedIn() {
        for (int i = 0; i < 100; i++) {
            connect(Addresses.HTTP);
            connect(Addresses.MANAGEMENT);
            if (i % 10 == 0) {
                assertThat(post().send().status()).isEqualTo(202);
                assertThat(gateway.request(Addresses.MANAGEMENT, "GET", "/observe/health/live")
                                .send()
                                .status())
                        .isEqualTo(200);
            }
        }
        assertThat(post().send().status()).isEqualTo(202);
    }

    @Test
    void refusesWithAWordMoreConnectionsOfOneAddressThanItMayHave() {
        List<RawSocket> known = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            RawSocket socket = connect(Addresses.HTTP);
            assertThat(socket.write(head("Content-Length: " + BODY.length()) + BODY)
                            .readSome())
                    .startsWith("HTTP/1.1 202 ");
            known.add(socket);
        }

        String refusal = connect(Addresses.HTTP).readToEnd();

        assertThat(refusal)
                .startsWith("HTTP/1.1 503 ")
                .contains("Retry-After: ", "Connection: close", "staffetta.http.connections-per-address");
        known.forEach(RawSocket::close);
        await().atMost(RunningGateway.LIMIT).until(() -> post().send().status() == 202);
    }

    @Test
    void answersEarlyToABodyThatIsTooLargeAndIsStillOnItsWay() {
        RawSocket socket = connect(Addresses.HTTP).write(head("Content-Length: 900000000"));
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
        String answer = connect(Addresses.HTTP)
                .write(head("Content-Length: 30") + "{\"to\":")
                .readToEnd();

        assertThat(answer).startsWith("HTTP/1.1 408 ").contains("did not come within 10 s", "close");
        assertThat(gateway.request(Addresses.MANAGEMENT, "GET", "/observe/health/ready")
                        .send()
                        .status())
                .isEqualTo(200);
    }
}
