package io.staffetta.it.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.staffetta.config.Addresses;
import io.staffetta.it.support.Callers;
import io.staffetta.it.support.GatewayProcess;
import io.staffetta.it.support.RawHttp;
import io.staffetta.it.support.RawSocket;
import io.staffetta.it.support.RunningGateway;
import io.staffetta.sandbox.wire.Received;
import jakarta.jms.Connection;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.junit.jupiter.api.Test;

/** All that strangers and careless clients hold at once, on the packaged jar with the heap that it is shipped with. */
class FloodIT {

    private static final int MEGABYTE = 1_000_000;
    private static final int MANY = 30_000;
    private static final Duration SHUTDOWN = Duration.ofSeconds(30);

    @Test
    void takesMessagesMeanwhileAndStopsInTime() throws Exception {
        List<RawSocket> flood = new ArrayList<>();
        try (GatewayProcess gateway = new GatewayProcess().heap("default").start()) {
            int openWire = Integer.parseInt(gateway.setting(Addresses.OPENWIRE));
            int stomp = Integer.parseInt(gateway.setting(Addresses.STOMP));
            int http = Integer.parseInt(gateway.setting(Addresses.HTTP));
            for (int i = 0; i < 300; i++) {
                flood.add(RawSocket.to(openWire));
                flood.add(RawSocket.to(stomp));
            }
            String password = Files.readString(gateway.home().resolve("data/broker-password"))
                    .strip();
            for (int i = 0; i < 100; i++) {
                // Logged in, and a frame of 4 MB that does not come.
                flood.add(write(
                        RawSocket.to(stomp),
                        "CONNECT\naccept-version:1.2\nhost:x\nlogin:staffetta\npasscode:" + password
                                + "\n\n\0SEND\ndestination:/queue/sms.outbound\ncontent-length:4000000\n\n"));
            }
            String body = "x".repeat(MEGABYTE / 2);
            for (int i = 0; i < 260; i++) {
                flood.add(write(
                        RawSocket.to(http),
                        "POST /v1/messages HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
                                + "Authorization: Bearer " + gateway.adminToken() + "\r\nContent-Length: " + MEGABYTE
                                + "\r\n\r\n" + body));
            }

            await().atMost(RunningGateway.LIMIT).until(() -> isTaken(gateway));
            Instant told = Instant.now();
            int code = gateway.terminate();

            assertThat(Duration.between(told, Instant.now())).isLessThan(SHUTDOWN);
            assertThat(code).isIn(0, 143);
            assertThat(gateway.output()).contains("Stopped after").doesNotContain("OutOfMemory");
        } finally {
            flood.forEach(RawSocket::close);
        }
    }

    @Test
    void takesInMoreThanFitsIntoItsMemoryForAnAccountThatDoesNotSend() throws Exception {
        try (GatewayProcess gateway =
                new GatewayProcess().heap("64m").jvm("-Xms64m", "-Xmn24m").start()) {
            int http = Integer.parseInt(gateway.setting(Addresses.HTTP));
            assertThat(RawHttp.post(http, "/v1/accounts/kpnqwest/pause", "{}")
                            .header("Authorization: Bearer " + gateway.adminToken())
                            .send()
                            .status())
                    .isEqualTo(200);
            String password = Files.readString(gateway.home().resolve("data/broker-password"))
                    .strip();
            try (Connection connection = new ActiveMQConnectionFactory(
                                    "staffetta", password, "tcp://127.0.0.1:" + gateway.setting(Addresses.OPENWIRE))
                            .createConnection();
                    Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
                    MessageProducer producer = session.createProducer(session.createQueue("sms.outbound"))) {
                for (int i = 1; i <= MANY; i++) {
                    producer.send(session.createTextMessage(
                            "{\"to\": \"+393330000001\", \"text\": \"m%s\", \"account\": \"%s\"}"
                                    .formatted(i, i == MANY ? "messagenet" : "kpnqwest")));
                    if (i % 500 == 0) {
                        session.commit();
                    }
                }
            }

            await().atMost(Duration.ofMinutes(2))
                    .until(() -> !gateway.providers().received().isEmpty());
            assertThat(gateway.providers().received())
                    .extracting(Received::text)
                    .containsExactly("m" + MANY);
            assertThat(gateway.output()).doesNotContain("Sending is put on hold");
        }
    }

    /** One that is hung up on is no matter. */
    private static RawSocket write(RawSocket socket, String text) {
        try {
            return socket.write(text);
        } catch (UncheckedIOException e) {
            return socket;
        }
    }

    private static boolean isTaken(GatewayProcess gateway) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + gateway.setting(Addresses.HTTP) + "/v1/messages"))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + gateway.adminToken())
                .timeout(RunningGateway.LIMIT)
                .POST(HttpRequest.BodyPublishers.ofString(Callers.BODY))
                .build();
        return HttpClient.newHttpClient()
                        .send(request, HttpResponse.BodyHandlers.discarding())
                        .statusCode()
                == 202;
    }
}
