package io.staffetta.it.attack;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.it.support.RunningGateway;
import io.staffetta.sandbox.wire.Received;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.activemq.ActiveMQConnection;
import org.apache.activemq.command.ActiveMQQueue;

/**
 * Messages of a sender with properties that are the gateway's own, or Camel's: each is a message of that sender to the number
 * that it names, sent once at most, and nothing more.
 */
final class ForgedProperties implements Attack {

    private static final String TAG = "forged";
    private static final String TO = "+393330000041";
    private static final String OTHER = "+393330000042";

    @Override
    public String what() {
        return "Forged properties over JMS, Camel* among them";
    }

    @Override
    public void on(Victim victim, Tally tally) throws Exception {
        JsonNode others = victim.ask(
                        victim.admin,
                        "POST /v1/messages",
                        "{\"to\": \"" + OTHER + "\", \"text\": \"of another\", \"sendAt\": \"2099-01-01T00:00:00Z\","
                                + " \"validUntil\": \"2099-01-02T00:00:00Z\"}")
                .json()
                .at("/messages/0");
        Map<String, String> inputs = new HashMap<>();
        try (ActiveMQConnection attacker = victim.attacker();
                Session session = attacker.createSession(true, Session.SESSION_TRANSACTED);
                MessageProducer producer = session.createProducer(new ActiveMQQueue("sms.outbound"))) {
            for (String[] property : properties(others.path("id").asText())) {
                String text = "forged " + inputs.size();
                TextMessage message = session.createTextMessage(text);
                message.setStringProperty("to", TO);
                message.setStringProperty("tag", TAG);
                message.setStringProperty("account", "kpnqwest");
                message.setStringProperty("reference", text);
                try {
                    for (int i = 0; i < property.length; i += 2) {
                        message.setStringProperty(property[i], property[i + 1]);
                    }
                    producer.send(message);
                    inputs.put(text, String.join(" ", property));
                } catch (JMSException | IllegalArgumentException e) {
                    // The client itself knows better.
                    tally.refused();
                }
            }
            session.commit();
        }
        await().atMost(RunningGateway.LIMIT)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> undecided(victim) == 0);
        judge(victim, tally, inputs);
        String after = victim.ask(
                        victim.admin, "GET /v1/messages/" + others.path("id").asText(), "")
                .body();
        if (!after.contains("\"state\":\"WAITING\"") && !after.contains("\"state\":\"QUEUED\"")) {
            tally.won("the message of another", after);
        }
    }

    private static List<String[]> properties(String id) {
        List<String[]> all = new ArrayList<>();
        List<String> values = List.of(
                "",
                "x",
                "0",
                "-1",
                "true",
                id,
                OTHER,
                "admin",
                "http",
                "jms:bob",
                "messagenet",
                "sms.dead-letter",
                "1970-01-01T00:00:00Z",
                "2999-01-01T00:00:00Z",
                "${exchange}",
                "\u001b[2J",
                "99999999999");
        for (String name : List.of(
                "messageId",
                "recipient",
                "requestedAccount",
                "source",
                "sentBy",
                "application",
                "seal",
                "journey",
                "hop",
                "attempts",
                "dueAt",
                "deadline",
                "deadSince",
                "reason",
                "detail",
                "batch",
                "batchId",
                "row",
                "operation",
                "redriven",
                "JMSXUserID",
                "JMSXGroupID",
                "AMQ_SCHEDULED_DELAY",
                "AMQ_SCHEDULED_CRON",
                "AMQ_SCHEDULED_REPEAT")) {
            values.forEach(value -> all.add(new String[] {name, value}));
        }
        for (String name : CamelHeaders.NAMES) {
            if (name.matches("\\w+")) {
                all.add(new String[] {name, "getClass"});
                all.add(new String[] {name, "http://127.0.0.1:1/canary"});
            }
        }
        for (String value : values) {
            all.add(new String[] {
                "messageId",
                id,
                "recipient",
                OTHER,
                "account",
                "messagenet",
                "source",
                "http",
                "seal",
                value,
                "journey",
                "1",
                "deadline",
                "2999-01-01T00:00:00Z"
            });
        }
        return all;
    }

    private static List<JsonNode> messages(Victim victim) {
        List<JsonNode> all = new ArrayList<>();
        String next = "";
        do {
            JsonNode page = victim.ask(
                            victim.admin, "GET /v1/messages?tag=" + TAG + "&limit=1000&reveal=true&why=test" + next, "")
                    .json();
            page.path("messages").forEach(all::add);
            next = page.has("next") ? "&before=" + page.path("next").asText() : "";
        } while (!next.isEmpty());
        return all;
    }

    private static long undecided(Victim victim) {
        List<JsonNode> messages = messages(victim);
        return messages.isEmpty()
                ? 1
                : messages.stream()
                        .filter(message ->
                                !message.path("state").asText().matches("ACCEPTED|DELIVERED|UNDELIVERED|DEAD|WAITING"))
                        .count();
    }

    private static void judge(Victim victim, Tally tally, Map<String, String> inputs) {
        Map<String, List<String>> received = new HashMap<>();
        for (Received one : victim.gateway.providers().received()) {
            received.computeIfAbsent(one.text(), text -> new ArrayList<>()).add(one.to());
        }
        Map<String, JsonNode> known = new HashMap<>();
        messages(victim).forEach(message -> known.put(message.path("text").asText(), message));
        inputs.forEach((text, property) -> {
            List<String> sent = received.getOrDefault(text, List.of());
            JsonNode message = known.get(text);
            boolean elsewhere = sent.stream().anyMatch(to -> !to.endsWith(TO.substring(3)));
            boolean others = message != null && !message.path("source").asText().equals("jms:the-sender");
            tally.harmlessUnless(sent.size() > 1 || elsewhere || others, property, sent + " " + message);
        });
    }
}
