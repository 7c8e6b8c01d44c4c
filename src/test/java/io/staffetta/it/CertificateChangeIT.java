package io.staffetta.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.staffetta.broker.BrokerConnections;
import io.staffetta.broker.Credentials;
import io.staffetta.config.Addresses;
import io.staffetta.it.support.GatewayProcess;
import io.staffetta.it.support.RawHttp;
import io.staffetta.it.support.TestCertificate;
import io.staffetta.tls.SelfSigned;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A gateway whose certificate is renewed while it runs, well and badly. */
@Execution(ExecutionMode.CONCURRENT)
class CertificateChangeIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final List<String> PORTS = List.of(Addresses.HTTP, Addresses.OPENWIRE, Addresses.STOMP);

    @TempDir
    private Path made;

    @Test
    void ofPemFilesTakesTheNewOneAndNeverABrokenOne() throws Exception {
        for (String name : List.of("one.example", "two.example")) {
            SelfSigned.make(Set.of(name), 30, made.resolve(name + ".crt"), made.resolve(name + ".key"));
        }
        try (GatewayProcess gateway = new GatewayProcess()) {
            renew(gateway, Map.of("server.crt", ".crt", "server.key", ".key"), "server.crt");
        }
    }

    @Test
    void ofAKeyStoreTakesTheNewOneAndNeverABrokenOne() throws Exception {
        for (String name : List.of("one.example", "two.example")) {
            TestCertificate.keyStore(made.resolve(name + ".p12"), name);
        }
        try (GatewayProcess gateway = new GatewayProcess()) {
            gateway.with("staffetta.tls.key-store-password", TestCertificate.PASSWORD);
            renew(gateway, Map.of("server.p12", ".p12"), "server.p12");
        }
    }

    /**
     * @param files what the gateway reads, and how the test's own files of each name end
     * @param broken which of them is written by halves
     */
    private void renew(GatewayProcess gateway, Map<String, String> files, String broken) throws Exception {
        Path tls = Files.createDirectories(gateway.home().resolve("config/tls"));
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.copy(made.resolve("one.example" + file.getValue()), tls.resolve(file.getKey()));
            gateway.with(
                    file.getKey().endsWith("crt")
                            ? "staffetta.tls.certificate"
                            : file.getKey().endsWith("key") ? "staffetta.tls.key" : "staffetta.tls.key-store",
                    "tls/" + file.getKey());
        }
        gateway.start();
        shownOnAll(gateway, "one.example");
        try (Callers before = new Callers(gateway)) {
            before.allAreServed("at first");

            byte[] whole = Files.readAllBytes(made.resolve("two.example" + files.get(broken)));
            Files.write(tls.resolve(broken), Arrays.copyOf(whole, whole.length / 2));
            await().atMost(LIMIT).until(() -> health(gateway).contains("cannot be used, so the old one stays"));
            shownOnAll(gateway, "one.example");
            assertThat(health(gateway)).contains(broken, "the certificate ends at");
            assertThat(gateway.output())
                    .contains("The files of the certificate have changed and cannot be used, so the old one stays")
                    .doesNotContain(TestCertificate.PASSWORD);

            for (Map.Entry<String, String> file : files.entrySet()) {
                Files.move(
                        Files.copy(made.resolve("two.example" + file.getValue()), tls.resolve("part")),
                        tls.resolve(file.getKey()),
                        StandardCopyOption.ATOMIC_MOVE);
            }
            await().atMost(LIMIT).until(() -> shown(gateway, Addresses.STOMP).equals("CN=two.example"));
            shownOnAll(gateway, "two.example");
            assertThat(health(gateway)).contains("the certificate ends at").doesNotContain("cannot be used");
            before.allAreServed("after all that");
        }
    }

    private static String health(GatewayProcess gateway) {
        return RawHttp.request(port(gateway, Addresses.MANAGEMENT), "GET", "/observe/health")
                .header("Host: 127.0.0.1")
                .send()
                .body();
    }

    private static int port(GatewayProcess gateway, String port) {
        return Integer.parseInt(gateway.setting(port));
    }

    private static SSLSocket connect(GatewayProcess gateway, String port) throws IOException {
        SSLSocket socket = (SSLSocket)
                TestCertificate.anyone().createSocket(InetAddress.getLoopbackAddress(), port(gateway, port));
        socket.setSoTimeout((int) LIMIT.toMillis());
        socket.startHandshake();
        return socket;
    }

    private static String shown(GatewayProcess gateway, String port) throws IOException {
        try (SSLSocket socket = connect(gateway, port)) {
            return ((X509Certificate) socket.getSession().getPeerCertificates()[0])
                    .getSubjectX500Principal()
                    .getName();
        }
    }

    private static void shownOnAll(GatewayProcess gateway, String name) throws IOException {
        for (String port : PORTS) {
            assertThat(shown(gateway, port)).as(port).isEqualTo("CN=" + name);
        }
    }

    /** One connection to each port, which stays open. */
    private static final class Callers implements AutoCloseable {

        private final GatewayProcess gateway;
        private final SSLSocket http;
        private final SSLSocket stomp;
        private final Connection openWire;

        Callers(GatewayProcess gateway) throws Exception {
            this.gateway = gateway;
            http = CertificateChangeIT.connect(gateway, Addresses.HTTP);
            stomp = CertificateChangeIT.connect(gateway, Addresses.STOMP);
            Credentials sender = new Credentials(
                    "staffetta",
                    Files.readString(gateway.home().resolve("data/broker-password"))
                            .strip());
            openWire = BrokerConnections.factory(
                            "ssl://127.0.0.1:" + gateway.setting(Addresses.OPENWIRE) + "?socket.verifyHostName=false",
                            sender,
                            TestCertificate.everybody())
                    .createConnection();
            openWire.start();
            write(
                    stomp,
                    "CONNECT\naccept-version:1.2\nhost:x\nlogin:staffetta\npasscode:" + sender.password() + "\n\n\0");
            assertThat(read(stomp, "\0")).startsWith("CONNECTED");
        }

        void allAreServed(String text) throws Exception {
            write(
                    http,
                    "GET /v1/hold HTTP/1.1\r\nHost: sms.example\r\nAuthorization: Bearer " + gateway.adminToken()
                            + "\r\n\r\n");
            assertThat(read(http, "}")).startsWith("HTTP/1.1 200");
            write(
                    stomp,
                    "SEND\ndestination:/queue/sms.outbound\nto:+393330000001\nreceipt:1\n\n" + text + " by stomp\0");
            assertThat(read(stomp, "\0")).contains("RECEIPT");
            try (Session session = openWire.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
                TextMessage message = session.createTextMessage(text + " by openwire");
                message.setStringProperty("to", "+393330000001");
                session.createProducer(session.createQueue("sms.outbound")).send(message);
            }
            await().atMost(LIMIT)
                    .until(() -> gateway.providers().received().stream()
                                    .filter(one -> one.text().startsWith(text))
                                    .count()
                            == 2);
        }

        private static void write(SSLSocket socket, String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(UTF_8));
            socket.getOutputStream().flush();
        }

        private static String read(SSLSocket socket, String end) throws IOException {
            InputStream in = socket.getInputStream();
            StringBuilder said = new StringBuilder();
            while (said.indexOf(end) < 0) {
                int c = in.read();
                assertThat(c).as(said.toString()).isNotNegative();
                said.append((char) c);
            }
            return said.toString();
        }

        @Override
        public void close() throws IOException, JMSException {
            openWire.close();
            stomp.close();
            http.close();
        }
    }
}
