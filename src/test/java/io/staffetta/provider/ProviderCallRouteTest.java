package io.staffetta.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.account.Account;
import io.staffetta.message.Outcome;
import io.staffetta.message.RequestProgress;
import io.staffetta.provider.table.Samples;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the shipped routes make of providers that fail, cheat or go away. */
class ProviderCallRouteTest {

    private static final int RESPONSE_TIMEOUT = 700;
    private static Routes routes;

    private final ScriptedProvider provider = new ScriptedProvider(ScriptedProvider.answers(200, "OK"));

    @BeforeAll
    static void start() {
        routes = new Routes(300, RESPONSE_TIMEOUT);
    }

    @AfterAll
    static void stop() {
        routes.close();
    }

    @AfterEach
    void close() throws Exception {
        provider.close();
    }

    private static Submission submission(String url, int concurrency) {
        Account account =
                Samples.account("kpnqwest", url, Map.of("username", "username-1", "password", "s3cr&t+"), concurrency);
        return Samples.submission(account);
    }

    private Submission submission() {
        return submission(provider.url("/"), 4);
    }

    /** Says how far a call came, which must be the whole of the request that the provider saw. */
    private RequestProgress assertUnknown(String detail, RequestProgress.Phase phase, String statusLine) {
        SubmissionException failure = routes.failure(submission());

        assertThat(failure.outcome().kind()).isEqualTo(Outcome.Kind.UNKNOWN);
        RequestProgress progress =
                ((UnknownOutcomeException) failure).unknown().progress().orElseThrow();
        assertThat(failure).hasMessage(detail + "; " + progress.words());
        assertThat(progress.phase()).isEqualTo(phase);
        assertThat(progress.statusLine()).isEqualTo(statusLine);
        assertThat(provider.requests).hasSize(1);
        assertThat(progress.bytesSent()).isEqualTo(provider.requests.get(0).bytes());
        assertThat(progress.millis()).isLessThan(10L * RESPONSE_TIMEOUT);
        return progress;
    }

    private static void assertNotSent(SubmissionException failure, String detail) {
        assertThat(failure.outcome().kind()).isEqualTo(Outcome.Kind.NOT_SENT);
        assertThat(failure).hasMessage(detail);
    }

    @Test
    void hasSentNothingWhenTheConnectionIsRefused() throws Exception {
        provider.close();

        assertNotSent(
                routes.failure(submission()),
                "cannot connect to localhost:" + provider.port() + ": connection refused");
    }

    @Test
    void hasSentNothingWhenTheNameIsUnknown() {
        assertNotSent(
                routes.failure(submission("https://sms.invalid/", 4)),
                "cannot connect to sms.invalid:443: its name is not known");
    }

    @Test
    void hasSentNothingWhenNobodyAnswersTheConnection() throws Exception {
        try (ServerSocket full = new ServerSocket(0, 1);
                Socket first = new Socket("localhost", full.getLocalPort());
                Socket second = new Socket("localhost", full.getLocalPort())) {
            assertThat(first.isConnected() && second.isConnected()).isTrue();

            assertNotSent(
                    routes.failure(submission("http://127.0.0.1:" + full.getLocalPort() + "/", 4)),
                    "cannot connect to 127.0.0.1:" + full.getLocalPort() + ": it did not answer in time");
        }
    }

    @Test
    void hasSentNothingWhenAllConnectionsAreInUse() throws Exception {
        CountDownLatch taken = new CountDownLatch(1);
        CountDownLatch enough = new CountDownLatch(1);
        provider.then((request, connection) -> {
            taken.countDown();
            enough.await();
            connection.getOutputStream().write(ScriptedProvider.response(200, "OK"));
            return true;
        });
        Submission submission = submission(provider.url("/"), 1);
        CompletableFuture<String> first = CompletableFuture.supplyAsync(() -> routes.reference(submission));
        taken.await();

        assertNotSent(
                routes.failure(submission),
                "all connections that the account may have to localhost:" + provider.port() + " are in use");
        enough.countDown();
        assertThat(first.get(5, TimeUnit.SECONDS)).isEmpty();
    }

    @Test
    void doesNotKnowWhenTheProviderHangsUpAfterTheRequest() {
        provider.then((request, connection) -> false);

        RequestProgress progress = assertUnknown(
                "the connection was closed after the request was written", RequestProgress.Phase.WAIT, "");

        assertThat(progress.words()).contains(" bytes of the request were sent, nothing came back, ");
    }

    @Test
    void doesNotKnowWhenTheProviderResetsTheConnection() {
        provider.then((request, connection) -> {
            connection.setSoLinger(true, 0);
            return false;
        });

        assertUnknown("the connection was reset after the request was written", RequestProgress.Phase.WAIT, "");
    }

    @Test
    void doesNotKnowWhenNoAnswerComesInTime() {
        provider.then((request, connection) -> {
            // The gateway gives up long before, and closes the connection.
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(60));
            return false;
        });

        assertThat(assertUnknown("no answer within 700 ms", RequestProgress.Phase.WAIT, "")
                        .millis())
                .isGreaterThanOrEqualTo(RESPONSE_TIMEOUT);
    }

    @Test
    void doesNotWaitLongerForAnAnswerThatTrickles() {
        AtomicInteger bytes = new AtomicInteger();
        provider.then((request, connection) -> {
            connection
                    .getOutputStream()
                    .write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            while (bytes.incrementAndGet() < 1000) {
                connection.getOutputStream().write('O');
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            }
            return false;
        });
        long began = System.nanoTime();

        assertUnknown("no whole answer within 700 ms", RequestProgress.Phase.ANSWER, "HTTP/1.1 200 OK");
        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began)).isLessThan(10L * RESPONSE_TIMEOUT);
    }

    @Test
    void refusesToReadAnAnswerOver1MiB() {
        provider.then(ScriptedProvider.answers(200, "x".repeat(2 << 20)));

        assertUnknown("answer over 1 MiB", RequestProgress.Phase.ANSWER, "HTTP/1.1 200 Some reason");
    }

    @Test
    void refusesToReadAnAnswerOver1MiBThatDoesNotTellItsLength() {
        provider.then((request, connection) -> {
            OutputStream out = connection.getOutputStream();
            out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            out.write(new byte[2 << 20]);
            return false;
        });

        assertUnknown("answer over 1 MiB", RequestProgress.Phase.ANSWER, "HTTP/1.1 200 OK");
    }

    private void answersCompressed(String encoding, byte[] body) {
        provider.then((request, connection) -> {
            OutputStream out = connection.getOutputStream();
            out.write(("HTTP/1.1 200 OK\r\n" + (encoding.isEmpty() ? "" : "Content-Encoding: " + encoding + "\r\n")
                            + "Content-Length: " + body.length + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.write(body);
            return true;
        });
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(content);
        }
        return zipped.toByteArray();
    }

    private static byte[] deflate(byte[] content, boolean bare) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (DeflaterOutputStream out =
                new DeflaterOutputStream(zipped, new Deflater(Deflater.DEFAULT_COMPRESSION, bare))) {
            out.write(content);
        }
        return zipped.toByteArray();
    }

    @Test
    void readsAnAnswerThatComesCompressedThoughNotAskedFor() throws Exception {
        byte[] ok = "OK 17".getBytes(StandardCharsets.US_ASCII);
        Map<String, byte[]> answers = new LinkedHashMap<>();
        answers.put("gzip", gzip(ok));
        answers.put("x-gzip", gzip(ok));
        answers.put("GZip", gzip(ok));
        answers.put("", gzip(ok));
        answers.put("gzip, gzip", gzip(gzip(ok)));
        answers.put("deflate", deflate(ok, false));
        answers.put("DEFLATE", deflate(ok, true));
        answers.put("gzip ", ok); // Announced, and not done.
        answers.put("deflate ", ok);
        answers.put("identity", ok);
        answers.put("utf-8", ok);

        answers.forEach((encoding, body) -> {
            answersCompressed(encoding, body);
            assertThat(routes.reference(submission())).as(encoding).isEqualTo("17");
        });
        assertThat(provider.requests.get(0).header("Accept-Encoding")).isEqualTo("identity");
    }

    @Test
    void inflatesNoAnswerBeyond1MiB() throws Exception {
        for (byte[] bomb :
                List.of(gzip(new byte[64 << 20]), gzip(gzip(new byte[64 << 20])), deflate(new byte[64 << 20], false))) {
            answersCompressed(bomb[0] == 0x1F ? "gzip" : "deflate", bomb);
            provider.requests.clear();

            assertUnknown("answer over 1 MiB", RequestProgress.Phase.ANSWER, "HTTP/1.1 200 OK");
        }
    }

    @Test
    void doesNotKnowWhatADamagedCompressedAnswerSays() throws Exception {
        byte[] whole = gzip("OK 17".getBytes(StandardCharsets.US_ASCII));
        answersCompressed("gzip", Arrays.copyOf(whole, whole.length - 9));

        assertThat(routes.failure(submission()).outcome().kind()).isEqualTo(Outcome.Kind.UNKNOWN);
    }

    @Test
    void takesNoBytesForTheAnswerThatCameBeforeTheRequest() throws Exception {
        AtomicInteger accepted = new AtomicInteger();
        try (ServerSocket server = new ServerSocket(0)) {
            Thread first = new Thread(() -> {
                try {
                    while (true) {
                        Socket socket = server.accept();
                        accepted.incrementAndGet();
                        socket.getOutputStream().write(ScriptedProvider.response(200, "OK 1"));
                        socket.getOutputStream().flush();
                    }
                } catch (IOException e) {
                    // Closed at the end of the test.
                }
            });
            first.setDaemon(true);
            first.start();
            String url = "http://localhost:" + server.getLocalPort() + "/";
            // The first connection may be slower to be accepted than it is to be written to.
            boolean notSent = false;
            for (int i = 0; i < 20 && !notSent; i++) {
                Exchange exchange = routes.submit(submission(url, 1));
                notSent = exchange.getException() instanceof NotSentException
                        && exchange.getException()
                                .getMessage()
                                .endsWith("before the request, so the connection was dropped");
            }
            assertThat(notSent).isTrue();
            assertThat(accepted.get()).isPositive();
        }
    }

    @Test
    void dropsAConnectionOnWhichTheProviderSendsSomethingBetweenRequests() throws Exception {
        AtomicInteger ids = new AtomicInteger();
        List<Integer> ports = new CopyOnWriteArrayList<>();
        provider.then((request, connection) -> {
            ports.add(connection.getPort());
            byte[] one = ScriptedProvider.response(200, "OK " + ids.incrementAndGet());
            byte[] tooMany = ScriptedProvider.response(200, "OK 999");
            ByteArrayOutputStream both = new ByteArrayOutputStream();
            both.write(one);
            both.write(tooMany); // With the answer, and so on every connection.
            connection.getOutputStream().write(both.toByteArray());
            return true;
        });

        for (int i = 1; i <= 5; i++) {
            assertThat(routes.reference(submission(provider.url("/"), 1))).isEqualTo(Integer.toString(i));
        }
        assertThat(ports).doesNotHaveDuplicates();
    }

    @Test
    void refusesToReadHeadersWithoutEnd() {
        provider.then((request, connection) -> {
            OutputStream out = connection.getOutputStream();
            out.write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < 1000; i++) {
                out.write(("X-" + i + ": x\r\n").getBytes(StandardCharsets.US_ASCII));
            }
            return true;
        });

        assertUnknown(
                "the answer broke off or is no HTTP (TooLongHttpHeaderException)", RequestProgress.Phase.WAIT, "");
    }

    @Test
    void doesNotKnowWhenTheProviderResetsTheConnectionInTheMiddleOfItsAnswer() {
        provider.then((request, connection) -> {
            connection
                    .getOutputStream()
                    .write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf".getBytes(StandardCharsets.US_ASCII));
            // Time for the half to be read: on some systems a reset drops what is not.
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
            connection.setSoLinger(true, 0);
            return false;
        });

        assertUnknown(
                "the connection was reset in the middle of the answer",
                RequestProgress.Phase.ANSWER,
                "HTTP/1.1 200 OK");
    }

    @Test
    void isBusyWhereARefusalBreaksOffOrNeverEnds() {
        provider.then((request, connection) -> {
            connection
                    .getOutputStream()
                    .write(
                            "HTTP/1.1 503 Busy\r\nRetry-After: Sunday, 22-Nov-99 10:00:00 GMT\r\nContent-Length: 9\r\n\r\nhalf"
                                    .getBytes(StandardCharsets.US_ASCII));
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(60)); // The gateway gives up long before.
            return false;
        });

        assertThat(routes.failure(submission()))
                .isInstanceOf(BusyException.class)
                .hasMessage("KPNQwest answered HTTP 503, and then: no whole answer within 700 ms");
        provider.then(ScriptedProvider.answers(429, "x".repeat(2 << 20)));
        assertThat(routes.failure(submission())).isInstanceOf(BusyException.class);
    }

    @Test
    void doesNotKnowWhenTheProviderHangsUpInTheMiddleOfItsAnswer() {
        provider.then((request, connection) -> {
            connection
                    .getOutputStream()
                    .write("HTTP/1.1 502 4711 x\r\nContent-Length: 9\r\n\r\nhalf".getBytes(StandardCharsets.US_ASCII));
            return false;
        });

        // A reason with digits may repeat a number.
        assertUnknown(
                "the connection was closed in the middle of the answer", RequestProgress.Phase.ANSWER, "HTTP/1.1 502");
    }

    @Test
    void doesNotKnowWhenTheProviderNeverReadsTheRequest() throws Exception {
        try (ServerSocket neverReads = new ServerSocket(0)) {
            String url = "http://localhost:" + neverReads.getLocalPort() + "/";
            Submission large = Samples.submission(submission(url, 4).account(), "x".repeat(32 << 20));

            UnknownOutcomeException failure = (UnknownOutcomeException) routes.failure(large);

            RequestProgress progress = failure.unknown().progress().orElseThrow();
            assertThat(progress.phase()).isEqualTo(RequestProgress.Phase.REQUEST);
            assertThat(progress.bytesSent()).isBetween(1L << 10, 31L << 20);
            assertThat(failure)
                    .hasMessage("the request could not be written within 700 ms; " + progress.words())
                    .hasMessageContaining(" bytes of the request were sent, not all of it, ");
        }
    }

    @Test
    void tellsWhatWasSentAlsoOfAnAnswerThatIsNotUnderstood() {
        provider.then(ScriptedProvider.answers(502, "X-Staffetta-RequestProgress: REQUEST 1 1 x", "bad gateway"));

        RequestProgress progress = assertUnknown(
                "KPNQwest answered HTTP 502: bad gateway", RequestProgress.Phase.MEANING, "HTTP/1.1 502 Some reason");

        assertThat(progress.words()).matches("\\d+ bytes of the request were sent, \\d+ ms in all");
    }

    @Test
    void countsTheBytesOfEachRequestOnAConnectionApart() {
        routes.reference(submission());
        provider.then((request, connection) -> false);
        provider.requests.clear();

        assertUnknown("the connection was closed after the request was written", RequestProgress.Phase.WAIT, "");
        assertThat(provider.connections).hasValue(1);
    }

    @Test
    void usesAConnectionAgain() {
        for (int i = 0; i < 5; i++) {
            routes.reference(submission());
        }

        assertThat(provider.requests).hasSize(5);
        assertThat(provider.connections).hasValue(1);
    }

    @Test
    void takesNoMoreConnectionsThanTheAccountHasConcurrency() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<String>> all = threads.invokeAll(Collections.nCopies(400, () -> routes.reference(submission())));
        threads.shutdown();

        for (Future<String> one : all) {
            one.get();
        }
        assertThat(provider.requests).hasSize(400);
        assertThat(provider.connections).hasValueLessThanOrEqualTo(4);
    }

    /** Camel makes a component when it is first asked for, and gives it to others before it has started it. */
    @Test
    void sendsTheVeryFirstSubmissionsOfSeveralAccountsAtOnce() throws Exception {
        int accounts = 4;
        ExecutorService threads = Executors.newFixedThreadPool(accounts);
        for (int round = 0; round < 20; round++) {
            try (Routes fresh = new Routes(5000, 5000)) {
                CyclicBarrier start = new CyclicBarrier(accounts);
                List<Callable<String>> first = new ArrayList<>();
                for (int i = 0; i < accounts; i++) {
                    Account account = Samples.named(submission().account(), "account-" + i);
                    first.add(() -> {
                        start.await();
                        return fresh.reference(Samples.submission(account));
                    });
                }
                for (Future<String> one : threads.invokeAll(first)) {
                    one.get();
                }
            }
        }
        threads.shutdown();
    }

    @Test
    void doesNotWriteToAConnectionThatTheProviderClosed() throws Exception {
        routes.reference(submission());
        provider.closeIdleConnections();

        routes.reference(submission());

        assertThat(provider.requests).hasSize(2);
        assertThat(provider.connections).hasValue(2);
    }

    @Test
    void givesEachAccountConnectionsOfItsOwn() {
        Account one = submission().account();
        Account other = Samples.named(one, "other");

        routes.reference(Samples.submission(one));
        routes.reference(Samples.submission(other));

        assertThat(provider.connections).hasValue(2);
    }

    @Test
    void callsNoAddressThatHoldsCredentials() {
        SubmissionException failure =
                routes.failure(submission("http://user:s3cr3t@localhost:" + provider.port() + "/", 4));

        assertThat(failure)
                .isInstanceOf(AccountUnusableException.class)
                .hasMessage("Account 'kpnqwest-1' has credentials in its url, where logs would show them");
        assertThat(provider.requests).isEmpty();
    }

    @Test
    void saysThatAnAddressIsMissing() {
        assertThat(routes.failure(submission("", 4)))
                .isInstanceOf(AccountUnusableException.class)
                .hasMessage("Account 'kpnqwest-1' has no url, and no address of KPNQwest is known");
    }
}
