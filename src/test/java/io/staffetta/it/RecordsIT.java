package io.staffetta.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.staffetta.cli.Commands;
import io.staffetta.config.Addresses;
import io.staffetta.it.support.RawHttp;
import io.staffetta.it.support.RawHttp.Answer;
import io.staffetta.it.support.RunningGateway;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What operators ask of the records of a running gateway, and what they have erased. */
class RecordsIT {

    private static final String ACCOUNTS = """
            default: messagenet
            accounts:
              messagenet:
                provider: messagenet
                description: Reception
                username: demo
                password: demo-password
                url: "{{sandbox}}/messagenet/api/send_sms/"
                price: {segment: "0.045", currency: EUR}
                package: {segments: 1000, from: 2026-01-01}
              off:
                provider: messagenet
                description: Not used any more
                enabled: false
                username: demo
                password: demo-password
            rules:
              - when: {sender: OLD}
                account: off
              - when: {priority: high}
                account: messagenet
            """;

    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        gateway = RunningGateway.withAccounts(ACCOUNTS).start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    private static Answer get(String path) {
        return gateway.request(Addresses.HTTP, "GET", path).send();
    }

    private static Answer post(String path, String json) {
        return RawHttp.post(gateway.addresses().port(Addresses.HTTP), path, json)
                .header("Authorization: Bearer " + gateway.token())
                .send();
    }

    private static void send(String to, String more) {
        assertThat(post("/v1/messages", "{\"to\": \"" + to + "\", \"text\": \"Ciao\"" + more + "}")
                        .status())
                .isEqualTo(202);
    }

    private static JsonNode messages(String query) {
        Answer answer = get("/v1/messages?" + query);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json().path("messages");
    }

    @Test
    void findsMessagesByNumberTagAndWords() {
        send("+393330000021", ", \"tag\": \"spring\"");
        send("+393330000400", ", \"tag\": \"spring\"");
        await().atMost(RunningGateway.LIMIT).untilAsserted(() -> {
            assertThat(messages("to=%2B39%20333%200000021&state=ACCEPTED")).hasSize(1);
            assertThat(messages("to=+393330000400&state=DEAD&tag=spring")).hasSize(1);
        });

        assertThat(messages("tag=spring&application=http")).hasSize(2);
        JsonNode dead = messages("tag=spring&state=DEAD").get(0);
        String word = dead.path("detail").asText().split(" ", -1)[0];
        assertThat(messages("q=" + word + "&tag=spring&to=+393330000400")).hasSize(1);
        assertThat(messages("q=nowhere")).isEmpty();
        assertThat(messages("tag=spring&sameRecipientAs=" + dead.path("id").asText()))
                .hasSize(1)
                .first()
                .satisfies(same -> assertThat(same.path("id")).isEqualTo(dead.path("id")));
        assertThat(get("/v1/messages?sameRecipientAs=01KGA00000000000000000000A")
                        .body())
                .contains("sameRecipientAs", "must be the id of a message whose number is not erased yet");
        assertThat(dead.toString()).doesNotContain("3330000400");
    }

    @Test
    void erasesAPersonAndTellsWhatRemains() throws Exception {
        send("+393330000022", "");
        send("+393330000022", ", \"sendAt\": \"2096-01-01T00:00:00Z\", \"validUntil\": \"2096-01-02T00:00:00Z\"");
        await().atMost(RunningGateway.LIMIT).untilAsserted(() -> assertThat(messages("to=+393330000022&state=ACCEPTED"))
                .hasSize(1));

        JsonNode trial =
                post("/v1/erase", "{\"to\": \"333 0000022\", \"dryRun\": true}").json();
        assertThat(trial.path("messages").asInt()).isEqualTo(2);
        assertThat(trial.path("cancelled").asInt()).isEqualTo(1);
        assertThat(messages("to=+393330000022")).hasSize(2);

        Answer erased = post("/v1/erase", "{\"to\": \"+393330000022\", \"why\": \"asked\"}");
        assertThat(erased.json().path("messages").asInt()).isEqualTo(2);
        assertThat(erased.json().path("cancelled").asInt()).isEqualTo(1);
        assertThat(erased.body()).contains("backups").doesNotContain("3330000022");
        assertThat(messages("to=+393330000022")).isEmpty();
    }

    @Test
    void erasesTheDeadLettersOfAPersonToo() throws Exception {
        send("+393330000400", "");
        await().atMost(RunningGateway.LIMIT)
                .until(() -> !deadLetters("+393330000400").isEmpty());

        JsonNode erased = post("/v1/erase", "{\"to\": \"+393330000400\"}").json();

        assertThat(erased.path("deadLetters").asInt()).isPositive();
        assertThat(deadLetters("+393330000400")).isEmpty();
        assertThat(messages("to=+393330000400")).isEmpty();
    }

    private static List<String> deadLetters(String to) throws JMSException {
        List<String> found = new ArrayList<>();
        for (Message letter : gateway.browse("sms.dead-letter")) {
            if (to.equals(letter.getStringProperty("recipient"))) {
                found.add(letter.getStringProperty("messageId"));
            }
        }
        return found;
    }

    @Test
    void erasesNothingUponAWrongRequest() {
        assertThat(post("/v1/erase", "{\"to\": \"12\"}").json().path("field").asText())
                .isEqualTo("to");
        assertThat(post("/v1/erase", "{\"number\": \"+393330000022\"}").body())
                .contains("Field 'number' is unknown; known are to, why, dryRun");
        assertThat(post("/v1/erase", "[]").status()).isEqualTo(400);
        assertThat(post("/v1/erase", "{\"to\": \"+393330000022\", \"dryRun\": \"yes\"}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void tellsWhatWasSentAndWhatItCosts() {
        send("+393330000023", ", \"tag\": \"usage-it\"");
        await().atMost(RunningGateway.LIMIT).untilAsserted(() -> assertThat(messages("tag=usage-it&state=ACCEPTED"))
                .hasSize(1));

        JsonNode usage = get("/v1/usage?by=day,account,application,tag").json();
        assertThat(usage.path("usage")).anySatisfy(line -> {
            assertThat(line.path("tag").asText()).isEqualTo("usage-it");
            assertThat(line.path("application").asText()).isEqualTo("http");
            assertThat(line.path("segments").asInt()).isEqualTo(1);
            assertThat(line.path("cost").asText()).isEqualTo("0.045");
            assertThat(line.path("currency").asText()).isEqualTo("EUR");
        });
        assertThat(usage.at("/credits/0/account").asText()).isEqualTo("messagenet");
        assertThat(usage.at("/packages/0/bought").asInt()).isEqualTo(1000);
        assertThat(usage.at("/packages/0/left").asInt()).isLessThan(1000);
        Answer csv = gateway.request(Addresses.HTTP, "GET", "/v1/usage?by=tag")
                .header("Accept: text/csv")
                .send();
        assertThat(csv.body())
                .startsWith("day,account,application,tag,messages,segments,cost,currency\r\n")
                .contains(",,,usage-it,1,1,0.045,EUR\r\n");
        assertThat(get("/v1/usage?by=number").json().path("field").asText()).isEqualTo("by");
        assertThat(get("/v1/usage?from=2026-12-01&to=2026-11-01").status()).isEqualTo(400);
        assertThat(get("/v1/usage?from=2020-12-01&to=2026-11-01").status()).isEqualTo(400);
    }

    @Test
    void previewsMessagesAndSendsNone() {
        JsonNode preview = post(
                        "/v1/messages/preview",
                        "{\"to\": [\"+393330000024\", \"+393330000025\"], \"text\": \"Domani alle 10 \u2713\"}")
                .json();

        assertThat(preview.path("messages")).hasSize(2);
        assertThat(preview.at("/messages/0/account").asText()).isEqualTo("messagenet");
        assertThat(preview.at("/messages/0/routedBy").asText()).isEqualTo("default");
        assertThat(preview.at("/messages/0/segments").asInt()).isEqualTo(1);
        assertThat(preview.at("/messages/0/forcedBy/codePoint").asText()).isEqualTo("U+2713");
        assertThat(preview.at("/messages/0/forcedBy/at").asInt()).isEqualTo(15);
        assertThat(preview.at("/messages/0/price").asText()).isEqualTo("0.045");
        assertThat(preview.at("/costs/0/cost").asText()).isEqualTo("0.090");
        assertThat(preview.toString()).doesNotContain("3330000024");
        assertThat(messages("to=+393330000024")).isEmpty();
        assertThat(post("/v1/messages/preview", "{\"to\": \"1\", \"text\": \"x\"}")
                        .json()
                        .path("field")
                        .asText())
                .isEqualTo("to");
        assertThat(post("/v1/messages/preview", "[{\"to\": \"+393330000024\", \"text\": \"x\", \"account\": \"gone\"}]")
                        .json()
                        .path("index")
                        .asInt(-1))
                .isZero();
    }

    @Test
    void tellsWhatChoseTheAccountByWhicheverDoorAMessageCame() throws Exception {
        send("+393330000030", ", \"reference\": \"by-rule\", \"priority\": \"high\"");
        send("+393330000030", ", \"reference\": \"by-name\", \"account\": \"messagenet\"");
        assertThat(post("/tvox/webapi", """
                        {"jsonrpc": "2.0", "method": "sendSms", "id": 1,
                         "params": {"number": "+393330000030", "message": "Ciao"}}""").json().has("result")).isTrue();
        gateway.enqueue("Ciao", "to", "+393330000030", "reference", "by-jms", "priority", "high");
        gateway.enqueue("Ciao", "to", "+393330000030", "reference", "by-jms-disabled", "sender", "OLD");
        Path row = Files.writeString(gateway.home().resolve("data/rows.tmp"), """
                to,text,reference,priority
                +393330000030,Ciao,by-row,high
                """);
        Files.move(row, gateway.home().resolve("data/inbox/rows.csv"), StandardCopyOption.ATOMIC_MOVE);

        await().atMost(RunningGateway.LIMIT).untilAsserted(() -> assertThat(messages("to=+393330000030"))
                .extracting(
                        one -> one.path("reference").asText(one.path("source").asText()) + " "
                                + one.path("state").asText() + ": "
                                + one.path("routedTo").asText() + " by "
                                + one.path("routedBy").asText())
                .containsExactlyInAnyOrder(
                        "by-rule ACCEPTED: messagenet by rule 2",
                        "by-name ACCEPTED: messagenet by message",
                        "webapi ACCEPTED: messagenet by default",
                        "by-jms ACCEPTED: messagenet by rule 2",
                        "by-jms-disabled DEAD: off by rule 1",
                        "by-row ACCEPTED: messagenet by rule 2"));
        assertThat(command("messages", "show", "by-rule").out())
                .containsPattern("(?m)^routedTo +messagenet$")
                .containsPattern("(?m)^routedBy +rule 2$");
    }

    @Test
    void revealsAListOnlyWithAReason() {
        send("+393330000026", ", \"tag\": \"reveal-it\"");
        assertThat(get("/v1/messages?tag=reveal-it&reveal=true")
                        .json()
                        .path("field")
                        .asText())
                .isEqualTo("why");
        assertThat(messages("tag=reveal-it&reveal=true&why=case%204711")
                        .at("/0/to")
                        .asText())
                .isEqualTo("+393330000026");
    }

    private static Commands.Result command(String... words) {
        return Commands.run(
                Stream.concat(Stream.of(words), gateway.commandLine().stream()).toArray(String[]::new));
    }

    @Test
    void exportsMessagesForAnAuditorMaskedUnlessAReasonIsGiven() {
        send("+393330000028", ", \"tag\": \"export-it\", \"reference\": \"=1+1\"");
        await().atMost(RunningGateway.LIMIT).untilAsserted(() -> assertThat(messages("tag=export-it&state=ACCEPTED"))
                .hasSize(1));

        Commands.Result csv = command("messages", "export", "--since", "1h", "--tag", "export-it");
        Commands.Result lines =
                command("messages", "export", "--since", "1h", "--tag", "export-it", "--format", "jsonl");
        Commands.Result revealed =
                command("messages", "export", "--since", "1h", "--tag", "export-it", "--reveal", "--why", "case 4711");

        assertThat(csv.code()).as(csv.err()).isZero();
        assertThat(csv.out().lines()).hasSize(2);
        assertThat(csv.out()).startsWith("id,takenAt,source,").contains(",'=1+1,export-it,", "+39********28,");
        assertThat(lines.out().lines())
                .singleElement()
                .asString()
                .startsWith("{")
                .contains("export-it");
        assertThat(lines.out()).doesNotContain("3330000028", "Ciao");
        assertThat(revealed.out()).contains("+393330000028,Ciao,");
        assertThat(command("messages", "export", "--since", "1h", "--reveal").code())
                .isEqualTo(2);
    }

    @Test
    void tellsUsageAndErasesOnTheCommandLine() {
        send("+393330000029", ", \"tag\": \"cli-it\"");
        await().atMost(RunningGateway.LIMIT).untilAsserted(() -> assertThat(messages("tag=cli-it&state=ACCEPTED"))
                .hasSize(1));

        assertThat(command("messages", "list", "--to", "+393330000029", "--tag", "cli-it")
                        .out())
                .contains("ACCEPTED", "+39********29");
        assertThat(command("usage", "--by", "account,tag").out())
                .contains(
                        "ACCOUNT",
                        "cli-it",
                        "0.045 EUR",
                        "Package of 'messagenet'",
                        "Credit of 'messagenet': 99.5 EUR");
        assertThat(command("usage", "--by", "tag", "--csv").out()).contains(",,,cli-it,1,1,0.045,EUR");
        assertThat(command("usage", "--by", "moon").err()).contains("'by' must be some of day, account");
        assertThat(command("erase", "+393330000029").code()).isEqualTo(2);
        assertThat(command("erase", "+393330000029", "--dry-run").out())
                .startsWith("Would erase 1 messages to +39********29");
        assertThat(command("erase", "333 0000029", "--why", "asked", "--yes").out())
                .startsWith("Erased 1 messages")
                .contains("backups");
        assertThat(messages("to=+393330000029")).isEmpty();
    }

    /** Each operation of the document, with its examples: what it answers is in the document, with each field. */
    @Test
    void answersAsTheOpenApiDocumentSays() throws Exception {
        send("+393330000400", "");
        send("+393330000027", "");
        JsonNode document = get("/openapi.json").json();
        List<String> wrong = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
            for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
                String what = method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey();
                String concrete = path.getKey();
                for (JsonNode parameter : method.getValue().path("parameters")) {
                    concrete = concrete.replace(
                            "{" + parameter.path("name").asText() + "}",
                            parameter.path("example").asText());
                }
                JsonNode body = method.getValue().at("/requestBody/content/application~1json/example");
                String sent = body.isMissingNode() ? "" : body.toString();
                check(document, what, method.getValue(), answer(method.getKey(), concrete, sent, true), wrong);
                Answer stranger = answer(method.getKey(), concrete, sent, false);
                if (stranger.status() != 401 && !path.getKey().equals("/v1/sign-in")) {
                    wrong.add(what + " without a token: answered " + stranger.status());
                }
                check(document, what, method.getValue(), stranger, wrong);
            }
        }

        assertThat(wrong).isEmpty();
    }

    private static Answer answer(String method, String path, String body, boolean withToken) {
        int port = gateway.addresses().port(Addresses.HTTP);
        RawHttp request = body.isEmpty()
                ? RawHttp.request(port, method.toUpperCase(Locale.ROOT), path).header("Host: 127.0.0.1:" + port)
                : RawHttp.request(port, method.toUpperCase(Locale.ROOT), path)
                        .header("Host: 127.0.0.1:" + port)
                        .header("Content-Type: application/json")
                        .body(body.getBytes(StandardCharsets.UTF_8));
        return (withToken ? request.header("Authorization: Bearer " + gateway.token()) : request).send();
    }

    private static void check(JsonNode document, String what, JsonNode operation, Answer answer, List<String> wrong) {
        JsonNode response = operation.path("responses").path(Integer.toString(answer.status()));
        if (response.has("$ref")) {
            response = document.at(response.path("$ref").asText().substring(1));
        }
        if (response.isMissingNode()) {
            wrong.add(what + ": response " + answer.status() + " is not in the document; it was " + answer.body());
            return;
        }
        String type = String.valueOf(answer.header("Content-Type")).split(";", -1)[0];
        JsonNode schema = response.path("content").path(type).path("schema");
        if (schema.isMissingNode() || !type.endsWith("json")) {
            if (!answer.body().isEmpty()) {
                wrong.add(what + ": response " + answer.status() + " of type " + type + " is not in the document");
            }
            return;
        }
        ObjectNode whole = JsonNodeFactory.instance.objectNode();
        whole.set("components", document.path("components"));
        whole.putArray("allOf").add(schema);
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(whole)
                .validate(answer.json())
                .forEach(problem -> wrong.add(what + ": response " + answer.status() + ": " + problem.getMessage()));
    }
}
