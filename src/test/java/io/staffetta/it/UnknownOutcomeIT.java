package io.staffetta.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.it.support.RunningGateway;
import io.staffetta.sandbox.wire.Behaviour;
import io.staffetta.sandbox.wire.Received;
import io.staffetta.sandbox.wire.Step;
import jakarta.jms.MessageConsumer;
import org.junit.jupiter.api.Test;

/** An account whose owner takes a second SMS for the lesser evil. */
class UnknownOutcomeIT {

    private static final String ACCOUNTS = """
            default: again
            accounts:
              again:
                provider: messagenet
                description: Tries again whatever happened
                username: demo
                password: demo-password
                url: "{{sandbox}}/messagenet/api/send_sms/"
                unknown-outcome: redeliver
            """;

    @Test
    void sendsAMessageAgainThatTheProviderPerhapsHas() throws Exception {
        try (RunningGateway gateway = RunningGateway.withAccounts(ACCOUNTS).start();
                MessageConsumer outcomes = gateway.outcomes()) {
            gateway.providers().script(Step.of(Behaviour.TAKE_AND_HANG_UP));
            gateway.enqueue("Ciao", "to", "+393330000001", "reference", "r-1");

            JsonNode first = RunningGateway.nextOutcome(outcomes, "r-1");
            assertThat(first.path("outcome").asText()).isEqualTo("UNKNOWN");
            assertThat(first.path("final").asBoolean()).isFalse();
            JsonNode second = RunningGateway.nextOutcome(outcomes, "r-1");
            assertThat(second.path("outcome").asText()).isEqualTo("ACCEPTED");
            assertThat(second.path("attempts").asInt()).isEqualTo(2);
            assertThat(gateway.providers().received())
                    .extracting(Received::text)
                    .containsExactly("Ciao", "Ciao");
            assertThat(gateway.browse("sms.dead-letter")).isEmpty();
        }
    }
}
