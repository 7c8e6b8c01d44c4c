package io.staffetta.it.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.it.support.DemoAccounts;
import io.staffetta.it.support.RunningGateway;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.time.Duration;

/** Messages that journeys through the console need. */
final class SentMessages {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final ConsoleWorld world;

    SentMessages(ConsoleWorld world) {
        this.world = world;
    }

    /** Puts all accounts back that other journeys may have changed. */
    static void configure(ConsoleWorld world) {
        world.gateway().changeAccounts(DemoAccounts.YAML);
        await().atMost(LIMIT)
                .until(() -> world.ask("GET", "/v1/accounts", "").json().size() > DemoAccounts.IDS.size());
    }

    /** Sends a message over HTTP, and gives its id. */
    String send(String to, String text, String more) {
        JsonNode answer = world.ask(
                        "POST", "/v1/messages", "{\"to\": \"%s\", \"text\": \"%s\"%s}".formatted(to, text, more))
                .json();
        assertThat(answer.path("messages")).as(answer.toString()).hasSize(1);
        return answer.at("/messages/0/id").asText();
    }

    /** The same, and waits until it is in a state. */
    String send(String to, String text, String more, String state) {
        String id = send(to, text, more);
        await().atMost(RunningGateway.LIMIT).until(() -> state(id).equals(state));
        return id;
    }

    /** Which account would send a message with a sender name now, and by what it would be chosen: {@code main by rule 2}. */
    String previewed(String sender) {
        JsonNode one = world.ask(
                        "POST",
                        "/v1/messages/preview",
                        "{\"to\": \"+393330000001\", \"text\": \"x\", \"sender\": \"%s\"}".formatted(sender))
                .json()
                .at("/messages/0");
        return one.path("account").asText() + " by " + one.path("routedBy").asText();
    }

    String state(String id) {
        return get("/v1/messages/" + id).at("/messages/0/state").asText();
    }

    /** Sees to it that so many messages to a number are dead, since their account is disabled. */
    void kill(int many, String to) throws JMSException {
        try (Session session = world.gateway().transactedSession();
                MessageProducer producer = session.createProducer(session.createQueue("sms.outbound"))) {
            for (int i = 0; i < many; i++) {
                TextMessage message = session.createTextMessage("dead " + i);
                message.setStringProperty("to", to);
                message.setStringProperty("account", "off");
                producer.send(message);
            }
            session.commit();
        }
        await().atMost(LIMIT).until(() -> dead(to) == many);
    }

    /** How many messages to a number are dead. */
    int dead(String to) {
        return get("/v1/dead-letters?group=reason&to=" + to.replace("+", "%2B"))
                .path("total")
                .asInt();
    }

    JsonNode get(String path) {
        return world.ask("GET", path, "").json();
    }
}
