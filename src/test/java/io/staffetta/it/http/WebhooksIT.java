package io.staffetta.it.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.staffetta.cli.Commands;
import io.staffetta.config.Addresses;
import io.staffetta.it.support.DemoAccounts;
import io.staffetta.it.support.RawHttp;
import io.staffetta.it.support.RawHttp.Answer;
import io.staffetta.it.support.RunningGateway;
import io.staffetta.webhooks.WebhookSecret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Applications that have no JMS are told over HTTP what became of their messages. */
class WebhooksIT {

    private static final CountDownLatch END = new CountDownLatch(1);
    private static final List<Call> CALLS = new CopyOnWriteArrayList<>();
    private static final Deque<Integer> ANSWERS = new ArrayDeque<>();

    private static RunningGateway gateway;
    private static HttpServer server;
    private static ExecutorService threads;
    private static int port;
    private static String admin;

    private record Call(String path, String id, String time, String signature, String body) {}

    @BeforeAll
    static void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        threads = Executors.newCachedThreadPool();
        server.setExecutor(threads);
        server.createContext("/", WebhooksIT::answer);
        server.start();
        gateway = RunningGateway.withAccounts(DemoAccounts.YAML)
                .with("staffetta.webhooks.delays", "1s, 2s")
                .start();
        port = gateway.addresses().port(Addresses.HTTP);
        admin = Files.readString(gateway.home().resolve("data/admin-token")).strip();
    }

    @AfterAll
    static void stop() {
        END.countDown();
        gateway.close();
        server.stop(0);
        threads.shutdownNow();
    }

    private static void answer(HttpExchange call) {
        try (call) {
            String path = call.getRequestURI().getPath();
            CALLS.add(new Call(
                    path,
                    call.getRequestHeaders().getFirst("webhook-id"),
                    call.getRequestHeaders().getFirst("webhook-timestamp"),
                    call.getRequestHeaders().getFirst("webhook-signature"),
                    new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            if (path.equals("/hangs")) {
                END.await();
            }
            if (path.equals("/moved")) {
                call.getResponseHeaders().add("Location", "/other");
            }
            synchronized (ANSWERS) {
                call.sendResponseHeaders(
                        switch (path) {
                            case "/moved" -> 307;
                            case "/fails" -> 500;
                            default -> ANSWERS.isEmpty() ? 204 : ANSWERS.pop();
                        },
                        -1);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Answer ask(String method, String path, String token, String json) {
        RawHttp request = json == null
                ? RawHttp.request(port, method, path).header("Host: 127.0.0.1:" + port)
                : RawHttp.request(port, method, path)
                        .header("Host: 127.0.0.1:" + port)
                        .header("Content-Type: application/json")
                        .body(json.getBytes(StandardCharsets.UTF_8));
        return request.header("Authorization: Bearer " + token).send();
    }

    private record Told(String id, String token, String secret) {}

    private static Told application(String name, String path) {
        JsonNode added =
                ask("POST", "/v1/tokens", admin, "{\"name\": \"" + name + "\"}").json();
        String id = added.path("id").asText();
        Answer set = ask(
                "PUT",
                "/v1/tokens/" + id + "/webhook",
                admin,
                "{\"url\": \"http://127.0.0.1:" + server.getAddress().getPort() + path + "\"}");
        assertThat(set.status()).as(set.body()).isEqualTo(200);
        return new Told(
                id, added.path("token").asText(), set.json().path("secret").asText());
    }

    private static String send(Told application) {
        return ask("POST", "/v1/messages", application.token(), "{\"to\": \"+393330000001\", \"text\": \"Ciao\"}")
                .json()
                .at("/messages/0/id")
                .asText();
    }

    private static Commands.Result command(String... words) {
        List<String> all = new ArrayList<>(List.of("webhooks", words[0]));
        all.addAll(gateway.commandLine());
        all.addAll(List.of(words).subList(1, words.length));
        return Commands.run(all.toArray(String[]::new));
    }

    @Test
    void isSetTriedAndRemovedByCommand() {
        ask("POST", "/v1/tokens", admin, "{\"name\": \"typed\"}");
        String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/typed";

        assertThat(command("test", "typed").err()).contains("has no webhook");
        assertThat(command("set", "typed", url).out())
                .contains("is told at " + url)
                .contains("whsec_");
        assertThat(command("test", "typed"))
                .isEqualTo(new Commands.Result(0, "Application 'typed' took the test\n", ""));
        assertThat(command("remove", "typed").code()).isZero();
        assertThat(command("remove", "nobody").code()).isEqualTo(4);
    }

    private static List<Call> calls(String path) {
        return CALLS.stream().filter(call -> call.path().equals(path)).toList();
    }

    private static JsonNode webhook(Told application) {
        for (JsonNode token : ask("GET", "/v1/tokens", admin, null).json().path("tokens")) {
            if (token.path("id").asText().equals(application.id())) {
                return token.path("webhook");
            }
        }
        throw new AssertionError("no such token");
    }

    @Test
    void tellsWhatBecameOfAMessageUntilItIsTakenAndSignsIt() throws IOException {
        Told told = application("hears", "/hears");
        synchronized (ANSWERS) {
            ANSWERS.add(500);
        }
        String id = send(told);

        await().atMost(RunningGateway.LIMIT).until(() -> calls("/hears").size() == 2);
        Call first = calls("/hears").get(0);
        Call second = calls("/hears").get(1);
        assertThat(second.id()).isEqualTo(first.id()).startsWith("msg_");
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.signature())
                .isEqualTo(
                        WebhookSecret.sign(told.secret(), second.id(), Long.parseLong(second.time()), second.body()));
        JsonNode body = new ObjectMapper().readTree(second.body());
        assertThat(body.path("type").asText()).isEqualTo("message.outcome");
        assertThat(body.at("/data/id").asText()).isEqualTo(id);
        assertThat(body.at("/data/outcome").asText()).isEqualTo("ACCEPTED");
        await().atMost(RunningGateway.LIMIT)
                .until(() -> webhook(told).path("waiting").asInt() == 0);
        assertThat(webhook(told).path("dead").asInt()).isZero();
    }

    @Test
    void givesUpAfterTheLastTimeAndTellsAgainWhenAsked() {
        Told told = application("deaf", "/fails");
        send(told);

        await().atMost(RunningGateway.LIMIT)
                .until(() -> webhook(told).path("dead").asInt() == 1);
        assertThat(calls("/fails")).hasSize(3);
        assertThat(command("list").out()).contains("deaf").contains("/fails");
        assertThat(command("show", "deaf").out())
                .contains("1 could not be told")
                .contains("status 500");
        assertThat(command("test", "deaf"))
                .isEqualTo(new Commands.Result(
                        5, "Application 'deaf' did not take the test: it answered with status 500\n", ""));
        assertThat(calls("/fails").get(3).body()).contains("webhook.test");
        assertThat(command("redrive", "deaf").out()).isEqualTo("Application 'deaf' is told again\n");
        await().atMost(RunningGateway.LIMIT)
                .until(() -> webhook(told).path("dead").asInt() == 1);
        assertThat(ask("POST", "/v1/tokens/" + told.id() + "/webhook/retry", admin, null)
                        .status())
                .isEqualTo(200);
        await().atMost(RunningGateway.LIMIT).until(() -> calls("/fails").size() > 7);
        assertThat(ask("DELETE", "/v1/tokens/" + told.id() + "/webhook", admin, null)
                        .status())
                .isEqualTo(200);
        assertThat(webhook(told).isMissingNode()).isTrue();
    }

    @Test
    void aWebhookThatHangsHoldsUpNobodyAndRedirectsAreNotFollowed() {
        Told hangs = application("hangs", "/hangs");
        Told moved = application("moved", "/moved");
        Told quick = application("quick", "/quick");
        send(hangs);
        await().atMost(RunningGateway.LIMIT).until(() -> calls("/hangs").size() == 1);
        send(moved);
        send(quick);

        await().atMost(RunningGateway.LIMIT).until(() -> calls("/quick").size() == 1);
        await().atMost(RunningGateway.LIMIT).until(() -> !calls("/moved").isEmpty());
        assertThat(calls("/other")).isEmpty();
        assertThat(ask("PUT", "/v1/tokens/" + quick.id() + "/webhook", admin, "{\"url\": \"http://crm.example/\"}")
                        .json()
                        .path("field")
                        .asText())
                .isEqualTo("url");
    }
}
