package io.staffetta.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.account.Account;
import io.staffetta.provider.table.Samples;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/** Calls that no thread waits for. */
class AsynchronousCallRouteTest {

    private static final int TIMEOUT = 20_000;

    /** A call under way: how often its end was told, and with what. */
    private record Begun(AtomicInteger ends, CompletableFuture<Exchange> end) {
        SubmissionException failure() throws Exception {
            return (SubmissionException) end.get(30, TimeUnit.SECONDS).getException();
        }
    }

    private static Submission submission(String url, String id, int concurrency) {
        Map<String, String> fields = Map.of("username", "username-1", "password", "s3cr&t+");
        return Samples.submission(Samples.named(Samples.account("kpnqwest", url, fields, concurrency), id));
    }

    private static AsyncProducer producer(Routes routes) throws Exception {
        AsyncProducer producer =
                routes.context().getEndpoint("direct:provider-kpnqwest").createAsyncProducer();
        producer.start();
        return producer;
    }

    private static Begun begin(AsyncProducer producer, Submission submission) {
        Begun begun = new Begun(new AtomicInteger(), new CompletableFuture<>());
        Exchange exchange = producer.getEndpoint().createExchange();
        exchange.setVariable("submission", submission);
        producer.process(exchange, atOnce -> {
            begun.ends().incrementAndGet();
            begun.end().complete(exchange);
        });
        return begun;
    }

    @Test
    void has1000CallsOf200AccountsUnderWayWithoutAThreadForEach() throws Exception {
        CountDownLatch all = new CountDownLatch(1000);
        CountDownLatch enough = new CountDownLatch(1);
        try (Routes routes = new Routes(TIMEOUT, TIMEOUT);
                ScriptedProvider provider = new ScriptedProvider((request, connection) -> {
                    all.countDown();
                    enough.await();
                    connection.getOutputStream().write(ScriptedProvider.response(200, "OK 17"));
                    return true;
                })) {
            AsyncProducer producer = producer(routes);
            List<Begun> calls = new ArrayList<>();
            for (int i = 0; i < 1200; i++) {
                calls.add(begin(producer, submission(provider.url("/"), "account-" + i % 200, 5)));
            }

            assertThat(all.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(provider.connections).hasValue(1000); // Five for each account, while one call of each waits.
            assertThat(Thread.getAllStackTraces().keySet())
                    .filteredOn(thread -> thread.getName().startsWith("provider-"))
                    .hasSizeLessThanOrEqualTo(20);
            enough.countDown();
            for (Begun call : calls) {
                assertThat(call.end().get(30, TimeUnit.SECONDS).getMessage().getBody(String.class))
                        .isEqualTo("17");
                assertThat(call.ends()).hasValue(1);
            }
            assertThat(provider.connections).hasValue(1000);
        }
    }

    @Test
    void understandsLargeAnswersBesideTheThreadOfAllCalls() throws Exception {
        try (Routes routes = new Routes(TIMEOUT, TIMEOUT);
                ScriptedProvider provider = new ScriptedProvider((request, connection) -> {
                    int padding = request.body().contains("large") ? 100_000 : 0;
                    connection.getOutputStream().write(ScriptedProvider.response(200, "OK 17" + " ".repeat(padding)));
                    return true;
                })) {
            AsyncProducer producer = producer(routes);
            Submission small = submission(provider.url("/"), "one", 1);
            Map<String, String> threads = new ConcurrentHashMap<>();
            for (Submission each : List.of(small, Samples.submission(small.account(), "large"))) {
                Exchange exchange = producer.getEndpoint().createExchange();
                exchange.setVariable("submission", each);
                CountDownLatch ended = new CountDownLatch(1);
                producer.process(exchange, atOnce -> {
                    threads.put(each.text(), Thread.currentThread().getName());
                    ended.countDown();
                });
                assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
                assertThat(exchange.getMessage().getBody(String.class)).isEqualTo("17");
            }
            assertThat(threads.get(small.text())).startsWith("provider-calls-");
            assertThat(threads.get("large")).startsWith("provider-answers-");
        }
    }

    @Test
    void endsOnceWhereverTheAnswerIsCut() throws Exception {
        String answer = """
                HTTP/1.1 100 Continue

                HTTP/1.1 200 OK
                Transfer-Encoding: chunked

                3
                OK\s
                2
                17
                0

                """;
        byte[] whole = answer.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);
        AtomicInteger length = new AtomicInteger();
        try (Routes routes = new Routes(TIMEOUT, TIMEOUT);
                ScriptedProvider provider = new ScriptedProvider((request, connection) -> {
                    connection.getOutputStream().write(Arrays.copyOf(whole, length.get()));
                    return false;
                })) {
            AsyncProducer producer = producer(routes);
            for (int i = 0; i <= whole.length; i++) {
                length.set(i);
                Begun call = begin(producer, submission(provider.url("/"), "one", 1));
                SubmissionException failure = call.failure();
                if (i < whole.length) {
                    assertThat(failure).as("%d bytes", i).isInstanceOf(UnknownOutcomeException.class);
                } else {
                    assertThat(failure).isNull();
                }
                assertThat(call.ends()).hasValue(1);
            }
            assertThat(provider.requests).hasSize(whole.length + 1);
        }
    }

    @Test
    void tellsOfEachCallUnderWayHowFarItCameWhenTheGatewayStops() throws Exception {
        CountDownLatch written = new CountDownLatch(1);
        try (ScriptedProvider provider = new ScriptedProvider((request, connection) -> {
            written.countDown();
            new CountDownLatch(1).await(60, TimeUnit.SECONDS);
            return false;
        })) {
            Routes routes = new Routes(TIMEOUT, TIMEOUT);
            routes.context().getShutdownStrategy().setTimeout(1);
            AsyncProducer producer = producer(routes);
            Begun sent = begin(producer, submission(provider.url("/"), "one", 1));
            assertThat(written.await(30, TimeUnit.SECONDS)).isTrue();
            Begun waiting = begin(producer, submission(provider.url("/"), "one", 1));

            routes.close();

            assertThat(sent.failure())
                    .isInstanceOf(UnknownOutcomeException.class)
                    .hasMessageStartingWith("the gateway stopped after the request was written; ");
            assertThat(waiting.failure()).isInstanceOf(NotSentException.class);
            assertThat(sent.ends()).hasValue(1);
            assertThat(waiting.ends()).hasValue(1);
        }
    }

    @Test
    void changesTheNumberOfConnectionsWithTheAccount() throws Exception {
        try (Routes routes = new Routes(TIMEOUT, TIMEOUT);
                ScriptedProvider provider = new ScriptedProvider(ScriptedProvider.answers(200, "OK 17"))) {
            Account account = submission(provider.url("/"), "one", 1).account();
            AsyncProducer producer = producer(routes);
            List<Begun> calls = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                calls.add(begin(producer, submission(provider.url("/"), account.id(), i < 50 ? 1 : 3)));
            }
            for (Begun call : calls) {
                assertThat(call.failure()).isNull();
            }
            assertThat(provider.connections).hasValueBetween(1, 3);
        }
    }
}
