package io.staffetta.it.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.staffetta.config.Addresses;
import io.staffetta.it.support.RawHttp;
import io.staffetta.it.support.RawHttp.Answer;
import io.staffetta.it.support.RunningGateway;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages over HTTP into a gateway in sandbox mode: what is taken, what is refused, and that nothing slips in. */
class HttpIntakeIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        gateway = RunningGateway.inSandboxMode().start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    private static int port() {
        return gateway.addresses().port(Addresses.HTTP);
    }

    private static RawHttp post(String json) {
        return RawHttp.post(port(), "/v1/messages", json);
    }

    /** What the providers took with a text. */
    private static List<JsonNode> received(String text) throws Exception {
        HttpResponse<String> answer = CLIENT.send(
                HttpRequest.newBuilder(URI.create(gateway.addresses().sandboxUrl() + "/received?limit=10000"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        JsonNode all = JSON.readTree(answer.body());
        return IntStream.range(0, all.size())
                .mapToObj(all::get)
                .filter(message -> message.get("text").asText().equals(text))
                .toList();
    }

    private static void awaitReceived(String text, int count) {
        await().atMost(RunningGateway.LIMIT)
                .untilAsserted(() -> assertThat(received(text)).hasSize(count));
    }

    /** Everything put before this was taken when a message put now has been: queues keep their order. */
    private static void nothingArrived(String text) throws Exception {
        String marker = "after " + text;
        assertThat(post("""
                {"to": "+393330000001", "text": "%s"}""".formatted(marker)).send().status()).isEqualTo(202);
        awaitReceived(marker, 1);
        assertThat(received(text)).isEmpty();
        assertThat(gateway.browse("sms.dead-letter")).isEmpty();
    }

    @Test
    void takesAMessageAndTellsWhatBecameOfIt() {
        Answer answer = post("""
                {"to": "333 0000001", "text": "one", "reference": "order-1"}""").send();

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        JsonNode message = answer.json().get("messages").get(0);
        assertThat(answer.json().get("messages")).hasSize(1);
        assertThat(message.get("id").asText()).hasSize(26);
        assertThat(message.get("to").asText()).isEqualTo("+39********01");
        assertThat(message.get("account").asText()).isEqualTo("messagenet");
        assertThat(message.get("segments").asInt()).isEqualTo(1);
        assertThat(message.get("reference").asText()).isEqualTo("order-1");
        awaitReceived("one", 1);
    }

    @Test
    void takesAnArrayWithEachOfItsRecipients() {
        Answer answer = post("""
                [{"to": ["+393330000001", "+393330000002"], "text": "many"},
                 {"to": "+393330000003", "text": "many", "account": "tim"}]""").header("Expect: 100-continue").send();

        JsonNode messages = answer.json().get("messages");
        assertThat(messages).hasSize(3);
        assertThat(messages.get(2).get("account").asText()).isEqualTo("tim");
        assertThat(messages.get(0).has("reference")).isFalse();
        awaitReceived("many", 3);
    }

    private static RawHttp request(String method, String path, String body) {
        RawHttp request = RawHttp.request(port(), method, path).header("Host: 127.0.0.1:" + port());
        return body.equals("-")
                ? request
                : request.header("Content-Type: application/json")
                        .body(body.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST | /v1/messages | {'to': '12', 'text': 'x'} | Campo «to»: dev'essere un numero di telefono come | Field 'to' must be",
                "POST | /v1/messages | {'to': '333 0000001', 'text': 'x', 'account': 'none'} | Nessun account «none» in accounts.yaml | No account 'none' in",
                "POST | /v1/messages | [{'to': 5}] | dev'essere una stringa o un array di stringhe, non un numero | must be a string or an array",
                "POST | /v1/messages | {'to' | non si legge come JSON alla riga 1, colonna | cannot be read as JSON at line 1",
                "GET | /v1/messages?limit=0 | - | Parametro «limit»: dev'essere un numero da 1 a 1000 | must be a number from 1 to 1000",
                "GET | /v1/messages/none | - | Nessun messaggio ha questo id o riferimento | No message has this id",
                "GET | /v1/nothing | - | A questo percorso non c'è niente | There is nothing at this path"
            },
            quoteCharacter = '`')
    void answersInTheLanguageOfTheCaller(String method, String path, String body, String italian, String english) {
        Answer read = request(method, path, body)
                .header("Accept-Language: it-IT,it;q=0.9,en;q=0.8")
                .send();
        Answer usual = request(method, path, body).send();

        assertThat(read.json().path("detail").asText()).contains(italian);
        assertThat(usual.json().path("detail").asText()).contains(english);
        assertThat(read.status()).isEqualTo(usual.status()).isGreaterThanOrEqualTo(400);
        assertThat(read.json().path("code")).isEqualTo(usual.json().path("code"));

        JsonNode both = request(method, path, body)
                .header("Prefer: respond-async, Translations")
                .send()
                .json();
        assertThat(both.path("detail")).isEqualTo(usual.json().path("detail"));
        assertThat(both.at("/translations/it")).isEqualTo(read.json());
        assertThat(both.at("/translations/en")).isEqualTo(usual.json());
        assertThat(both.path("translations")).hasSize(2);
        assertThat(usual.json().has("translations")).isFalse();
    }

    @Test
    void takesNothingOfAnArrayInWhichOneMessageIsWrong() throws Exception {
        Answer answer = post("""
                [{"to": "+393330000001", "text": "none of these"},
                 {"to": "12", "text": "none of these"},
                 {"to": "+393330000003", "text": "none of these"}]""").send();

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.json().get("index").asInt()).isEqualTo(1);
        assertThat(answer.json().get("field").asText()).isEqualTo("to");
        assertThat(answer.json().get("rule").asText()).startsWith("must be a phone number");
        nothingArrived("none of these");
    }

    @Test
    void refusesAnUnknownAccountInsteadOfMakingADeadLetter() throws Exception {
        Answer answer = post("""
                {"to": "+393330000001", "text": "for nobody", "account": "mian"}""").send();

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("title").asText()).isEqualTo("Bad Request");
        assertThat(answer.json().get("field").asText()).isEqualTo("account");
        assertThat(answer.json().get("detail").asText()).startsWith("No account 'mian' in accounts.yaml");
        assertThat(answer.json().has("index")).isFalse();
        nothingArrived("for nobody");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "{",
                "[]",
                "[1]",
                "null",
                "\"+393330000001\"",
                "{\"to\": \"+393330000001\", \"text\": \"secret",
                "{\"to\": \"+393330000001\", \"text\": \"secret\"} {}",
                "[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]",
                "{\"to\": \"+393330000001\", \"text\": \"secret\", \"txet\": \"secret\"}",
                "{\"to\": \"+393330000001\", \"text\": \"\"}",
                "{\"to\": [], \"text\": \"secret\"}"
            })
    void explainsWhatIsWrongWithoutRepeatingItOrNamingClasses(String json) {
        Answer answer = post(json).send();

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.json().get("status").asInt()).isEqualTo(400);
        assertThat(answer.json().get("detail").asText()).isNotBlank();
        assertThat(answer.body()).doesNotContain("secret", "Exception", "io.", "java", "jackson");
    }

    @Test
    void refusesBytesThatAreNotUtf8() {
        Answer answer = post("").body(
                        "{\"to\": \"+393330000001\", \"text\": \"perché\"}".getBytes(StandardCharsets.ISO_8859_1))
                .send();

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("rule").asText()).startsWith("must be encoded in UTF-8, but byte ");
    }

    @Test
    void refusesMoreRecipientsThanOneTransactionShouldHold() {
        String numbers = String.join(
                "\",\"",
                IntStream.range(0, 600).mapToObj("+39333%07d"::formatted).toList());
        Answer answer = post("[{\"to\": [\"%1$s\"], \"text\": \"x\"}, {\"to\": [\"%1$s\"], \"text\": \"x\"}]"
                        .formatted(numbers))
                .send();

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("detail").asText()).contains("at most 1000 recipients");
    }

    @ParameterizedTest(name = "{0} {1} as {2} is answered {3}")
    @CsvSource({
        "PUT, /v1/messages, application/json, 405, 'GET, POST'",
        "DELETE, /v1/messages, application/json, 405, 'GET, POST'",
        "GET, /tvox/webapi, application/json, 405, POST",
        "PUT, /v1/accounts, application/json, 405, 'GET, POST'",
        "GET, /v1/accounts/messagenet/unpark, application/json, 405, POST",
        "POST, /v1/nothing, application/json, 404, ''",
        "GET, /nothing, application/json, 404, ''",
        "POST, /v1/accounts/nobody/unpark, application/json, 404, ''",
        "POST, /v1/messages, text/plain, 415, ''",
        "POST, /v1/messages, application/x-www-form-urlencoded, 415, ''",
        "POST, /v1/messages, multipart/form-data; boundary=x, 415, ''",
        "POST, /v1/messages, application/json; charset=iso-8859-1, 415, ''",
        "POST, /v1/messages, application/json; charset=nonsense, 415, ''",
        "POST, /v1/messages, application/json; Charset=iso-8859-1, 415, ''",
        "POST, /v1/messages, */*, 415, ''",
        "POST, /tvox/webapi, text/plain, 415, ''",
        "POST, /v1/messages, , 415, ''"
    })
    void answersWhatTheServerRefusesAsAProblem(
            String method, String path, String contentType, int status, String allow) {
        RawHttp request = RawHttp.request(port(), method, path).header("Host: localhost:" + port());
        if (contentType != null) {
            request.header("Content-Type: " + contentType);
        }
        Answer answer = request.body("{\"to\": \"+393330000001\", \"text\": \"x\"}".getBytes(StandardCharsets.UTF_8))
                .send();

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.header("Allow")).isEqualTo(allow);
        assertThat(answer.json().get("status").asInt()).isEqualTo(status);
        assertThat(answer.json().get("title").asText()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json;charset=utf-8",
                "application/json; charset=\"UTF-8\"",
                "application/json; charset='utf-8'",
                "application/json; charset=UTF8",
                "APPLICATION/JSON; Charset=Utf-8"
            })
    void takesEveryWayToSayUtf8(String contentType) {
        Answer answer = post("{\"to\": \"+393330000001\", \"text\": \"perché\"}")
                .without("Content-Type")
                .header("Content-Type: " + contentType)
                .send();

        assertThat(answer.status()).isEqualTo(202);
    }

    @Test
    void refusesABodyAboveOneMebibyte() {
        byte[] body = new byte[(1 << 20) + 1];
        Arrays.fill(body, (byte) ' ');

        Answer answer = post("").body(body).send();

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.json().get("detail").asText()).contains("1 MiB");
    }

    @Test
    void refusesABodyAboveOneMebibyteThatDoesNotSayItsLength() throws Exception {
        HttpResponse<String> answer = CLIENT.send(
                HttpRequest.newBuilder(URI.create(gateway.addresses().url(Addresses.HTTP) + "/v1/messages"))
                        .version(HttpClient.Version.HTTP_1_1)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofInputStream(
                                () -> new java.io.ByteArrayInputStream(new byte[(1 << 20) + 1])))
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("1 MiB");
    }

    @Test
    void letsNoHeaderOrQueryParameterOfARequestMeanAnything() throws Exception {
        Answer answer = RawHttp.post(
                        port(),
                        "/v1/messages?to=%2B393330000009&account=tim&CamelHttpResponseCode=299&messageId=x&source=jms",
                        "{\"to\": \"+393330000001\", \"text\": \"only the body counts\"}")
                .header("to: +393330000008")
                .header("account: kpnqwest")
                .header("messageId: 01ARZ3NDEKTSV4RRFFQ69G5FAV")
                .header("recipient: +393330000008")
                .header("CamelHttpUri: http://127.0.0.1:1/")
                .header("CamelJmsDestinationName: elsewhere")
                .header("CamelJmsDestination: elsewhere")
                .header("CamelBeanMethodName: unpark")
                .header("JMSPriority: 9")
                .header("JMSReplyTo: elsewhere")
                .header("X-Echo: echoed")
                .send();

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.head()).doesNotContain("echoed", "Camel", "elsewhere", "3330000008");
        JsonNode message = answer.json().get("messages").get(0);
        assertThat(message.get("account").asText()).isEqualTo("messagenet");
        assertThat(message.get("to").asText()).isEqualTo("+39********01");
        assertThat(message.get("id").asText()).isNotEqualTo("01ARZ3NDEKTSV4RRFFQ69G5FAV");
        awaitReceived("only the body counts", 1);
        assertThat(received("only the body counts").get(0).get("to").asText()).isEqualTo("+393330000001");
        assertThat(gateway.browse("elsewhere")).isEmpty();
    }

    @ParameterizedTest(name = "Host {0} and Origin {1} are answered {2}")
    @CsvSource({
        "127.0.0.1:PORT, , 202",
        "localhost:PORT, , 202",
        "LOCALHOST, , 202",
        "[::1]:PORT, , 202",
        "localhost:PORT, http://localhost:PORT, 202",
        "localhost:PORT, http://localhost:3000, 403",
        "localhost:PORT, https://localhost:PORT, 403",
        "localhost:PORT, http://evil.example, 403",
        "localhost:PORT, null, 403",
        "evil.example:PORT, , 403",
        "evil.example:PORT, http://evil.example:PORT, 403",
        "127.0.0.1.evil.example, , 403",
        "localhost.evil.example:PORT, , 403"
    })
    void keepsPagesOfOtherSitesOut(String host, String origin, int status) {
        String port = Integer.toString(port());
        RawHttp request = post("{\"to\": \"+393330000001\", \"text\": \"x\"}")
                .without("Host")
                .header("Host: " + host.replace("PORT", port));
        if (origin != null) {
            request.header("Origin: " + origin.replace("PORT", port));
        }
        Answer answer = request.send();

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void refusesARequestWithTwoHostsOrNone() {
        String json = "{\"to\": \"+393330000001\", \"text\": \"x\"}";

        assertThat(post(json).header("Host: evil.example").send().status()).isIn(400, 403);
        assertThat(post(json).without("Host").send().status()).isEqualTo(400);
    }

    @Test
    void givesTwoHundredRequestsAtOnceTheirOwnIds() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, 200)
                .mapToObj(i -> CLIENT.sendAsync(
                        HttpRequest.newBuilder(URI.create(gateway.addresses().url(Addresses.HTTP) + "/v1/messages"))
                                .version(HttpClient.Version.HTTP_1_1)
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(
                                        "{\"to\": \"+393330000001\", \"text\": \"at once\"}"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString()))
                .toList();

        Set<String> ids = new HashSet<>();
        for (CompletableFuture<HttpResponse<String>> answer : answers) {
            assertThat(answer.get().statusCode()).isEqualTo(202);
            ids.add(JSON.readTree(answer.get().body())
                    .get("messages")
                    .get(0)
                    .get("id")
                    .asText());
        }
        assertThat(ids).hasSize(200);
        awaitReceived("at once", 200);
    }

    @Test
    void sendsMessagesOfClickToSmsCallers() {
        Answer answer = RawHttp.post(port(), "/tvox/webapi", """
                [{"jsonrpc": "2.0", "method": "sendSms", "params": ["3330000001", "by click"], "id": 1},
                 {"jsonrpc": "2.0", "method": "sendSms", "params": {"number": "12", "message": "by click"}, "id": "b"},
                 {"jsonrpc": "2.0", "method": "sendSms", "params": ["3330000002", "by click"]}]""").send();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.json()).hasSize(2);
        assertThat(answer.json().get(0).get("result").get("account").asText()).isEqualTo("messagenet");
        assertThat(answer.json().get(1).get("error").get("data").get("field").asText())
                .isEqualTo("number");
        awaitReceived("by click", 2);
    }

    @Test
    void answersNotificationsWithNothing() {
        Answer answer = RawHttp.post(port(), "/tvox/webapi", """
                {"jsonrpc": "2.0", "method": "sendSms", "params": ["3330000001", "no answer"]}""")
                .without("Content-Type")
                .header("Content-Type: application/json-rpc")
                .send();

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
        awaitReceived("no answer", 1);
    }
}
