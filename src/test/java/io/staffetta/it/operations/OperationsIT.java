package io.staffetta.it.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Operations on the embedded broker. */
class OperationsIT extends OperationsSentences {

    OperationsIT() {
        super(Optional.empty());
    }

    @Test
    void listsWithinSecondsWhatSomebodyElseHasPutThere() throws Exception {
        refuse(1, "kpnqwest");
        client().awaitDead("", 1);
        gateway()
                .session()
                .createProducer(gateway().session().createQueue("sms.dead-letter"))
                .send(gateway().session().createTextMessage("by hand"));

        List<String> ids = client().awaitDead("", 2);

        assertThat(ids.stream()
                        .map(id -> client().get("/v1/dead-letters/" + id))
                        .filter(one -> !one.path("ours").asBoolean()))
                .singleElement()
                .satisfies(one -> assertThat(one.path("reason").asText()).isEqualTo("MALFORMED"));
    }
}
