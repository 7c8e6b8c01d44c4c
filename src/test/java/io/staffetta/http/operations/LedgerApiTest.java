package io.staffetta.http.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.http.HttpAnswer;
import io.staffetta.http.Json;
import io.staffetta.ledger.TestLedger;
import java.time.Clock;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

class LedgerApiTest {

    private final TestLedger ledger = new TestLedger(Clock.systemUTC());
    private final LedgerApi api = new LedgerApi(ledger.ledger(), entry -> {});

    private static Exchange exchange() {
        return new DefaultExchange(new DefaultCamelContext());
    }

    private static JsonNode json(HttpAnswer answer) {
        assertThat(answer.status()).isEqualTo(200);
        return Json.read(answer.body().toString());
    }

    @Test
    void listsTheGatewaysAndSaysWhichAnswers() {
        JsonNode nodes = json(api.nodes(exchange())).path("nodes");

        assertThat(nodes).hasSize(1);
        assertThat(nodes.get(0).path("state").asText()).isEqualTo("ALIVE");
        assertThat(nodes.get(0).path("answering").asBoolean()).isTrue();
        assertThat(nodes.get(0).path("id").asText()).isEqualTo(ledger.ledger().node());
        assertThat(nodes.get(0).has("endedAt")).isFalse();
    }

    @Test
    void tellsThatNothingIsErasedAndHasItGoOn() {
        assertThat(json(api.retention(exchange())).path("held").asBoolean()).isFalse();

        ledger.hold("retention", "The clock went on by PT9600H");
        JsonNode held = json(api.retention(exchange()));
        assertThat(held.path("held").asBoolean()).isTrue();
        assertThat(held.path("reason").asText()).isEqualTo("The clock went on by PT9600H");

        assertThat(json(api.resumeRetention(exchange())).path("wasHeld").asBoolean())
                .isTrue();
        assertThat(json(api.resumeRetention(exchange())).path("wasHeld").asBoolean())
                .isFalse();
        assertThat(json(api.retention(exchange())).path("held").asBoolean()).isFalse();
    }
}
