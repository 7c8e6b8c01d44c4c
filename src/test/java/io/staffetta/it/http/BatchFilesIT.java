package io.staffetta.it.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.config.Addresses;
import io.staffetta.it.support.RawHttp;
import io.staffetta.it.support.RawHttp.Answer;
import io.staffetta.it.support.RunningGateway;
import io.staffetta.sandbox.wire.Received;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of batches that are handed in over HTTP, and whose messages they are. */
class BatchFilesIT {

    private static final String ACCOUNTS = """
            default: front
            accounts:
              front:
                provider: messagenet
                description: Reception
                username: demo
                password: demo-password
                price: {segment: "0.045", currency: EUR}
                limits: {perSecond: 20}
                url: "{{sandbox}}/messagenet/api/send_sms/"
              back:
                provider: messagenet
                description: Back office
                username: demo
                password: demo-password
                url: "{{sandbox}}/messagenet/api/send_sms/"
            """;

    private static RunningGateway gateway;
    private static String shop;
    private static String viewer;

    @BeforeAll
    static void start() {
        gateway = RunningGateway.withAccounts(ACCOUNTS)
                .with("staffetta.batch.pick-up", "rename")
                .with("staffetta.batch.poll-milliseconds", "100")
                .with("staffetta.http.upload-megabytes", "2")
                .with("staffetta.batch.folders.crm.path", "crm")
                .with("staffetta.batch.folders.crm.application", "crm")
                .start();
        shop = application("{\"name\": \"shop\", \"role\": \"sender\", \"accounts\": [\"front\"]}");
        viewer = application("{\"name\": \"board\", \"role\": \"viewer\"}");
        application("{\"name\": \"crm\", \"role\": \"sender\", \"accounts\": [\"front\"], \"perDay\": 2}");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    private static String application(String json) {
        Answer answer = RawHttp.post(gateway.addresses().port(Addresses.HTTP), "/v1/tokens", json)
                .header("Authorization: Bearer " + gateway.token())
                .send();
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return answer.json().path("token").asText();
    }

    private static Answer post(String path, String token, byte[] file) {
        int port = gateway.addresses().port(Addresses.HTTP);
        return RawHttp.request(port, "POST", path)
                .header("Host: 127.0.0.1:" + port)
                .header("Content-Type: text/csv")
                .header("Authorization: Bearer " + token)
                .body(file)
                .send();
    }

    private static Answer post(String path, String token, String file) {
        return post(path, token, file.getBytes(StandardCharsets.UTF_8));
    }

    private static Answer get(String path, String token) {
        int port = gateway.addresses().port(Addresses.HTTP);
        return RawHttp.request(port, "GET", path)
                .header("Host: 127.0.0.1:" + port)
                .header("Authorization: Bearer " + token)
                .send();
    }

    private static String taken(String query, String token, String file) {
        Answer answer = post("/v1/batches?" + query, token, file);
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        String id = answer.json().path("id").asText();
        assertThat(answer.header("Location")).isEqualTo("/v1/batches/" + id);
        return id;
    }

    private static JsonNode awaitState(String id, String state) {
        await().atMost(RunningGateway.LIMIT).untilAsserted(() -> assertThat(get("/v1/batches/" + id, gateway.token())
                        .json()
                        .path("state")
                        .asText())
                .isEqualTo(state));
        return get("/v1/batches/" + id, gateway.token()).json();
    }

    /** A file that came, or went out as an answer, is deleted just after its caller has the whole answer. */
    private static void awaitNoUpload() {
        await().atMost(RunningGateway.LIMIT).untilAsserted(() -> {
            try (Stream<Path> left = Files.list(gateway.home().resolve("data/uploads"))) {
                assertThat(left).isEmpty();
            }
        });
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Test
    void takesAFileAsIfItHadBeenDroppedAndGivesItsAnswersOut() throws Exception {
        String rows = "to,text\n+393330000001,Ciao\n=nobody(),-10% on Monday\n+393330000400,=1+1\n";
        String id = taken("name=orders.csv", shop, rows);

        JsonNode batch = awaitState(id, "DONE");
        assertThat(batch.path("application").asText()).isEqualTo("shop");
        assertThat(batch.path("taken").asInt()).isEqualTo(2);
        assertThat(batch.path("accepted").asInt()).isEqualTo(1);
        Answer result = get("/v1/batches/" + id + "/result", shop);
        assertThat(result.status()).as(result.body()).isEqualTo(200);
        assertThat(result.header("Content-Disposition"))
                .isEqualTo("attachment; filename=\"orders.result.csv\"; filename*=UTF-8''orders.result.csv");
        assertThat(result.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(result.body().lines())
                .hasSize(4)
                .anyMatch(line -> line.startsWith("2,3,") && line.contains("rejected"));
        // As it was written, to be mended and sent again: an apostrophe in it would be in the SMS.
        assertThat(get("/v1/batches/" + id + "/rejected", shop).body())
                .isEqualTo("to,text\n=nobody(),-10% on Monday\n");
        assertThat(result.body()).doesNotContain(",=");
        assertThat(get("/v1/batches/" + id + "/final", gateway.token()).body())
                .contains("accepted")
                .contains("dead");
        assertThat(gateway.home().resolve("data/done/orders.csv")).hasContent(rows);
        assertThat(gateway.providers().received()).isNotEmpty();
        awaitNoUpload();

        String again = taken("name=orders.csv", shop, rows);
        assertThat(awaitState(again, "DONE").path("accepted").asInt()).isZero();
        assertThat(get("/v1/batches/" + again + "/result", shop).body()).isEqualTo(result.body());
    }

    @Test
    void readsTheFileAndWaitsAsTheParametersSay() throws Exception {
        String id = taken(
                "name=later.csv&sendAt=2999-01-01T00:00:00Z&account=back&template=" + encoded("Caffè per {{name}}"),
                gateway.token(),
                "\ufeffto;name\n+393330000002;Ada\n");

        JsonNode batch = awaitState(id, "WAITING");
        assertThat(batch.path("sendAt").asText()).isEqualTo("2999-01-01T00:00:00Z");
        assertThat(batch.has("application")).isFalse();
        int port = gateway.addresses().port(Addresses.HTTP);
        JsonNode cancelled = RawHttp.post(port, "/v1/batches/" + id + "/cancel", "")
                .header("Authorization: Bearer " + gateway.token())
                .send()
                .json();
        assertThat(cancelled.path("gone").asInt(-1)).isZero();

        String soon = taken(
                "name=soon.csv&account=back&template=" + encoded("Caffè per {{name}}"),
                gateway.token(),
                "\ufeffto;name\n+393330000003;Ada\n");
        awaitState(soon, "DONE");
        assertThat(gateway.providers().received()).extracting(Received::text).contains("Caffè per Ada");
    }

    @Test
    void saysWhatWouldBecomeOfAFileAndTakesNothing() {
        StringBuilder rows = new StringBuilder("to,text\nnobody,Ciao\n");
        for (int i = 0; i < 100; i++) {
            rows.append("+3933300000").append(10 + i % 80).append(",Ciao\n");
        }
        int before = get("/v1/batches?limit=1000", gateway.token())
                .json()
                .path("batches")
                .size();

        Answer answer = post("/v1/batches/check?name=rows.csv&spread=PT1H&errors=5", shop, rows.toString());

        JsonNode report = answer.json();
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(report.path("ok").asBoolean(true)).isFalse();
        assertThat(report.path("good").asInt()).isEqualTo(100);
        assertThat(report.at("/errors/0/row").asInt()).isEqualTo(1);
        assertThat(report.at("/errors/0/line").asInt()).isEqualTo(2);
        assertThat(report.at("/errors/0/field").asText()).isEqualTo("to");
        assertThat(report.at("/accounts/front/segments").asInt()).isEqualTo(100);
        assertThat(report.at("/forecast/front/cost").asText()).isEqualTo("4.500");
        assertThat(report.at("/forecast/front/endsAt").asText()).isNotEmpty();
        assertThat(report.path("spread").asText()).isEqualTo("PT1H");
        assertThat(post("/v1/batches/check?name=rows.csv&account=back", shop, "to,text\n+393330000001,Ciao\n")
                        .json()
                        .at("/errors/0/problem")
                        .asText())
                .contains("application 'shop'");
        assertThat(post("/v1/batches/check?name=rows.csv", shop, "name,surname\nAda,Lovelace\n")
                        .json()
                        .path("unreadable")
                        .asText())
                .isNotEmpty();
        assertThat(get("/v1/batches?limit=1000", gateway.token()).json().path("batches"))
                .hasSize(before);
    }

    @Test
    void countsTheRowsOfAFolderForItsApplication() throws Exception {
        Path made = gateway.home().resolve("three.csv");
        Files.writeString(made, """
                to,text,account
                +393330000005,Ciao,back
                +393330000005,Ciao,
                +393330000006,Ciao,
                +393330000007,Ciao,
                """);
        Files.move(made, gateway.home().resolve("crm/inbox/three.csv"), StandardCopyOption.ATOMIC_MOVE);

        await().atMost(RunningGateway.LIMIT)
                .untilAsserted(() -> assertThat(get("/v1/batches?folder=crm", gateway.token())
                                .json()
                                .at("/batches/0/state")
                                .asText())
                        .isEqualTo("DONE"));
        JsonNode batch = get("/v1/batches?folder=crm", gateway.token()).json().at("/batches/0");
        assertThat(batch.path("application").asText()).isEqualTo("crm");
        assertThat(batch.path("taken").asInt()).isEqualTo(2);
        String result = get("/v1/batches/" + batch.path("id").asText() + "/result", gateway.token())
                .body();
        assertThat(result)
                .contains("must be one that application 'crm' may use")
                .contains("application 'crm' may hand in 2 messages a day");
        assertThat(get("/v1/messages?application=crm", gateway.token()).json().path("messages"))
                .hasSize(2);
        await().atMost(RunningGateway.LIMIT).untilAsserted(() -> assertThat(
                        get("/v1/usage?by=application", gateway.token()).body())
                .contains("batch:crm"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name=..%2Fx.csv",
                "name=%2Fetc%2Fx.csv",
                "name=..%5Cx.csv",
                "name=.hidden.csv",
                "name=x.csv.part",
                "name=a%0Ab.csv",
                "name=x.csv&folder=none",
                "name=x.csv&sendAt=soon",
                "name=x.csv&account=A%20B",
                "name=x.csv&charset=klingon",
                "name=x.csv&errors=3",
                "name=x.csv&x=1",
                ""
            })
    void namesTheParameterThatIsWrong(String query) {
        Answer answer = post("/v1/batches?" + query, shop, "to,text\n+393330000001,Ciao\n");

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.json().path("code").asText()).isEqualTo("invalid_parameter");
        assertThat(answer.json().path("field").asText()).isNotEmpty();
        awaitNoUpload();
    }

    @Test
    void refusesWhatIsNoFileOfRowsOrTooLarge() {
        assertThat(post("/v1/batches?name=x.csv", shop, "").json().path("code").asText())
                .isEqualTo("no_file");
        assertThat(post("/v1/batches?name=x.csv", shop, "name,surname\nAda,Lovelace\n")
                        .json()
                        .path("code")
                        .asText())
                .isEqualTo("unreadable_file");
        assertThat(post(
                                "/v1/batches?name=x.csv&account=front",
                                shop,
                                "#staffetta {\"account\": \"back\"}\nto,text\n+393330000001,Ciao\n")
                        .json()
                        .path("code")
                        .asText())
                .isEqualTo("said_twice");
        Answer large = post("/v1/batches?name=x.csv", shop, new byte[2 * 1024 * 1024 + 1]);
        assertThat(large.status()).isEqualTo(413);
        assertThat(large.json().path("code").asText()).isEqualTo("file_too_large");
    }

    @Test
    void takesALargerFileThanOtherBodiesMayBe() {
        byte[] rows = ("#staffetta {\"sendAt\": \"2999-01-01T00:00:00Z\"}\nto,text\n"
                        + "+393330000001,Ciao\n".repeat(80_000))
                .getBytes(StandardCharsets.UTF_8);
        assertThat(rows.length).isGreaterThan(1_400_000);

        Answer answer = post("/v1/batches?name=large.csv", shop, rows);

        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        assertThat(answer.json().path("bytes").asInt()).isEqualTo(rows.length);
    }

    @Test
    void showsASenderItsOwnBatchesOnly() {
        String id = taken("name=mine.csv", gateway.token(), "to,text\n+393330000008,Ciao\n");

        assertThat(get("/v1/batches/" + id, shop).status()).isEqualTo(404);
        assertThat(get("/v1/batches/" + id + "/result", shop).status()).isEqualTo(404);
        assertThat(get("/v1/batches/" + id + "/result", viewer).status()).isEqualTo(403);
        assertThat(post("/v1/batches?name=x.csv", viewer, "to,text\n").status()).isEqualTo(403);
        assertThat(get("/v1/batches", shop).status()).isEqualTo(403);
        awaitState(id, "DONE");
        assertThat(get("/v1/batches/" + id + "/rejected", gateway.token())
                        .json()
                        .path("code")
                        .asText())
                .isEqualTo("no_rejected_rows");
        assertThat(get("/v1/audit", gateway.token()).body()).contains("batch.upload");
    }

    @Test
    void takesNoFileThatAPageOfAnotherSiteCouldSend() {
        int port = gateway.addresses().port(Addresses.HTTP);

        Answer answer = RawHttp.request(port, "POST", "/v1/batches?name=x.csv")
                .header("Host: 127.0.0.1:" + port)
                .header("Content-Type: text/plain")
                .header("Authorization: Bearer " + shop)
                .body("to,text\n+393330000001,Ciao\n".getBytes(StandardCharsets.UTF_8))
                .send();

        assertThat(answer.status()).isEqualTo(415);
    }
}
