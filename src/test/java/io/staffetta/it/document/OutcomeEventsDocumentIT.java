package io.staffetta.it.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.staffetta.broker.BrokerConnections;
import io.staffetta.broker.Credentials;
import io.staffetta.config.Addresses;
import io.staffetta.it.support.DocumentSample;
import io.staffetta.it.support.RunningGateway;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Plays the page on outcome events, command by command, against a gateway in sandbox mode. */
class OutcomeEventsDocumentIT {

    private static final Path PAGE = Path.of("src/docs/outcome-events.md");
    private static final Pattern DURABLE = Pattern.compile(
            "setClientID\\(\"([^\"]+)\"\\).*createDurableSubscriber\\(\\s*session\\.createTopic\\(\"([^\"]+)\"\\),\\s*\"([^\"]+)\",\\s*\"([^\"]+)\"",
            Pattern.DOTALL);

    private static RunningGateway gateway;
    private static String page;

    @BeforeAll
    static void start() throws IOException {
        gateway = RunningGateway.inSandboxMode().start();
        page = Files.readString(PAGE);
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void keepsWhatWasSelectedForAStompClientThatWasAway() throws Exception {
        List<DocumentSample> samples = DocumentSample.of(page);
        assertThat(samples).hasSize(4);

        for (DocumentSample sample : samples) {
            String printed = runAlone(sample.command());
            for (String line : sample.output()) {
                assertThat(printed.lines())
                        .as(sample.command())
                        .anyMatch(shown -> shown.matches(Arrays.stream(line.split("…", -1))
                                .map(Pattern::quote)
                                .reduce((a, b) -> a + ".*" + b)
                                .orElseThrow()));
            }
            assertThat(printed).doesNotContain("reference:event-1", "ERROR");
        }
        assertThat(runAlone(samples.get(2).command()))
                .as("nothing was kept after the subscription was deleted")
                .doesNotContain("MESSAGE");
    }

    /** Once the broker has seen that the client before it with the same id has gone: it lets in one at a time. */
    private static String runAlone(String command) {
        return await().until(() -> run(command), printed -> !printed.contains("already connected"));
    }

    @Test
    void keepsWhatWasSelectedForAJmsClientThatWasAway() throws Exception {
        assertThat(received(List.of())).as("subscribes").isEmpty();
        String http = "http://127.0.0.1:" + gateway.addresses().port(Addresses.HTTP) + "/v1/messages";
        for (String reference : List.of("jms-1", "jms-2")) {
            run(
                    "curl -s -H 'Content-Type: application/json' -d '{\"to\":\"+393330000001\",\"text\":\"Ciao\",\"reference\":\""
                            + reference + "\"}' " + http);
        }
        gateway.enqueue("another source", "to", "+393330000001", "reference", "jms-3");

        assertThat(received(List.of("jms-1", "jms-2")))
                .contains("jms-1", "jms-2")
                .doesNotContain("jms-3");
        assertThat(received(List.of())).as("acknowledged").isEmpty();
    }

    /** References of the events that a durable subscriber as on the page gets, until these have come. */
    private static List<String> received(List<String> expected) throws JMSException {
        Matcher settings = DURABLE.matcher(page);
        assertThat(settings.find()).isTrue();
        try (Connection connection = BrokerConnections.factory(
                        "tcp://127.0.0.1:" + gateway.addresses().port(Addresses.OPENWIRE), Credentials.ANONYMOUS)
                .createConnection()) {
            connection.setClientID(settings.group(1));
            Session session = connection.createSession(false, Session.CLIENT_ACKNOWLEDGE);
            MessageConsumer events = session.createDurableSubscriber(
                    session.createTopic(settings.group(2)), settings.group(3), settings.group(4), false);
            connection.start();
            List<String> references = new ArrayList<>();
            long patience = expected.isEmpty() ? 500 : RunningGateway.LIMIT.toMillis();
            while (expected.isEmpty() || !references.containsAll(expected)) {
                Message event = events.receive(patience);
                if (event == null) {
                    return references;
                }
                assertThat(event.getBooleanProperty("final")).isTrue();
                references.add(event.getStringProperty("reference"));
                event.acknowledge();
            }
            return references;
        }
    }

    private static String run(String command) throws IOException, InterruptedException {
        String here = command.replace("61613", "" + gateway.addresses().port(Addresses.STOMP))
                .replace("8080", "" + gateway.addresses().port(Addresses.HTTP));
        return DocumentSample.run(here, "", Path.of("."), Map.of());
    }
}
