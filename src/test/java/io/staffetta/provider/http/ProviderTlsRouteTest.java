package io.staffetta.provider.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.message.Outcome;
import io.staffetta.provider.NotSentException;
import io.staffetta.provider.Routes;
import io.staffetta.provider.ScriptedProvider;
import io.staffetta.provider.Submission;
import io.staffetta.provider.SubmissionException;
import io.staffetta.provider.TlsServerSocket;
import io.staffetta.provider.UnknownOutcomeException;
import io.staffetta.provider.table.Samples;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Submissions over TLS, to providers whose certificate the Java runtime trusts, and to others. */
class ProviderTlsRouteTest {

    private static final String TRUST_STORE = "javax.net.ssl.trustStore";
    private static final String TRUST_PASSWORD = "javax.net.ssl.trustStorePassword";
    private static final int TIMEOUT = 20_000;

    @TempDir
    private static Path folder;

    private static Path store;
    private static Routes trusting;
    private static Routes hasty;
    private static Routes unreadable;

    @BeforeAll
    static void start() throws Exception {
        store = TlsServerSocket.makeCertificate(folder);
        hasty = new Routes(300, TIMEOUT);
        // As java.options may say it.
        Path trust = TlsServerSocket.makeTrust(store);
        Path other = Files.copy(trust, trust.resolveSibling("other.p12"));
        try {
            System.setProperty(TRUST_STORE, other.toString());
            unreadable = new Routes(TIMEOUT, TIMEOUT);
            System.setProperty(TRUST_STORE, trust.toString());
            System.setProperty(TRUST_PASSWORD, TlsServerSocket.PASSWORD);
            trusting = new Routes(TIMEOUT, TIMEOUT);
        } finally {
            System.clearProperty(TRUST_STORE);
            System.clearProperty(TRUST_PASSWORD);
        }
    }

    @AfterAll
    static void stop() {
        trusting.close();
        hasty.close();
        unreadable.close();
    }

    private static Submission submission(String host, int port) {
        Map<String, String> fields = Map.of("username", "username-1", "password", "s3cr&t+");
        return Samples.submission(Samples.account("kpnqwest", "https://" + host + ":" + port + "/", fields, 1));
    }

    private static Submission submission(ScriptedProvider provider) {
        return submission("localhost", provider.port());
    }

    private static void assertNotSent(SubmissionException failure, String... words) {
        assertThat(failure).isInstanceOf(NotSentException.class).hasMessageContainingAll(words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void submitsAndUsesAConnectionAgain(String protocol) throws Exception {
        try (ScriptedProvider provider =
                new ScriptedProvider(new TlsServerSocket(store, protocol), ScriptedProvider.answers(200, "OK 17"))) {
            for (int i = 0; i < 5; i++) {
                assertThat(trusting.reference(submission(provider))).isEqualTo("17");
            }

            assertThat(provider.requests).hasSize(5);
            assertThat(provider.connections).hasValue(1);
        }
    }

    @Test
    void countsTheBytesOfTheRequestBeforeEncryption() throws Exception {
        try (ScriptedProvider provider =
                new ScriptedProvider(new TlsServerSocket(store, "TLSv1.3"), (request, connection) -> false)) {
            UnknownOutcomeException failure = (UnknownOutcomeException) trusting.failure(submission(provider));

            assertThat(failure).hasMessageStartingWith("the connection was closed after the request was written; ");
            assertThat(failure.unknown().progress().orElseThrow().bytesSent())
                    .isEqualTo(provider.requests.get(0).bytes());
        }
    }

    @Test
    void hasSentNothingWhenTheCertificateIsNotTrusted() throws Exception {
        try (ScriptedProvider provider =
                new ScriptedProvider(new TlsServerSocket(store, "TLSv1.3"), ScriptedProvider.answers(200, "OK"))) {
            try (Routes others = new Routes(TIMEOUT, TIMEOUT)) {
                assertNotSent(others.failure(submission(provider)), "cannot trust localhost:");
            }
            assertThat(provider.requests).isEmpty();
        }
    }

    @Test
    void hasSentNothingWhenTheTrustStoreCannotBeRead() throws Exception {
        try (ScriptedProvider provider =
                new ScriptedProvider(new TlsServerSocket(store, "TLSv1.3"), ScriptedProvider.answers(200, "OK"))) {
            assertNotSent(unreadable.failure(submission(provider)), "cannot trust localhost:", "trustAnchors");
        }
    }

    @Test
    void hasSentNothingWhenTheCertificateIsForAnotherName() throws Exception {
        try (ScriptedProvider provider =
                new ScriptedProvider(new TlsServerSocket(store, "TLSv1.3"), ScriptedProvider.answers(200, "OK"))) {
            assertNotSent(trusting.failure(submission("127.0.0.1", provider.port())), "cannot trust 127.0.0.1:");
            assertThat(provider.requests).isEmpty();
        }
    }

    @Test
    void hasSentNothingWhenTheProviderSpeaksNoTls() throws Exception {
        try (ServerSocket server = new ServerSocket(0)) {
            Thread answering = new Thread(() -> {
                try (Socket socket = server.accept()) {
                    socket.getOutputStream().write(ScriptedProvider.response(400, "x".repeat(10_000)));
                    socket.getInputStream().readAllBytes();
                } catch (IOException e) {
                    // The gateway hung up.
                }
            });
            answering.start();

            SubmissionException failure = trusting.failure(submission("localhost", server.getLocalPort()));

            assertNotSent(failure, "cannot connect to localhost:", ": it does not speak TLS");
            answering.join();
        }
    }

    @Test
    void hasSentNothingWhenTheProviderHangsUpInTheHandshake() throws Exception {
        try (ServerSocket server = new ServerSocket(0)) {
            Thread closing = new Thread(() -> {
                try (Socket socket = server.accept()) {
                    assertThat(socket.getInputStream().read()).isPositive();
                } catch (IOException e) {
                    // The gateway hung up first.
                }
            });
            closing.start();

            assertNotSent(trusting.failure(submission("localhost", server.getLocalPort())), "localhost:");
            closing.join();
        }
    }

    @Test
    void hasSentNothingWhenTheHandshakeDoesNotEnd() throws Exception {
        try (ServerSocket silent = new ServerSocket(0)) {
            assertNotSent(
                    hasty.failure(submission("localhost", silent.getLocalPort())),
                    "cannot connect to localhost:",
                    ": it did not answer in time");
        }
    }

    @ParameterizedTest
    @CsvSource({"TLSv1.3, true", "TLSv1.3, false", "TLSv1.2, true", "TLSv1.2, false"})
    void believesTheEndOfTheConnectionToEndAnAnswerOnlyAfterAFarewell(String protocol, boolean farewell)
            throws Exception {
        TlsServerSocket server = new TlsServerSocket(store, protocol);
        try (ScriptedProvider provider = new ScriptedProvider(server, (request, connection) -> {
            connection.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\nOK 17".getBytes(StandardCharsets.US_ASCII));
            (farewell ? connection : server.under(connection)).close();
            return false;
        })) {
            if (farewell) {
                assertThat(trusting.reference(submission(provider))).isEqualTo("17");
            } else {
                // 17 may be the beginning of 1745.
                assertThat(trusting.failure(submission(provider)).outcome().kind())
                        .isEqualTo(Outcome.Kind.UNKNOWN);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void believesAnAnswerWhoseEndIsToldHoweverTheConnectionEnds(boolean farewell) throws Exception {
        TlsServerSocket server = new TlsServerSocket(store, "TLSv1.3");
        Semaphore closed = new Semaphore(0);
        try (ScriptedProvider provider = new ScriptedProvider(server, (request, connection) -> {
            connection.getOutputStream().write(ScriptedProvider.response(200, "OK 17"));
            (farewell ? connection : server.under(connection)).close();
            closed.release();
            return false;
        })) {
            for (int i = 1; i <= 5; i++) {
                assertThat(trusting.reference(submission(provider))).isEqualTo("17");
                assertThat(closed.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
                // Each comes on a connection that is known to be alive.
                assertThat(provider.connections).hasValue(i);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"TLSv1.3, true", "TLSv1.3, false", "TLSv1.2, true", "TLSv1.2, false"})
    void doesNotWriteToAConnectionThatTheProviderClosed(String protocol, boolean farewell) throws Exception {
        TlsServerSocket server = new TlsServerSocket(store, protocol);
        try (ScriptedProvider provider = new ScriptedProvider(server, ScriptedProvider.answers(200, "OK 17"))) {
            for (int i = 1; i <= 10; i++) {
                assertThat(trusting.reference(submission(provider))).isEqualTo("17");
                server.closeConnections(farewell);
                assertThat(provider.connections).hasValue(i);
            }
        }
    }

    @Test
    void takesBytesThatNobodyAskedForNeverForTheNextAnswer() throws Exception {
        TlsServerSocket server = new TlsServerSocket(store, "TLSv1.3");
        try (ScriptedProvider provider = new ScriptedProvider(server, ScriptedProvider.answers(200, "OK"))) {
            for (int i = 1; i <= 5; i++) {
                CountDownLatch both = new CountDownLatch(1);
                provider.then((request, connection) -> {
                    connection.getOutputStream().write(ScriptedProvider.response(200, "OK 17"));
                    connection.getOutputStream().write(ScriptedProvider.response(200, "OK 18"));
                    both.countDown();
                    return true;
                });
                assertThat(trusting.reference(submission(provider))).isEqualTo("17");
                assertThat(both.await(30, TimeUnit.SECONDS)).isTrue();
                assertThat(provider.connections).hasValue(i);
            }
        }
    }

    @Test
    void doesNotKnowWhenTheEncryptionBreaksAfterTheRequest() throws Exception {
        TlsServerSocket server = new TlsServerSocket(store, "TLSv1.3");
        try (ScriptedProvider provider = new ScriptedProvider(server, (request, connection) -> {
            server.under(connection).getOutputStream().write(ScriptedProvider.response(200, "OK 17"));
            return false;
        })) {
            SubmissionException failure = trusting.failure(submission(provider));

            assertThat(failure.outcome().kind()).isEqualTo(Outcome.Kind.UNKNOWN);
            assertThat(failure.getMessage()).hasSizeLessThan(300);
        }
    }
}
