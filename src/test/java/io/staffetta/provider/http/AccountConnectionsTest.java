package io.staffetta.provider.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.staffetta.provider.ProviderAnswer;
import io.staffetta.provider.ScriptedProvider;
import io.staffetta.provider.UnreadableAnswerException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How connections to providers are made, kept, shared and given up. */
class AccountConnectionsTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final AtomicLong now = new AtomicLong(System.nanoTime());
    private final AccountConnections connections =
            new AccountConnections(new CallSettings(TIMEOUT, TIMEOUT, AccountConnectionsTest::addresses, now::get));
    private final ScriptedProvider provider = new ScriptedProvider(ScriptedProvider.answers(200, "OK"));

    @AfterEach
    void close() throws Exception {
        connections.stop();
        provider.close();
    }

    /** On the first address of {@code two.test} nobody listens. */
    private static InetAddress[] addresses(String host) throws UnknownHostException {
        return switch (host) {
            case "two.test" -> new InetAddress[] {loopback(host, 2), loopback(host, 1)};
            case "none.test" -> new InetAddress[] {loopback(host, 2), loopback(host, 3)};
            default -> InetAddress.getAllByName(host);
        };
    }

    private static InetAddress loopback(String host, int last) throws UnknownHostException {
        return InetAddress.getByAddress(host, new byte[] {127, 0, 0, (byte) last});
    }

    private CompletableFuture<ProviderAnswer> call(String host, String path, int most) {
        FullHttpRequest request = new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1,
                HttpMethod.POST,
                path,
                Unpooled.wrappedBuffer("a=b".getBytes(StandardCharsets.US_ASCII)));
        request.headers().set("Host", host).set("Content-Length", "3");
        CompletableFuture<ProviderAnswer> ended = new CompletableFuture<>();
        connections.begin(
                new HttpCall(
                        new Origin(false, host, provider.port()), request, Clock.systemUTC(), (answer, failure) -> {
                            boolean first =
                                    failure == null ? ended.complete(answer) : ended.completeExceptionally(failure);
                            assertThat(first).isTrue();
                        }),
                new ProviderClient("one", most));
        return ended;
    }

    private static ProviderAnswer answer(CompletableFuture<ProviderAnswer> call) throws Exception {
        return call.get(30, TimeUnit.SECONDS);
    }

    private void answered(String... headersThenBody) throws Exception {
        provider.then(ScriptedProvider.answers(200, headersThenBody));
        assertThat(answer(call("localhost", "/", 1)).status()).isEqualTo(200);
    }

    private static Throwable failure(CompletableFuture<ProviderAnswer> call) throws Exception {
        try {
            throw new AssertionError("answered " + answer(call));
        } catch (ExecutionException e) {
            return e.getCause();
        }
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    @Test
    void triesEachAddressOfAName() throws Exception {
        assertThat(answer(call("two.test", "/", 1)).status()).isEqualTo(200);
        assertThat(provider.requests).hasSize(1);
    }

    @Test
    void hasSentNothingWhereNoAddressOfANameTakesTheConnection() throws Exception {
        assertThat(failure(call("none.test", "/", 1)))
                .isInstanceOf(NotConnectedException.class)
                .hasMessage("cannot connect to none.test:" + provider.port() + ": connection refused");
    }

    @Test
    void keepsAnUnusedConnectionForLessThan5Seconds() throws Exception {
        answered("OK");
        pass(Duration.ofMillis(3900));
        answered("OK");
        assertThat(provider.connections).hasValue(1);

        pass(Duration.ofSeconds(4));
        answered("OK");
        assertThat(provider.connections).hasValue(2);
    }

    @Test
    void keepsAnUnusedConnectionNoLongerThanTheProviderSays() throws Exception {
        answered("Keep-Alive: max=100, timeout=2", "OK");
        pass(Duration.ofMillis(1900));
        answered("keep-alive: TIMEOUT = 2", "OK");
        assertThat(provider.connections).hasValue(1);

        pass(Duration.ofSeconds(2));
        answered("Keep-Alive: timeout=600, max=1", "OK");
        assertThat(provider.connections).hasValue(2);
        pass(Duration.ofSeconds(4));
        answered("Keep-Alive: timeout=x", "OK");
        assertThat(provider.connections).hasValue(3);
        pass(Duration.ofMillis(3900));
        answered("OK");
        assertThat(provider.connections).hasValue(3);
    }

    @Test
    void usesNoConnectionAgainThatTheProviderWillClose() throws Exception {
        answered("Connection: close", "OK");
        answered("Keep-Alive: timeout=5, max=0", "Connection: Close", "OK");
        answered("OK");

        assertThat(provider.connections).hasValue(3);
    }

    @Test
    void usesNoConnectionForLongerThanAMinute() throws Exception {
        for (int i = 0; i <= 30; i++) {
            answered("OK");
            assertThat(provider.connections).hasValue(1);
            pass(Duration.ofSeconds(2));
        }
        // The one before was begun in time.
        answered("OK");
        assertThat(provider.connections).hasValue(2);
    }

    @Test
    void closesConnectionsThatNobodyUsesAnyMore() throws Exception {
        answered("OK");

        pass(Duration.ofSeconds(4));

        await().atMost(30, TimeUnit.SECONDS)
                .untilAsserted(() -> assertThat(provider.ended).hasValue(1));
        assertThat(provider.connections).hasValue(1);
    }

    private void serves500CallsAtOnce(int connectionsAtMost) throws Exception {
        List<CompletableFuture<ProviderAnswer>> calls = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            calls.add(call("localhost", "/" + i, connectionsAtMost));
        }
        for (CompletableFuture<ProviderAnswer> call : calls) {
            assertThat(answer(call).status()).isEqualTo(200);
        }
        assertThat(provider.connections).hasValueBetween(1, connectionsAtMost);
    }

    private List<String> paths() {
        return provider.requests.stream().map(ScriptedProvider.Request::path).toList();
    }

    @Test
    void servesManyCallsAtOnceWithFewConnections() throws Exception {
        serves500CallsAtOnce(3);

        assertThat(paths()).doesNotHaveDuplicates().hasSize(500);
    }

    @Test
    void servesCallsInTheOrderInWhichTheyCame() throws Exception {
        serves500CallsAtOnce(1);

        assertThat(paths())
                .isEqualTo(IntStream.range(0, 500).mapToObj(i -> "/" + i).toList());
    }

    @Test
    void closesTheConnectionsThatAreTooManyWhenThePoolShrinks() throws Exception {
        CountDownLatch all = new CountDownLatch(5);
        Semaphore answers = new Semaphore(0);
        provider.then((request, connection) -> {
            all.countDown();
            answers.acquire();
            connection.getOutputStream().write(ScriptedProvider.response(200, "OK"));
            return true;
        });
        List<CompletableFuture<ProviderAnswer>> calls = new CopyOnWriteArrayList<>();
        for (int i = 0; i < 5; i++) {
            calls.add(call("localhost", "/", 5));
        }
        assertThat(all.await(30, TimeUnit.SECONDS)).isTrue();
        for (int i = 0; i < 5; i++) {
            calls.add(call("localhost", "/", 2));
        }

        answers.release(10);

        for (CompletableFuture<ProviderAnswer> call : calls) {
            assertThat(answer(call).status()).isEqualTo(200);
        }
        await().atMost(30, TimeUnit.SECONDS)
                .untilAsserted(() -> assertThat(provider.ended).hasValue(3));
        assertThat(provider.connections).hasValue(5);
        assertThat(provider.requests).hasSize(10);
    }

    private List<CompletableFuture<ProviderAnswer>> underWay(int calls, int most, Semaphore answers) throws Exception {
        Semaphore come = new Semaphore(0);
        provider.then((request, connection) -> {
            come.release();
            answers.acquire();
            connection.getOutputStream().write(ScriptedProvider.response(200, "OK"));
            return true;
        });
        List<CompletableFuture<ProviderAnswer>> begun = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
            begun.add(call("localhost", "/", most));
            assertThat(come.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
        }
        return begun;
    }

    @Test
    void hasAConnectionReadyWhereOthersAreInUse() throws Exception {
        Semaphore answers = new Semaphore(0);
        List<CompletableFuture<ProviderAnswer>> calls = underWay(3, 5, answers);

        await().untilAsserted(() -> assertThat(provider.connections).hasValue(4));

        calls.addAll(underWay(1, 5, answers));
        assertThat(provider.connections).as("it was made ahead").hasValue(4);
        calls.addAll(underWay(1, 5, answers));
        answers.release(5);
        for (CompletableFuture<ProviderAnswer> call : calls) {
            assertThat(answer(call).status()).isEqualTo(200);
        }
        assertThat(provider.connections).hasValue(5);
    }

    @Test
    void makesNoConnectionAheadForOneCallAtATimeNorOneTooMany() throws Exception {
        Semaphore answers = new Semaphore(4);
        for (int i = 0; i < 4; i++) {
            assertThat(answer(underWay(1, 3, answers).get(0)).status()).isEqualTo(200);
        }
        assertThat(provider.connections).hasValue(1);

        List<CompletableFuture<ProviderAnswer>> calls = underWay(3, 3, answers);
        CompletableFuture<ProviderAnswer> waiting = call("localhost", "/", 3);
        answers.release(4);
        for (CompletableFuture<ProviderAnswer> call : calls) {
            assertThat(answer(call).status()).isEqualTo(200);
        }
        assertThat(answer(waiting).status()).isEqualTo(200);
        assertThat(provider.connections).hasValue(3);
    }

    @Test
    void writesNothingToAConnectionMadeAheadThatTheProviderCloses() throws Exception {
        Semaphore answers = new Semaphore(0);
        List<CompletableFuture<ProviderAnswer>> calls = underWay(3, 5, answers);
        await().untilAsserted(() -> assertThat(provider.connections).hasValue(4));
        answers.release(4);
        for (CompletableFuture<ProviderAnswer> call : calls) {
            assertThat(answer(call).status()).isEqualTo(200);
        }
        provider.closeIdleConnections();

        assertThat(answer(call("localhost", "/", 5)).status()).isEqualTo(200);

        assertThat(provider.connections).hasValue(5);
        assertThat(provider.requests).hasSize(4);
    }

    @Test
    void writesToNoConnectionThatTheProviderClosedAMomentAgo() throws Exception {
        for (int i = 1; i <= 50; i++) {
            answered("OK");
            provider.closeIdleConnections();
            assertThat(provider.requests).hasSize(i);
        }
        assertThat(provider.connections).hasValue(50);
    }

    @Test
    void doesNotKnowWhatBecameOfACallWhoseKeptConnectionTheProviderClosesWhileItIsWritten() throws Exception {
        answered("OK");
        provider.then((request, connection) -> {
            connection.setSoLinger(true, 0);
            return false;
        });

        assertThat(failure(call("localhost", "/", 1))).isInstanceOf(UnreadableAnswerException.class);
        assertThat(provider.requests).hasSize(2);
        assertThat(provider.connections).hasValue(1);
    }

    @Test
    void takesBytesThatNobodyAskedForNeverForTheNextAnswer() throws Exception {
        String answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK";
        byte[] two = (answer + "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nFALSE").getBytes(StandardCharsets.US_ASCII);
        for (int cut = answer.length(); cut < two.length; cut++) {
            // A part comes with the answer, and the rest by itself.
            int at = cut;
            CountDownLatch all = new CountDownLatch(1);
            provider.then((request, connection) -> {
                connection.setTcpNoDelay(true);
                connection.getOutputStream().write(two, 0, at);
                connection.getOutputStream().write(two, at, two.length - at);
                all.countDown();
                return true;
            });
            assertThat(answer(call("localhost", "/", 1)).body())
                    .as("%d bytes", at)
                    .isEqualTo("OK");
            assertThat(all.await(30, TimeUnit.SECONDS)).isTrue();

            provider.then(ScriptedProvider.answers(200, "Connection: close", "NEXT"));
            assertThat(answer(call("localhost", "/", 1)).body())
                    .as("%d bytes", at)
                    .isEqualTo("NEXT");
        }
    }

    @Test
    void tellsHowFarEachCallCameWhenAllAreAborted() throws Exception {
        CountDownLatch written = new CountDownLatch(1);
        provider.then((request, connection) -> {
            written.countDown();
            new CountDownLatch(1).await(60, TimeUnit.SECONDS);
            return false;
        });
        CompletableFuture<ProviderAnswer> sent = call("localhost", "/", 1);
        assertThat(written.await(30, TimeUnit.SECONDS)).isTrue();
        CompletableFuture<ProviderAnswer> waiting = call("localhost", "/", 1);

        connections.abort();

        assertThat(sent).isCompletedExceptionally();
        assertThat(waiting).isCompletedExceptionally();
        assertThat(failure(sent))
                .isInstanceOf(UnreadableAnswerException.class)
                .hasMessage("the gateway stopped after the request was written");
        assertThat(failure(waiting)).isInstanceOf(NotConnectedException.class);
        assertThat(failure(call("localhost", "/", 1)))
                .isInstanceOf(NotConnectedException.class)
                .hasMessage("the gateway is stopping");
    }
}
