package io.staffetta.it.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.cli.Commands;
import io.staffetta.config.Addresses;
import io.staffetta.it.support.DemoAccounts;
import io.staffetta.it.support.ExternalBroker;
import io.staffetta.it.support.OperationClient;
import io.staffetta.it.support.RunningGateway;
import io.staffetta.message.MessageId;
import io.staffetta.sandbox.wire.Received;
import jakarta.jms.MessageConsumer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What operators do with dead letters and with messages that wait, over HTTP and by commands, on whichever broker. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OperationsSentences {

    private final Optional<ExternalBroker> broker;
    private RunningGateway gateway;
    private OperationClient client;

    /**
     * @param broker empty for the embedded one
     */
    OperationsSentences(Optional<ExternalBroker> broker) {
        this.broker = broker;
    }

    final RunningGateway gateway() {
        return gateway;
    }

    final OperationClient client() {
        return client;
    }

    @BeforeAll
    void start() {
        broker.ifPresent(ExternalBroker::start);
        RunningGateway prepared = RunningGateway.withAccounts(DemoAccounts.YAML)
                .with("staffetta.retry.delays", "40s,1h")
                // What one test has refused must not park an account for another.
                .with("staffetta.breaker.refusals", "0")
                .with("staffetta.breaker.window", "1000");
        gateway = broker.map(prepared::on).orElse(prepared).start();
        client = new OperationClient((method, path) -> gateway.request(Addresses.HTTP, method, path));
    }

    @AfterAll
    void stop() {
        gateway.close();
        broker.ifPresent(ExternalBroker::close);
    }

    @AfterEach
    void leaveNothing() {
        client.run("{\"kind\":\"discard\",\"filter\":{},\"why\":\"end of test\"}");
        client.run("{\"kind\":\"cancel\",\"filter\":{}}");
        assertThat(client.dead("")).isEmpty();
    }

    final void refuse(int many, String account, String... properties) throws Exception {
        String[] all = Stream.concat(Stream.of("to", "+393330000400", "account", account), Stream.of(properties))
                .toArray(String[]::new);
        for (int i = 0; i < many; i++) {
            gateway.enqueue("refused " + i, all);
        }
    }

    private static String query(String name, String value) {
        return "?" + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private Commands.Result command(String... words) {
        return Commands.run(
                Stream.concat(Stream.of(words), gateway.commandLine().stream()).toArray(String[]::new));
    }

    private List<String> received() {
        return gateway.providers().received().stream().map(Received::text).toList();
    }

    @Test
    void findsDeadLettersByWhatTheyAre() throws Exception {
        Instant before = Instant.now();
        refuse(1, "kpnqwest", "tag", "autumn", "priority", "high");
        gateway.enqueue("nowhere", "to", "+393330000007", "account", "no-such");
        gateway.enqueue("{\"to\": ");
        List<String> all = client.awaitDead("", 3);
        String refused = client.dead("?reason=REFUSED").get(0);
        String nowhere = client.dead(query("to", "333 0000007")).get(0);
        String unreadable = client.dead("?reason=MALFORMED").get(0);
        assertThat(all).containsExactlyInAnyOrder(refused, nowhere, unreadable);

        assertThat(client.dead("?account=kpnqwest")).containsExactly(refused);
        assertThat(client.dead("?tag=autumn&priority=high")).containsExactly(refused);
        assertThat(client.dead("?tag=autumn&priority=bulk")).isEmpty();
        assertThat(client.dead(query("q", "answered kpnqwest"))).containsExactly(refused);
        assertThat(client.dead(query("q", "no-such"))).containsExactly(nowhere);
        assertThat(client.dead(query("since", before.toString()))).hasSize(3);
        assertThat(client.dead(query("until", before.toString()))).isEmpty();
        assertThat(client.dead("?batch=" + MessageId.next())).isEmpty();
        assertThat(client.dead("?application=crm")).isEmpty();
        JsonNode one = client.get("/v1/dead-letters/" + refused);
        assertThat(client.dead(query("detail", one.path("detail").asText()))).containsExactly(refused);
        assertThat(one.path("to").asText()).isEqualTo("+39********00");
        assertThat(one.path("attempts").asInt()).isEqualTo(1);
        assertThat(one.path("ours").asBoolean()).isTrue();
        JsonNode page = client.get("/v1/dead-letters?limit=2");
        assertThat(client.dead("?limit=2&before=" + page.path("next").asText())).containsExactly(all.get(2));
        assertThat(client.send("GET", "/v1/dead-letters?reason=NONE", "")
                        .json()
                        .path("code")
                        .asText())
                .isEqualTo("invalid_parameter");
    }

    @Test
    void countsGroupsAndKeepsWhatIsSaidOfThem() throws Exception {
        refuse(3, "kpnqwest");
        gateway.enqueue("nowhere", "to", "+393330000007", "account", "no-such");
        client.awaitDead("", 4);

        JsonNode groups = client.get("/v1/dead-letters?group=reason,account,detail");
        assertThat(groups.path("total").asInt()).isEqualTo(4);
        JsonNode most = groups.path("groups").path(0);
        assertThat(most.path("count").asInt()).isEqualTo(3);
        assertThat(most.path("reason").asText()).isEqualTo("REFUSED");
        String key = most.path("key").asText();
        assertThat(client.send("PUT", "/v1/dead-letters/groups/" + key + "/note", "{\"text\":\"they know\"}")
                        .status())
                .isEqualTo(200);
        assertThat(client.dead(query("detail", most.path("detail").asText()))).hasSize(3);

        client.run("{\"kind\":\"discard\",\"filter\":{\"reason\":\"REFUSED\"},\"why\":\"test\"}");
        refuse(1, "kpnqwest");
        client.awaitDead("?reason=REFUSED", 1);
        assertThat(client.get("/v1/dead-letters?group=reason,account,detail").toString())
                .contains("they know", key);
        assertThat(command("dead", "groups").out()).contains(key, "they know", "2 dead letters");
        assertThat(command("dead", "groups", "note", key).out()).startsWith("Nothing is said");
        assertThat(command("dead", "groups", "--by", "reason").out()).doesNotContain("they know");
    }

    @Test
    void actsOnWhatTheDryRunShowedAndOnNothingElse() throws Exception {
        refuse(2, "kpnqwest");
        List<String> seen = client.awaitDead("", 2);
        JsonNode plan = client.order(
                "{\"kind\":\"discard\",\"filter\":{\"account\":\"kpnqwest\"},\"why\":\"test\",\"dryRun\":true}");
        assertThat(plan.path("state").asText()).isEqualTo("PLANNED");
        assertThat(plan.path("left").asInt()).isEqualTo(2);
        refuse(1, "kpnqwest");
        client.awaitDead("", 3);

        JsonNode done = client.run("{\"plan\":\"" + plan.path("id").asText() + "\"}");

        assertThat(done.path("done").asInt()).isEqualTo(2);
        assertThat(client.dead("")).hasSize(1).doesNotContainAnyElementsOf(seen);
        assertThat(client.send(
                                "POST",
                                "/v1/operations",
                                "{\"plan\":\"" + plan.path("id").asText() + "\"}")
                        .json()
                        .path("code")
                        .asText())
                .isEqualTo("plan_used");
    }

    @Test
    void redrivesWithAnotherAccountAndKeepsItsHistory() throws Exception {
        refuse(1, "kpnqwest");
        String id = client.awaitDead("", 1).get(0);

        JsonNode done = client.run("{\"kind\":\"redrive\",\"ids\":[\"" + id
                + "\",\"01JDC5Z8K3V4M0W6Y1B2C3D4E5\"],\"toAccount\":\"tim-consip\",\"why\":\"tim works\"}");

        assertThat(done.path("outcomes").toString()).isEqualTo("{\"DONE\":1,\"NOT_FOUND\":1}");
        assertThat(done.path("who").asText()).isEqualTo("admin");
        client.awaitDead("?account=tim-consip", 1);
        assertThat(client.get("/v1/operations").path("operations").path(0).path("id"))
                .isEqualTo(done.path("id"));
        assertThat(client.get("/v1/audit?action=operation.redrive").toString())
                .contains("tim works", done.path("id").asText());
        assertThat(command("operations", "list").out()).contains("redrive", "tim works");
        assertThat(command("operations", "show", done.path("id").asText()).out())
                .contains(id, "NOT_FOUND");
    }

    @Test
    void settlesWhatIsOfUnknownOutcomeAndNothingElse() throws Exception {
        gateway.enqueue("unknown 1", "to", "+393330000444", "account", "kpnqwest");
        gateway.enqueue("unknown 2", "to", "+393330000444", "account", "kpnqwest");
        List<String> unknown = client.awaitDead("?reason=UNKNOWN", 2);
        refuse(1, "kpnqwest");
        String refused = client.awaitDead("?reason=REFUSED", 1).get(0);
        assertThat(client.run("{\"kind\":\"redrive\",\"filter\":{}," + "\"toAccount\":\"tim-consip\"}")
                        .path("outcomes")
                        .toString())
                .isEqualTo("{\"DONE\":1,\"PERHAPS_SENT\":2}");
        client.awaitDead("?account=tim-consip", 1);

        try (MessageConsumer outcomes = gateway.outcomes()) {
            JsonNode sent = client.run("{\"kind\":\"settle\",\"as\":\"sent\",\"why\":\"on their list\",\"ids\":"
                    + OperationClient.json(List.of(unknown.get(0), refused)) + "}");

            assertThat(sent.path("outcomes").toString()).isEqualTo("{\"DONE\":1,\"NOT_UNKNOWN\":1}");
            JsonNode event = RunningGateway.nextJson(outcomes);
            while (!event.path("id").asText().equals(unknown.get(0))) {
                event = RunningGateway.nextJson(outcomes);
            }
            assertThat(event.path("outcome").asText()).isEqualTo("ACCEPTED");
        }
        assertThat(client.get("/v1/messages/" + unknown.get(0)).toString())
                .contains("\"state\":\"ACCEPTED\"", "\"deed\":\"SETTLED\"");
        assertThat(client.run("{\"kind\":\"settle\",\"as\":\"not-sent\",\"why\":\"not on it\",\"ids\":[\""
                                + unknown.get(1) + "\"],\"toAccount\":\"messagenet\"}")
                        .path("done")
                        .asInt())
                .isEqualTo(1);
        assertThat(client.awaitDead("?account=messagenet", 1)).containsExactly(unknown.get(1));
        assertThat(attempts(unknown.get(1))).isEqualTo(2);
    }

    @Test
    void revealsNumberAndTextToWhoSaysWhy() throws Exception {
        refuse(1, "kpnqwest");
        gateway.enqueue("{\"to\": \"un");
        List<String> ids = client.awaitDead("", 2);
        String refused = client.dead("?reason=REFUSED").get(0);
        String unreadable =
                ids.stream().filter(id -> !id.equals(refused)).findFirst().orElseThrow();

        assertThat(client.send("POST", "/v1/messages/" + refused + "/reveal", "{}")
                        .status())
                .isEqualTo(400);
        assertThat(client.send("POST", "/v1/messages/" + refused + "/reveal", "{\"why\":\"a call\"}")
                        .body())
                .contains("+393330000400", "refused 0");
        assertThat(client.send("POST", "/v1/messages/" + unreadable + "/reveal", "{\"why\":\"a call\"}")
                        .json()
                        .path("body")
                        .asText())
                .isEqualTo("{\"to\": \"un");
        assertThat(client.get("/v1/audit?action=message.reveal").toString()).contains("a call", refused, unreadable);
    }

    @Test
    void cancelsWhatWaitsAndNothingThatIsOver() throws Exception {
        gateway.enqueue(
                "never",
                "to",
                "+393330000001",
                "sendAt",
                Instant.now().plusSeconds(3600).toString());
        gateway.enqueue("sent", "to", "+393330000001");
        await().atMost(RunningGateway.LIMIT).until(() -> received().contains("sent"));
        String later = waiting();

        JsonNode done = client.run("{\"kind\":\"cancel\",\"ids\":[\"" + later + "\"],\"why\":\"not any more\"}");

        assertThat(done.path("done").asInt()).isEqualTo(1);
        assertThat(client.get("/v1/messages/" + later).toString()).contains("CANCELLED");
        assertThat(client.run("{\"kind\":\"cancel\",\"ids\":[\"" + later + "\"]}")
                        .path("outcomes")
                        .toString())
                .isEqualTo("{\"NOT_WAITING\":1}");
    }

    @Test
    void hurriesWhatWaitsForARetryAndNotWhatItsSenderWantsLater() throws Exception {
        gateway.enqueue(
                "scheduled",
                "to",
                "+393330000001",
                "sendAt",
                Instant.now().plusSeconds(3600).toString());
        String scheduled = waiting();
        gateway.enqueue("busy", "to", "+393330000430", "account", "kpnqwest");
        String busy = await().atMost(RunningGateway.LIMIT)
                .until(
                        () -> client.get("/v1/messages?state=WAITING&account=kpnqwest")
                                .path("messages")
                                .path(0)
                                .path("id")
                                .asText(),
                        id -> !id.isEmpty());
        Instant begun = Instant.now();

        JsonNode done =
                client.run("{\"kind\":\"hurry\",\"ids\":" + OperationClient.json(List.of(busy, scheduled)) + "}");

        assertThat(done.path("outcomes").toString()).contains("\"DONE\":1", "\"SCHEDULED\":1");
        await().until(() -> attempts(busy) >= 2);
        assertThat(Instant.now()).as("not the wait for a retry").isBefore(begun.plusSeconds(40));
        assertThat(client.get("/v1/messages/" + scheduled).toString()).contains("WAITING");
    }

    @Test
    void movesWhatWaitsForAPausedAccountAndAScheduledMessageWithIt() throws Exception {
        assertThat(client.send("POST", "/v1/accounts/kpnqwest/pause", "{\"why\":\"test\"}")
                        .status())
                .isEqualTo(200);
        for (int i = 0; i < 300; i++) {
            gateway.enqueue("stays " + i, "to", "+393330000001", "account", "kpnqwest");
        }
        for (int i = 0; i < 5; i++) {
            gateway.enqueue("moves " + i, "to", "+393330000001", "account", "kpnqwest", "tag", "move");
        }
        gateway.enqueue(
                "moves later",
                "to",
                "+393330000001",
                "account",
                "kpnqwest",
                "tag",
                "move",
                "sendAt",
                Instant.now().plusSeconds(3600).toString());
        await().atMost(RunningGateway.LIMIT).until(() -> queued() == 305);

        JsonNode done = client.run(
                "{\"kind\":\"move\",\"filter\":{\"account\":\"kpnqwest\",\"tag\":\"move\"},\"toAccount\":\"messagenet\"}");

        assertThat(done.path("outcomes").toString()).isEqualTo("{\"DONE\":6}");
        await().atMost(RunningGateway.LIMIT).until(() -> received().contains("moves 4"));
        assertThat(received()).doesNotContain("stays 0", "moves later");
        assertThat(queued()).isEqualTo(300);
        assertThat(client.get("/v1/messages?state=WAITING&account=messagenet").path("messages"))
                .hasSize(1);
        client.run("{\"kind\":\"cancel\",\"filter\":{\"account\":\"kpnqwest\"}}");
        assertThat(client.send("POST", "/v1/accounts/kpnqwest/resume", "{}").status())
                .isEqualTo(200);
        await().atMost(RunningGateway.LIMIT)
                .until(() -> gateway.browse("sms.account.kpnqwest").isEmpty());
        assertThat(received()).doesNotContain("stays 0", "stays 299");
    }

    @Test
    void keepsAPaceAndIsCancelledInBetween() throws Exception {
        refuse(20, "no-such");
        client.awaitDead("", 20);
        JsonNode slow = client.order("{\"kind\":\"discard\",\"filter\":{},\"why\":\"slow\",\"rate\":\"2/s\"}");
        String id = slow.path("id").asText();
        await().atMost(RunningGateway.LIMIT)
                .until(() -> client.get("/v1/operations/" + id).path("done").asInt() >= 2);
        // Another one need not wait for its end.
        gateway.enqueue("{\"to\": ");
        client.awaitDead("?reason=MALFORMED", 1);
        assertThat(client.run("{\"kind\":\"discard\",\"filter\":{\"reason\":\"MALFORMED\"},\"why\":\"test\"}")
                        .path("done")
                        .asInt())
                .isEqualTo(1);

        Commands.Result cancel = command("operations", "cancel", id);
        assertThat(cancel.err()).isEmpty();
        assertThat(cancel.out()).contains("is cancelled");

        JsonNode cancelled = client.ended(id, RunningGateway.LIMIT);
        assertThat(cancelled.path("state").asText()).isEqualTo("CANCELLED");
        int done = cancelled.path("done").asInt();
        assertThat(done).isBetween(2, 19);
        await().atMost(RunningGateway.LIMIT)
                .until(() -> client.dead("").size()
                        == 20 - client.get("/v1/operations/" + id).path("done").asInt());
        assertThat(command("operations", "cancel", id).code()).isEqualTo(1);
    }

    @Test
    void exportsWithoutNumbersAndFormulas() throws Exception {
        refuse(1, "kpnqwest", "reference", "=1+1");
        client.awaitDead("", 1);

        assertThat(command("dead", "export").out())
                .startsWith("id,diedAt,reason")
                .contains("'=1+1", "+39********00")
                .doesNotContain("0000400");
        assertThat(command("dead", "export", "--format", "jsonl").out()).startsWith("{\"id\":");
    }

    private int queued() {
        return client.get("/v1/messages?state=QUEUED&account=kpnqwest&limit=1000")
                .path("messages")
                .size();
    }

    private int attempts(String id) {
        return client.get("/v1/messages/" + id)
                .path("messages")
                .path(0)
                .path("attempts")
                .size();
    }

    /** Id of the one message that waits. */
    private String waiting() {
        return await().atMost(RunningGateway.LIMIT)
                .until(
                        () -> client.get("/v1/messages?state=WAITING")
                                .path("messages")
                                .path(0)
                                .path("id")
                                .asText(),
                        id -> !id.isEmpty());
    }
}
