package io.staffetta.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.staffetta.config.Addresses;
import io.staffetta.it.support.GatewayProcess;
import io.staffetta.it.support.RawSocket;
import io.staffetta.ledger.store.LedgerStore;
import io.staffetta.sandbox.wire.Received;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The packaged jar as a process: how it starts, stops, and comes back after kill -9. */
class ProcessIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Test
    void saysWhereItListensAndStopsOnSigtermWithNothingLost() throws Exception {
        try (GatewayProcess gateway = new GatewayProcess().start()) {
            assertThat(gateway.output())
                    .contains("/v1/messages")
                    .contains(":" + gateway.setting(Addresses.OPENWIRE))
                    .contains(":" + gateway.setting(Addresses.STOMP))
                    .contains("/observe/health")
                    .as("Java's own warnings")
                    .doesNotContain("WARNING");
            try (Connection connection = gateway.connect()) {
                // Answered after two seconds: still in flight when the gateway is told to stop.
                send(connection, "in flight", "+393330000505");
                await().atMost(LIMIT).until(() -> gateway.providers().counts().taken() == 1);
            }

            int code = gateway.terminate();

            assertThat(code).isIn(0, 143);
            assertThat(gateway.output()).contains("outcome=ACCEPTED");
            gateway.start();
            try (Connection connection = gateway.connect()) {
                send(connection, "after the restart", "+393330000001");
                await().atMost(LIMIT).until(() -> gateway.providers().counts().taken() == 2);
            }
            assertThat(gateway.providers().counts().twice()).isZero();
        }
    }

    @Test
    void losesNothingToKillMinusNineAndKeepsTheNumberOfAttempts() throws Exception {
        int messages = 1000;
        try (GatewayProcess gateway =
                new GatewayProcess().with("staffetta.retry.delays", "3s, 4s").start()) {
            try (Connection connection = gateway.connect()) {
                send(connection, "always busy", "+393330000503");
                await().atMost(LIMIT).until(() -> gateway.output().contains("outcome=BUSY"));
                for (int i = 0; i < messages; i++) {
                    send(connection, "message " + i, "+393330000001");
                    if (i == messages / 2) {
                        gateway.kill();
                        break;
                    }
                }
            } catch (JMSException e) {
                // The gateway was killed under the connection.
            }
            gateway.start();
            try (Connection connection = gateway.connect()) {
                for (int i = messages / 2 + 1; i < messages; i++) {
                    send(connection, "message " + i, "+393330000001");
                }
                gateway.kill();
            } catch (JMSException e) {
                // The gateway was killed under the connection.
            }
            gateway.start();

            // Those that were being submitted at a kill are dead letters: nobody knows whether the provider has them.
            await().atMost(LIMIT).untilAsserted(() -> assertThat(Stream.concat(
                                    gateway.providers().received().stream().map(Received::text),
                                    deadLetters(gateway).stream())
                            .filter(text -> !text.equals("always busy"))
                            .collect(Collectors.toSet()))
                    .containsExactlyInAnyOrderElementsOf(IntStream.range(0, messages)
                            .mapToObj(i -> "message " + i)
                            .toList()));
            // Two kills, and as many submissions at once as an account has if nothing else is said.
            assertThat(deadLetters(gateway)).hasSizeLessThanOrEqualTo(2 * 16);
            assertThat(deadReasons(gateway)).isSubsetOf("UNKNOWN");
            assertThat(gateway.providers().received().stream().map(Received::text))
                    .as("sent twice")
                    .doesNotHaveDuplicates();
            // It, too, may have been under way at a kill.
            await().atMost(LIMIT)
                    .until(() -> gateway.output().contains("outcome=BUSY")
                            || deadLetters(gateway).contains("always busy"));
            assertThat(gateway.output()).as("attempts go on where they were").doesNotContain("attempt=1 outcome=BUSY");
        }
    }

    private static List<String> deadLetters(GatewayProcess gateway) throws JMSException {
        return deadLetters(gateway, letter -> letter.getBody(String.class));
    }

    private static Set<String> deadReasons(GatewayProcess gateway) throws JMSException {
        return Set.copyOf(deadLetters(gateway, letter -> letter.getStringProperty("reason")));
    }

    private interface Part {
        String of(Message letter) throws JMSException;
    }

    private static List<String> deadLetters(GatewayProcess gateway, Part part) throws JMSException {
        List<String> texts = new ArrayList<>();
        try (Connection connection = gateway.connect();
                Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
                QueueBrowser browser = session.createBrowser(session.createQueue("sms.dead-letter"))) {
            connection.start();
            Enumeration<?> letters = browser.getEnumeration();
            while (letters.hasMoreElements()) {
                texts.add(part.of((Message) letters.nextElement()));
            }
        }
        return texts;
    }

    @Test
    void leavesNothingMoreInItsDataForBeingKilledAgain() throws Exception {
        try (GatewayProcess gateway = new GatewayProcess()) {
            Path data = Files.createDirectories(gateway.home().resolve("data"));
            Files.writeString(data.resolve("sqlite-3.50.3.0-of-before-libsqlitejdbc.so"), "old");
            gateway.start();
            gateway.kill();
            List<String> first = below(data);
            gateway.start();
            gateway.kill();

            assertThat(below(data)).isEqualTo(first).noneMatch(name -> name.contains("of-before"));
        }
    }

    /** All files, their journal's numbers left out. */
    private static List<String> below(Path data) throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            return files.map(file -> data.relativize(file).toString().replaceAll("db-[0-9]+", "db-n"))
                    .sorted()
                    .distinct()
                    .toList();
        }
    }

    @Test
    void namesEveryPortInUseWithItsSetting() throws Exception {
        try (ServerSocket http = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket stomp = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                GatewayProcess gateway = new GatewayProcess()
                        .with(Addresses.HTTP, Integer.toString(http.getLocalPort()))
                        .with(Addresses.STOMP, Integer.toString(stomp.getLocalPort()))) {
            int code = gateway.launch().waitFor();

            assertThat(code).isEqualTo(1);
            assertThat(gateway.output())
                    .contains("staffetta.http.port")
                    .contains(Integer.toString(http.getLocalPort()))
                    .contains("staffetta.broker.stomp-port")
                    .contains(Integer.toString(stomp.getLocalPort()))
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void refusesASecondGatewayOnTheSameDataAndSaysThatBeforeItSpeaksOfPorts() {
        try (GatewayProcess gateway = new GatewayProcess().start()) {
            Process first = gateway.process();
            try {
                int code = gateway.launch().waitFor();

                assertThat(code).isEqualTo(1);
                assertThat(gateway.output())
                        .startsWith("Staffetta already runs (pid " + first.pid() + " on ")
                        .contains(" on the home " + gateway.home())
                        .doesNotContain("Port ", "\tat ")
                        .hasLineCount(1);

                for (String port : List.of(Addresses.HTTP, Addresses.MANAGEMENT, Addresses.OPENWIRE, Addresses.STOMP)) {
                    gateway.with(port, "0");
                }
                assertThat(gateway.launch().waitFor()).isEqualTo(1);
                assertThat(gateway.output()).contains("in use").doesNotContain("\tat ");
            } finally {
                first.destroyForcibly();
            }
        }
    }

    @Test
    void leavesALedgerAloneThatAnotherProcessHas() {
        // With a broker of its own nothing else would keep it out.
        try (GatewayProcess gateway = new GatewayProcess().with("staffetta.broker.url", "tcp://127.0.0.1:1")) {
            LedgerStore held = LedgerStore.embedded(gateway.home().resolve("data"));
            try {
                int code = gateway.launch().waitFor();

                assertThat(code).isEqualTo(1);
                assertThat(gateway.output())
                        .contains("The ledger in " + gateway.home().resolve("data") + " is in use by another gateway")
                        .contains("staffetta.ledger.url")
                        .doesNotContain("\tat ");
            } finally {
                held.close();
            }
        }
    }

    @Test
    void saysAllThatIsWrongAtOnceAlsoWhereAPortIsInUse() throws Exception {
        try (ServerSocket http = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                GatewayProcess gateway = new GatewayProcess()
                        .writeAccounts("default: main\naccounts:\n  main:\n    provider: acme\n")
                        .with("staffetta.intake.batch", "many")
                        .with("staffetta.log.format", "xml")
                        .with(Addresses.MANAGEMENT, "99999")
                        .with(Addresses.HTTP, Integer.toString(http.getLocalPort()))) {
            int code = gateway.launch().waitFor();

            assertThat(code).isEqualTo(3);
            assertThat(gateway.output())
                    .contains("accounts.yaml:4")
                    .contains("acme")
                    .containsOnlyOnce("Setting staffetta.intake.batch must be")
                    .containsOnlyOnce("Setting staffetta.management.port must be")
                    .containsOnlyOnce("Setting staffetta.log.format must be")
                    .containsOnlyOnce("Port " + http.getLocalPort() + " of 127.0.0.1 cannot be used")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void saysAllThatIsWrongWithTheAccountsAtOnce() {
        String accounts = """
                default: main
                accounts:
                  old:
                    provider: acme
                    description: Unknown provider
                  main:
                    provider: messagenet
                    pasword: x
                    description: Main
                    username: "1"
                """;
        try (GatewayProcess gateway = new GatewayProcess().writeAccounts(accounts)) {
            int code = gateway.launch().waitFor();

            assertThat(code).isEqualTo(3);
            assertThat(gateway.output())
                    .contains("accounts.yaml:4")
                    .contains("acme")
                    .contains("accounts.yaml:8")
                    .contains("'pasword'")
                    .contains("'password'")
                    .doesNotContain("\tat ");
        }
    }

    private static void send(Connection connection, String text, String to) throws JMSException {
        try (Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
                MessageProducer producer = session.createProducer(session.createQueue("sms.outbound"))) {
            producer.setDeliveryMode(DeliveryMode.PERSISTENT);
            Message message = session.createTextMessage(text);
            message.setStringProperty("to", to);
            producer.send(message);
        }
    }

    @Test
    void stopsInTimeUnderCallersThatDoNotFinish() throws Exception {
        List<RawSocket> open = new ArrayList<>();
        try (GatewayProcess gateway = new GatewayProcess()
                .with("staffetta.shutdown-seconds", "21")
                .with("staffetta.provider.response-timeout", "10000")
                .with("staffetta.http.timeout-seconds", "600")
                .start()) {
            for (int i = 0; i < 40; i++) {
                open.add(RawSocket.to(Integer.parseInt(gateway.setting(Addresses.HTTP)))
                        .write(half(gateway, i)));
                open.add(RawSocket.to(Integer.parseInt(gateway.setting(Addresses.STOMP)))
                        .write("CONN"));
                open.add(RawSocket.to(Integer.parseInt(gateway.setting(Addresses.OPENWIRE))));
            }

            assertThat(gateway.terminate()).isEqualTo(143);
            assertThat(gateway.output())
                    .containsPattern(
                            "INFO +Gateway +Started: version \\S+, pid [0-9]+, home \\S+, [0-9.]+ s after the process")
                    .containsPattern("INFO +Gateway +Stopping on SIGTERM")
                    .containsPattern(
                            "INFO +Gateway +Stopped after [0-9.]+ s: messages that wait on the queues: [0-9]+");
        } finally {
            open.forEach(RawSocket::close);
        }
    }

    @Test
    void tellsNothingOfCallersThatHangUp() throws Exception {
        try (GatewayProcess gateway = new GatewayProcess().start()) {
            int port = Integer.parseInt(gateway.setting(Addresses.HTTP));
            for (int i = 0; i < 20; i++) {
                RawSocket.to(port).write(half(gateway, i)).close();
                RawSocket.to(Integer.parseInt(gateway.setting(Addresses.MANAGEMENT)))
                        .write(half(gateway, i))
                        .close();
            }
            gateway.terminate();

            assertThat(gateway.output().lines().filter(line -> !line.contains("Alerts reach nobody")))
                    .noneMatch(
                            line -> line.contains(" ERROR ") || line.contains(" WARN ") || line.contains("Exception"));
        }
    }

    /** A request that has begun: of a head, or with a body whose rest does not come. */
    private static String half(GatewayProcess gateway, int number) {
        String head = "POST /v1/messages HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
                + "Authorization: Bearer " + gateway.adminToken();
        return number % 2 == 0 ? head : head + "\r\nContent-Length: 100\r\n\r\n{\"to\":";
    }
}
