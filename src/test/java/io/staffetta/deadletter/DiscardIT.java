package io.staffetta.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.staffetta.delivery.EventOutcome;
import io.staffetta.delivery.Reason;
import io.staffetta.ledger.operation.ItemOutcome;
import io.staffetta.message.MessageId;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Discards over the embedded broker. */
class DiscardIT {

    private DeadLetterBroker broker;

    @BeforeEach
    void start() throws JMSException {
        broker = new DeadLetterBroker();
    }

    @AfterEach
    void stop() throws JMSException {
        broker.close();
    }

    @Test
    void removesAndTells() throws Exception {
        Map<String, Object> fields = Map.of("to", "333 0000001", "reference", "r1");
        String id = broker.die("ciao", fields, Reason.UNKNOWN, "main").get(0);
        String other = broker.die("ciao", fields, Reason.REFUSED, "main").get(0);

        try (MessageConsumer outcomes =
                broker.session().createConsumer(broker.session().createTopic(OutcomeNotice.OUTCOMES))) {
            String noSuch = MessageId.next();

            assertThat(broker.sweep(discard("sent by hand"), Map.of(id, 0, noSuch, 0)))
                    .isEqualTo(Map.of(id, ItemOutcome.DONE));

            assertThat(broker.dead()).containsExactly(other);
            Message outcome = outcomes.receive(5000);
            JsonNode event = new ObjectMapper().readTree(outcome.getBody(String.class));
            assertThat(event.path("id").asText()).isEqualTo(id);
            assertThat(event.path("outcome").asText()).isEqualTo("DISCARDED");
            assertThat(event.path("final").asBoolean()).isTrue();
            assertThat(outcome.getStringProperty("outcome")).isEqualTo("DISCARDED");
            assertThat(outcome.getStringProperty("account")).isEqualTo("main");
            assertThat(outcome.getStringProperty("reference")).isEqualTo("r1");
            assertThat(outcome.getBooleanProperty("final")).isTrue();
            assertThat(event.path("detail").asText()).isEqualTo("sent by hand");
            assertThat(event.path("reference").asText()).isEqualTo("r1");
            assertThat(event.path("to").asText()).isEqualTo("+39********01");
            assertThat(event.toString()).doesNotContain("ciao");
        }
    }

    @Test
    void removesExpiredAndUnknownOnesToo() throws JMSException {
        String expired = broker.die("ciao", Map.of("to", "333 0000001"), Reason.EXPIRED, "main", Instant.EPOCH)
                .get(0);
        String unknown = broker.die("ciao", Map.of("to", "333 0000001"), Reason.UNKNOWN, "main")
                .get(0);

        assertThat(broker.sweep(discard("test"), Map.of(expired, 0, unknown, 0)))
                .hasSize(2);
        assertThat(broker.dead()).isEmpty();
    }

    private static OutcomeNotice discard(String why) {
        return new OutcomeNotice(EventOutcome.DISCARDED, why, Clock.systemUTC());
    }
}
