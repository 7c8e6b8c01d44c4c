package io.staffetta.it.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.config.Addresses;
import io.staffetta.it.support.DemoAccounts;
import io.staffetta.it.support.RawHttp;
import io.staffetta.it.support.RawHttp.Answer;
import io.staffetta.it.support.RunningGateway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What operators are told of batches over HTTP, and do with them, by a gateway that asks for its token. */
class HttpBatchesIT {

    private static RunningGateway gateway;
    private static String token;

    @BeforeAll
    static void start() throws IOException {
        gateway = RunningGateway.withAccounts(DemoAccounts.YAML)
                .with("staffetta.batch.pick-up", "rename")
                .with("staffetta.batch.poll-milliseconds", "100")
                .with("staffetta.batch.folders.slow.path", "slow")
                .with("staffetta.batch.folders.slow.spread", "PT3H")
                .start();
        token = Files.readString(gateway.home().resolve("data/admin-token")).strip();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    private static RawHttp request(String method, String path) {
        int port = gateway.addresses().port(Addresses.HTTP);
        return RawHttp.request(port, method, path).header("Host: 127.0.0.1:" + port);
    }

    private static Answer send(String method, String path) {
        return request(method, path).header("Authorization: Bearer " + token).send();
    }

    private static JsonNode batches(String query) {
        Answer answer = send("GET", "/v1/batches" + query);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    private static String rule(String query) {
        Answer answer = send("GET", "/v1/batches" + query);
        assertThat(answer.status()).isEqualTo(400);
        return answer.json().path("field").asText() + " "
                + answer.json().path("rule").asText();
    }

    private static void drop(String name, String text) throws IOException {
        drop("data", name, text);
    }

    private static void drop(String folder, String name, String text) throws IOException {
        Path made = gateway.home().resolve(name);
        Files.writeString(made, text);
        Files.move(made, gateway.home().resolve(folder).resolve("inbox").resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private static void awaitNames(String query, String... names) {
        await().atMost(RunningGateway.LIMIT)
                .untilAsserted(() -> assertThat(batches(query).path("batches").findValuesAsText("name"))
                        .containsExactly(names));
    }

    @Test
    void listsBatchesPageByPageAndSteersThem() throws Exception {
        drop("first.csv", "to,text\n+393330000001,Ciao\n");
        awaitNames("?state=DONE", "first.csv");
        drop("second.csv", "#staffetta {\"sendAt\": \"2999-01-01T00:00:00Z\"}\nto,text\n+393330000001,Ciao\n");
        awaitNames("?state=WAITING&folder=default&unfinished=true", "second.csv");

        JsonNode page = batches("?limit=1");
        assertThat(page.at("/batches/0/name").asText()).isEqualTo("second.csv");
        assertThat(page.at("/batches/0/sendAt").asText()).isEqualTo("2999-01-01T00:00:00Z");
        JsonNode next = batches("?limit=1&before=" + page.path("next").asText());
        assertThat(next.at("/batches/0/name").asText()).isEqualTo("first.csv");
        assertThat(next.at("/batches/0/accepted").asInt()).isEqualTo(1);
        assertThat(batches("?folder=none").toString()).isEqualTo("{\"batches\":[]}");

        String id = page.at("/batches/0/id").asText();
        Answer paused = send("POST", "/v1/batches/" + id + "/pause");
        assertThat(paused.status()).as(paused.body()).isEqualTo(200);
        assertThat(paused.json().path("paused").asBoolean()).isTrue();
        assertThat(send("GET", "/v1/batches/" + id).json()).isEqualTo(paused.json());
        assertThat(send("POST", "/v1/batches/" + id + "/cancel")
                        .json()
                        .path("state")
                        .asText())
                .isEqualTo("CANCELLED");
        Answer late = send("POST", "/v1/batches/" + id + "/pause");
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(late.json().path("title").asText()).isEqualTo("Conflict");
    }

    @Test
    void tellsHowFarABatchIsThatItsFolderSpreads() throws Exception {
        drop("slow", "slow.csv", "to,text\n+393330000001,Ciao\n+393330000002,Ciao\n+393330000003,Ciao\n");
        await().atMost(RunningGateway.LIMIT)
                .until(() -> batches("?folder=slow").at("/batches/0/position").asInt() == 1);

        String id = batches("?folder=slow").at("/batches/0/id").asText();
        JsonNode batch = send("GET", "/v1/batches/" + id).json();

        assertThat(batch.path("state").asText()).isEqualTo("RUNNING");
        assertThat(batch.path("rows").asInt()).isEqualTo(3);
        assertThat(batch.path("percent").asInt()).isEqualTo(33);
        assertThat(batch.path("spread").asText()).isEqualTo("PT3H");
        assertThat(batch.path("rowsPerSecond").asDouble()).isEqualTo(0.000278);
        assertThat(batch.path("secondsLeft").asLong()).isEqualTo(7200);
    }

    @Test
    void saysWhatIsWrongWithARequest() {
        String unknown = "/v1/batches/01KGA00000000000000000000A";

        assertThat(request("GET", "/v1/batches").send().status()).isEqualTo(401);
        assertThat(request("POST", unknown + "/cancel").send().status()).isEqualTo(401);
        assertThat(send("POST", unknown + "/cancel").status()).isEqualTo(404);
        assertThat(send("GET", unknown).json().path("detail").asText()).startsWith("No batch has this id");
        assertThat(send("GET", unknown + "/cancel").status()).isEqualTo(405);
        assertThat(send("POST", unknown + "/retry").status()).isEqualTo(404);
        assertThat(rule("?state=SENT"))
                .isEqualTo("state must be one of PREPARING, WAITING, RUNNING, SENDING, DONE, CANCELLED, FAILED");
        assertThat(rule("?limit=0")).isEqualTo("limit must be a number from 1 to 1000");
        assertThat(rule("?before=x")).isEqualTo("before must be the id of a batch, 26 characters");
        assertThat(rule("?folder=%00"))
                .isEqualTo("folder must not contain control characters, such as line breaks and %00");
        assertThat(send("GET", "/v1/messages?account=%00").status()).isEqualTo(400);
        assertThat(send("GET", "/v1/messages/%00").status()).isEqualTo(400);
        assertThat(send("GET", unknown + "?limit=1").json().path("rule").asText())
                .isEqualTo("is unknown; this request has no parameters");
        assertThat(rule("?unfinished=yes")).isEqualTo("unfinished must be true or false");
        assertThat(rule("?account=x"))
                .isEqualTo("account is unknown; known are before, folder, limit, state, unfinished");
    }
}
