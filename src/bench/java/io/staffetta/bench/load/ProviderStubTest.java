package io.staffetta.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.bench.load.Arrivals.Counts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The stub, and the injector against it. */
class ProviderStubTest {

    private static final Duration STALL = Duration.ofSeconds(5);

    @Test
    void answersAPostAsMessagenetDoesAndAGetAsKannelExpectsIt() throws IOException {
        try (ProviderStub stub = ProviderStub.start()) {
            String form = "text=mid-7+Ciao&destination=%2B393330000001";
            assertThat(talk(
                            stub,
                            "POST /api/send_sms/ HTTP/1.0\r\nContent-Length: " + form.length() + "\r\n\r\n" + form))
                    .startsWith("HTTP/1.1 200 OK\r\n")
                    .endsWith("\"sent\":[{\"message_id\":1000000,\"value\":\"393330000001\"}]}");
            assertThat(talk(stub, "GET /send?text=mid-8 HTTP/1.1\r\nConnection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 202 Accepted\r\n")
                    .endsWith("{\"id\":\"m-0000000001\",\"status\":\"ok\"}");
        }
    }

    @Test
    void answersPipelinedRequestsThatComeInPiecesAndInChunks() throws IOException {
        try (ProviderStub stub = ProviderStub.start()) {
            String chunked =
                    "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n7\r\ntext=mi\r\n4\r\nd-12\r\n0\r\n\r\n";
            String answers = talk(
                    stub,
                    "GET /mid-1 HTTP/1.1\r\n\r\nGET /mi",
                    "d-2 HTTP/1.1\r\n",
                    "\r\n" + chunked,
                    chunked,
                    "GET /mid-3 HTTP/1.0\r\n\r\n");

            assertThat(answers.split("HTTP/1.1 20", -1))
                    .as("answers, and nothing before")
                    .hasSize(6);
            Counts counts = stub.counts();
            assertThat(counts.requests()).isEqualTo(5);
            assertThat(counts.unique())
                    .as("an id that is torn by chunks is none")
                    .isEqualTo(3);
        }
    }

    @Test
    void countsWhatCameTwiceAndForgetsItWhenReset() throws IOException {
        try (ProviderStub stub = ProviderStub.start()) {
            HttpInjector injector = new HttpInjector(port(stub), 4);
            injector.get(id -> "/send?text=mid-" + id, List.of(), 100, 50);
            Counts once = stub.awaitCount(50, STALL);
            injector.get(id -> "/send?text=mid-" + id, List.of(), 149, 1);
            Counts twice = stub.counts();
            stub.reset();

            assertThat(once.isExactlyOnce(50)).isTrue();
            assertThat(once.isExactlyOnce(51)).isFalse();
            assertThat(once.last()).isGreaterThan(once.first());
            assertThat(once.mostInFlight()).isBetween(1, 4);
            assertThat(twice.isExactlyOnce(50)).isFalse();
            assertThat(twice.doubled()).isEqualTo(1);
            assertThat(twice.last()).as("what had come before does not count").isEqualTo(once.last());
            assertThat(stub.counts()).isEqualTo(new Counts(0, 0, 0, 0, 0, 0));
        }
    }

    @Test
    void answersLaterWhenToldToAndKnowsHowManyWait() throws IOException {
        try (ProviderStub stub = ProviderStub.start()) {
            stub.latency(Duration.ofMillis(50));

            HttpInjector.Result result = new HttpInjector(port(stub), 20)
                    .post("/", List.of("X-Any: thing"), id -> "{\"text\": \"mid-" + id + "\"}", 1, 60);

            assertThat(result.isAllTaken()).isTrue();
            assertThat(result.sent()).isEqualTo(60);
            assertThat(Duration.ofNanos(result.ended() - result.begun())).isGreaterThan(Duration.ofMillis(149));
            assertThat(stub.counts().mostInFlight()).isEqualTo(20);
        }
    }

    @Test
    void givesUpWhenNothingComes() {
        try (ProviderStub stub = ProviderStub.start()) {
            assertThat(stub.awaitCount(1, Duration.ofMillis(20)).requests()).isZero();
        }
    }

    @Test
    void injectsUntilToldToStop() throws IOException {
        try (ProviderStub stub = ProviderStub.start()) {
            HttpInjector.Result result = new HttpInjector(port(stub), 3)
                    .post(
                            "/",
                            List.of(),
                            id -> "mid-" + id,
                            0,
                            1000,
                            () -> stub.counts().requests() < 100);

            assertThat(result.ok()).isEqualTo(result.sent()).isBetween(100L, 103L);
        }
    }

    private static int port(ProviderStub stub) {
        return URI.create(stub.url()).getPort();
    }

    private static String talk(ProviderStub stub, String... parts) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port(stub))) {
            socket.setTcpNoDelay(true);
            for (String part : parts) {
                socket.getOutputStream().write(part.getBytes(StandardCharsets.US_ASCII));
                socket.getOutputStream().flush();
            }
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }
}
