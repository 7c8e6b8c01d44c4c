package io.staffetta.sandbox.wire;

import static io.staffetta.sandbox.WireClient.KPNQWEST;
import static io.staffetta.sandbox.WireClient.MESSAGENET;
import static io.staffetta.sandbox.WireClient.PLUS;
import static io.staffetta.sandbox.WireClient.TIM_CONSIP;
import static io.staffetta.sandbox.WireClient.TIM_EASYAPI;
import static io.staffetta.sandbox.WireClient.TIM_PROFESSIONAL;
import static io.staffetta.sandbox.WireClient.call;
import static io.staffetta.sandbox.WireClient.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.sandbox.ProviderSandbox;
import io.staffetta.sandbox.RunningSandbox;
import io.staffetta.sandbox.WireClient;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What came in: the list, its filters, and the counts, also with many requests at once. */
class SandboxReceivedTest {

    private static final String TO = "+393330000001";

    @RegisterExtension
    static final RunningSandbox RUNNING = new RunningSandbox();

    private final ProviderSandbox sandbox = RUNNING.get();

    @ParameterizedTest
    @EnumSource(WireClient.class)
    void listsWhatTheMessageSaid(WireClient wire) throws Exception {
        wire.send(sandbox, TO, "ciao");

        JsonNode message =
                SandboxJson.MAPPER.readTree(get(sandbox, "/received")).get(0);
        boolean hasSender = wire != KPNQWEST && wire != TIM_CONSIP;
        boolean hasId = wire == KPNQWEST || wire == TIM_EASYAPI;
        assertThat(message.get("provider").asText()).isEqualTo(wire.provider);
        assertThat(message.get("username").asText()).isEqualTo("demo");
        assertThat(message.get("to").asText()).isEqualTo(TO);
        assertThat(message.get("text").asText()).isEqualTo("ciao");
        assertThat(message.get("sender").asText()).isEqualTo(hasSender ? "ACME" : "");
        assertThat(message.get("id").asText()).isEqualTo(hasId ? "m-1" : "");
        assertThat(message.get("reference").asText()).containsOnlyDigits();
        assertThat(message.get("at").asText()).matches("20\\d\\d-.*Z");
    }

    @Test
    void writesEveryRecipientInTheSameForm() throws Exception {
        for (WireClient wire : List.of(MESSAGENET, KPNQWEST, PLUS, TIM_CONSIP)) {
            wire.send(sandbox, "393330000001", wire.provider);
        }
        TIM_PROFESSIONAL.send(sandbox, TO, "tim");

        assertThat(sandbox.received()).hasSize(5).extracting(Received::to).containsOnly(TO);
        assertThat(sandbox.received().get(0))
                .hasToString("Received[messagenet " + sandbox.received().get(0).reference() + "]");
    }

    @ParameterizedTest(name = "{0} lists {1}")
    @CsvSource({
        "'', abcd",
        "?to=%2B393330000001, abd",
        "?to=+393330000001, abd",
        "?to=393330000002, c",
        "?provider=kpnqwest, a",
        "?provider=tim, cd",
        "?provider=tim-consip, c",
        "?provider=ti, ''",
        "?provider=tim&to=%2B393330000002, c",
        "?limit=2, cd",
        "?limit=0, ''",
    })
    void filtersTheListAndKeepsTheLast(String query, String texts) throws Exception {
        KPNQWEST.send(sandbox, TO, "a");
        PLUS.send(sandbox, TO, "b");
        TIM_CONSIP.send(sandbox, "+393330000002", "c");
        TIM_EASYAPI.send(sandbox, TO, "d");

        List<String> found = new ArrayList<>();
        SandboxJson.MAPPER
                .readTree(get(sandbox, "/received" + query))
                .forEach(message -> found.add(message.get("text").asText()));

        assertThat(String.join("", found)).isEqualTo(texts);
    }

    @Test
    void saysWhatALimitMustBe() throws Exception {
        HttpResponse<String> answer = call(sandbox, "GET", "/received?limit=-1", "");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).startsWith("'limit' must be a whole number, 0 to");
    }

    @Test
    void clearsMessagesCountsAndAttempts() throws Exception {
        KPNQWEST.send(sandbox, TO, "ciao");
        KPNQWEST.send(sandbox, TO, "ciao");
        assertThat(get(sandbox, "/received/count"))
                .isEqualTo("{\"taken\":2,\"requests\":2,\"asked\":0,\"byProvider\":{\"kpnqwest\":2},\"twice\":1,"
                        + "\"mostAtOnce\":{\"kpnqwest\":1}}");

        assertThat(call(sandbox, "DELETE", "/received", "").statusCode()).isEqualTo(204);

        assertThat(get(sandbox, "/received")).isEqualTo("[]");
        assertThat(get(sandbox, "/received/count"))
                .isEqualTo("{\"taken\":0,\"requests\":0,\"asked\":0,\"byProvider\":{},\"twice\":0,\"mostAtOnce\":{}}");
        KPNQWEST.send(sandbox, TO, "ciao");
        assertThat(sandbox.counts().twice()).isZero();
    }

    @Test
    void countsRightUnderTwoThousandConcurrentRequests() {
        sandbox.latency(Duration.ofMillis(500));
        Vertx vertx = Vertx.vertx();
        try {
            HttpClient client = vertx.createHttpClient(new HttpClientOptions().setMaxPoolSize(2_000));
            List<Future<Integer>> answers = IntStream.range(0, 2_000)
                    .mapToObj(i -> post(client, i % 2 == 0 ? MESSAGENET : KPNQWEST, i))
                    .toList();
            assertThat(answers)
                    .extracting(answer ->
                            answer.toCompletionStage().toCompletableFuture().join())
                    .containsOnly(200);
        } finally {
            sandbox.latency(Duration.ZERO);
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }

        // 1,900 different texts, of which the last 100 requests repeat the first 100.
        Counts counts = sandbox.counts();
        assertThat(counts)
                .isEqualTo(new Counts(
                        2_000, 2_000, 0, Map.of("messagenet", 1_000L, "kpnqwest", 1_000L), 100, counts.mostAtOnce()));
        assertThat(sandbox.received()).extracting(Received::reference).doesNotHaveDuplicates();
    }

    @Test
    void countsTheMostRequestsThatWereOpenAtOnceByProvider() throws Exception {
        sandbox.latency(Duration.ofSeconds(1));
        Vertx vertx = Vertx.vertx();
        try {
            HttpClient client = vertx.createHttpClient(new HttpClientOptions().setMaxPoolSize(10));
            List<Future<Integer>> answers = IntStream.range(0, 4)
                    .mapToObj(i -> post(client, i == 0 ? MESSAGENET : KPNQWEST, i))
                    .toList();
            await().until(() -> sandbox.counts().requests() == 4);
            assertThat(call(sandbox, "DELETE", "/received", "").statusCode()).isEqualTo(204);
            answers.forEach(
                    answer -> answer.toCompletionStage().toCompletableFuture().join());
            KPNQWEST.send(sandbox, TO, "alone");
            assertThat(sandbox.counts().mostAtOnce())
                    .as("those that were open when the rest was forgotten, and none for longer than it was open")
                    .isEqualTo(Map.of("messagenet", 1L, "kpnqwest", 3L));

            // A program that does not wait for its answer.
            Future<Integer> cut = post(client, MESSAGENET, 5);
            await().until(() -> sandbox.counts().requests() == 2);
            client.close().toCompletionStage().toCompletableFuture().join();
            assertThat(cut.toCompletionStage().toCompletableFuture()).failsWithin(Duration.ofSeconds(10));
            await().until(() -> {
                sandbox.clear();
                return sandbox.counts().mostAtOnce().isEmpty();
            });
        } finally {
            sandbox.latency(Duration.ZERO);
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private Future<Integer> post(HttpClient client, WireClient wire, int i) {
        String form = WireClient.form(wire.fields("+3933300000" + (10 + i % 50), "text " + i % 1_900));
        return client.request(HttpMethod.POST, sandbox.port(), "127.0.0.1", wire.path)
                .compose(request -> request.putHeader("Content-Type", "application/x-www-form-urlencoded")
                        .send(form))
                .compose(answer -> answer.end().map(answer.statusCode()));
    }

    @Test
    void addsTheLatencyToEveryAnswerOfAProvider() throws Exception {
        assertThat(call(sandbox, "PUT", "/latency", "120").statusCode()).isEqualTo(204);
        try {
            long start = System.nanoTime();
            KPNQWEST.send(sandbox, "+393330000402", "ciao");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(120));
            assertThat(get(sandbox, "/latency")).isEqualTo("120\n");
        } finally {
            sandbox.latency(Duration.ZERO);
        }
        assertThat(call(sandbox, "PUT", "/latency", "fast").statusCode()).isEqualTo(400);
    }
}
