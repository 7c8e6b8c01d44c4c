package io.staffetta.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.staffetta.broker.BrokerConnections;
import io.staffetta.cli.Commands;
import io.staffetta.config.Addresses;
import io.staffetta.it.support.DemoAccounts;
import io.staffetta.it.support.RunningGateway;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A gateway that other machines reach, over TLS and in no other way. */
class TlsIT {

    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        gateway = RunningGateway.withAccounts(DemoAccounts.YAML)
                .with("staffetta.bind-address", "0.0.0.0")
                .with("staffetta.http.connections-without-login", "20")
                .with("staffetta.http.timeout-seconds", "4")
                .with("staffetta.broker.connections-before-login", "10")
                .with("staffetta.broker.login-seconds", "3");
        assertThatThrownBy(gateway::start)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Setting staffetta.bind-address (0.0.0.0) must be a loopback address")
                .hasMessageContaining("staffetta tls self-signed");
        Commands.Result made = makeCertificate();
        assertThat(made.code()).as(made.err()).isZero();
        gateway.with("staffetta.tls.certificate", "tls/server.crt").with("staffetta.tls.key", "tls/server.key");
        gateway.start();
    }

    private static Commands.Result makeCertificate(String... more) {
        return Commands.run(Stream.concat(
                        Stream.of("tls", "self-signed", "--home", gateway.home().toString()), Stream.of(more))
                .toArray(String[]::new));
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    private static SSLSocket connect(String port) throws IOException {
        SSLSocket socket = (SSLSocket) gateway.certificate()
                .sockets()
                .createSocket(
                        InetAddress.getLoopbackAddress(), gateway.addresses().port(port));
        socket.setSoTimeout((int) RunningGateway.LIMIT.toMillis());
        return socket;
    }

    private static String ask(Socket socket, String request) throws IOException {
        socket.getOutputStream().write(request.getBytes(UTF_8));
        socket.getOutputStream().flush();
        return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }

    private static String http(String method, String path, String body, String... headers) throws IOException {
        try (SSLSocket socket = connect(Addresses.HTTP)) {
            return ask(
                    socket,
                    method + " " + path + " HTTP/1.1\r\nHost: sms.example\r\nConnection: close\r\n"
                            + "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n"
                            + String.join(
                                    "",
                                    Arrays.stream(headers)
                                            .map(line -> line + "\r\n")
                                            .toList()) + "\r\n" + body);
        }
    }

    private static String token() {
        return "Authorization: Bearer " + gateway.token();
    }

    @Test
    void takesMessagesOverHttpOnlyByTlsAndWithTheToken() throws Exception {
        String body = "{\"to\": \"+393330000001\", \"text\": \"by https\"}";

        assertThat(http("POST", "/v1/messages", body, token())).startsWith("HTTP/1.1 202");
        assertThat(http("POST", "/v1/messages", body)).startsWith("HTTP/1.1 401");
        assertThat(http("GET", "/" + "x".repeat(5000), "")).startsWith("HTTP/1.1 414");
        assertThat(http("GET", "/v1/hold", "", "X: " + "x".repeat(9000))).startsWith("HTTP/1.1 431");
        await().atMost(RunningGateway.LIMIT).until(() -> gateway.providers().received().stream()
                .anyMatch(one -> one.text().equals("by https")));
        try (Socket plain =
                new Socket(InetAddress.getLoopbackAddress(), gateway.addresses().port(Addresses.HTTP))) {
            assertThat(ask(plain, "GET /v1/hold HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                    .doesNotContain("HTTP/1.1", "{");
        }
    }

    /** As a browser does that has the console from there: it names where its page is from. */
    @Test
    void signsInToTheConsoleAndSendsFromItsOwnPageOverTls() throws Exception {
        String own = "Origin: https://sms.example:" + gateway.addresses().port(Addresses.HTTP);
        assertThat(http("GET", "/", "")).startsWith("HTTP/1.1 200").contains("<title>Staffetta</title>");

        String made = http("POST", "/v1/sign-in-codes", "{}", token());
        String code = made.replaceAll("(?s).*\"code\":\"([^\"]+)\".*", "$1");
        String in = http("POST", "/v1/sign-in", "{\"code\": \"" + code + "\"}", own);
        assertThat(in).startsWith("HTTP/1.1 200");
        String session = in.replaceAll("(?s).*\"token\":\"([^\"]+)\".*", "$1");
        String body = "{\"to\": \"+393330000001\", \"text\": \"by the console\"}";

        assertThat(http("POST", "/v1/messages", body, own, "Authorization: Bearer " + session))
                .startsWith("HTTP/1.1 202");
    }

    @Test
    void speaksNothingOlderThanTls12() throws Exception {
        for (String port : List.of(Addresses.HTTP, Addresses.OPENWIRE, Addresses.STOMP)) {
            for (String protocol : List.of("TLSv1.2", "TLSv1.3")) {
                try (SSLSocket socket = connect(port)) {
                    socket.setEnabledProtocols(new String[] {protocol});
                    socket.startHandshake();
                    assertThat(socket.getSession().getProtocol()).isEqualTo(protocol);
                }
            }
            // Java's own client would not: a hello of TLS 1.1, as it is written.
            try (Socket old = new Socket(
                    InetAddress.getLoopbackAddress(), gateway.addresses().port(port))) {
                old.setSoTimeout((int) RunningGateway.LIMIT.toMillis());
                old.getOutputStream().write(helloOfTls11());
                byte[] alert = old.getInputStream().readNBytes(7);
                assertThat(alert[0]).as(port).isEqualTo((byte) 21);
            }
        }
    }

    private static byte[] helloOfTls11() {
        byte[] hello = new byte[5 + 4 + 2 + 32 + 1 + 2 + 2 + 2];
        int body = hello.length - 9;
        System.arraycopy(new byte[] {22, 3, 2, 0, (byte) (body + 4), 1, 0, 0, (byte) body, 3, 2}, 0, hello, 0, 11);
        // One cipher suite, TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA, and no compression.
        System.arraycopy(new byte[] {0, 0, 2, (byte) 0xC0, 0x09, 1, 0}, 0, hello, 43, 7);
        return hello;
    }

    @Test
    void takesMessagesOverStompAndOpenWireOnlyByTls() throws Exception {
        try (SSLSocket socket = connect(Addresses.STOMP)) {
            socket.getOutputStream()
                    .write(("CONNECT\naccept-version:1.2\nhost:x\nlogin:"
                                    + gateway.credentials().user() + "\npasscode:"
                                    + gateway.credentials().password() + "\n\n\0"
                                    + "SEND\ndestination:/queue/sms.outbound\nto:+393330000001\nreceipt:1\n\nby stomp\0")
                            .getBytes(UTF_8));
            InputStream in = socket.getInputStream();
            StringBuilder said = new StringBuilder();
            while (!said.toString().contains("RECEIPT")) {
                int c = in.read();
                assertThat(c).as(said.toString()).isNotNegative();
                said.append((char) c);
            }
        }
        // The test's own connection is one of OpenWire over TLS.
        gateway.enqueue("by openwire", "to", "+393330000001");
        await().atMost(RunningGateway.LIMIT)
                .until(() -> gateway.providers().received().stream()
                                .filter(one -> one.text().matches("by (stomp|openwire)"))
                                .count()
                        == 2);
        assertThatThrownBy(() -> {
                    try (Connection plain = BrokerConnections.factory(
                                    "tcp://127.0.0.1:" + gateway.addresses().port(Addresses.OPENWIRE)
                                            + "?connectionTimeout=2000&soTimeout=2000",
                                    gateway.credentials())
                            .createConnection()) {
                        plain.start();
                    }
                })
                .isInstanceOf(JMSException.class);
    }

    @Test
    void isReachedByItsCommandsAndByNobodyWhoExpectsAnotherCertificate() throws Exception {
        assertThat(Commands.run(command("hold", "show")).out()).isEqualTo("Messages are sent\n");
        assertThat(Commands.run(command("dead", "list")).code()).isZero();
        Commands.Result sent = Commands.run(command("send", "--to", "+393330000001", "--text", "x", "--wait=20"));
        assertThat(sent.code()).as(sent.err()).isZero();

        try (Socket believesIssuers = javax.net.ssl.SSLSocketFactory.getDefault()
                .createSocket(
                        InetAddress.getLoopbackAddress(), gateway.addresses().port(Addresses.HTTP))) {
            assertThatThrownBy(() -> ((SSLSocket) believesIssuers).startHandshake())
                    .isInstanceOf(SSLException.class);
        }
    }

    private static String[] command(String... args) {
        return Stream.concat(Stream.of(args), gateway.commandLine().stream()).toArray(String[]::new);
    }

    /** Nobody counts those that never end their handshake, if TLS is put in front of what counts. */
    @Test
    void isNotKeptBusyByThoseThatBeginNoHandshake() throws Exception {
        for (String port : List.of(Addresses.HTTP, Addresses.OPENWIRE, Addresses.STOMP)) {
            List<Socket> silent = new ArrayList<>();
            try {
                for (int i = 0; i < 60; i++) {
                    silent.add(new Socket(
                            InetAddress.getLoopbackAddress(),
                            gateway.addresses().port(port)));
                }
                // The broker takes those that come at once in any order: one of the silent ones may come behind it, and
                // have
                // it give way. Whoever tries again gets in.
                await().ignoreExceptionsInstanceOf(IOException.class).until(() -> {
                    try (SSLSocket socket = connect(port)) {
                        socket.startHandshake();
                        return true;
                    }
                });
                for (Socket socket : silent) {
                    socket.setSoTimeout((int) RunningGateway.LIMIT.toMillis());
                    assertThat(end(socket)).as(port).isTrue();
                }
            } finally {
                for (Socket socket : silent) {
                    socket.close();
                }
            }
        }
    }

    private static boolean end(Socket socket) {
        try {
            socket.getInputStream().readAllBytes();
            return true;
        } catch (java.net.SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    @Test
    void showsANewCertificateWithoutARestartAndKeepsTheOldOneWhereTheNewIsNone() throws Exception {
        X509Certificate before = shown();
        Path certificate = gateway.home().resolve("config/tls/server.crt");
        byte[] right = Files.readAllBytes(certificate);
        Files.writeString(certificate, "nothing");
        Files.write(certificate, right);
        assertThat(makeCertificate().err()).contains("--force replaces both");

        assertThat(makeCertificate("--force", "--name", "new.example").code()).isZero();

        await().atMost(RunningGateway.LIMIT).until(() -> shown(Addresses.HTTP).isPresent());
        X509Certificate after = shown();
        assertThat(after).isNotEqualTo(before);
        assertThat(after.getSubjectX500Principal().getName()).isEqualTo("CN=new.example");
        assertThat(shown(Addresses.STOMP)).contains(after);
        assertThat(Commands.run(command("hold", "show")).code()).isZero();
    }

    private static X509Certificate shown() {
        return shown(Addresses.HTTP).orElseThrow();
    }

    /** Empty where it shows another than the file has. */
    private static java.util.Optional<X509Certificate> shown(String port) {
        try (SSLSocket socket = connect(port)) {
            socket.startHandshake();
            return java.util.Optional.of((X509Certificate) socket.getSession().getPeerCertificates()[0]);
        } catch (IOException e) {
            return java.util.Optional.empty();
        }
    }
}
