package io.staffetta.cli.messages;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.cli.terminal.JsonLine;
import io.staffetta.delivery.OutcomeEvent;
import io.staffetta.message.MessageId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SendingTest {

    @Test
    void tellsAnAcceptanceInWords() {
        assertThat(Sending.words(event(
                        "ACCEPTED",
                        "{\"account\":\"main\",\"providerMessageId\":\"77\",\"attempts\":1,\"segments\":2}")))
                .isEqualTo("M accepted by account main, its id there 77, after 1 attempt, 2 SMS");
    }

    @Test
    void tellsAFailureInWords() {
        assertThat(Sending.words(event("REFUSED", "{\"account\":\"main\",\"attempts\":3,\"detail\":\"bad number\"}")))
                .isEqualTo("M REFUSED, account main, after 3 attempts: bad number; it is in the dead letter queue");
    }

    @Test
    void succeedsOnlyIfAllWereAccepted() {
        NewMessage one = NewMessage.of("1", "ciao", Map.of());
        NewMessage two = NewMessage.of("2", "ciao", Map.of());
        OutcomeEvent accepted = event("ACCEPTED", "{}");

        assertThat(Sending.exitCode(List.of(one, two), Map.of(one.id(), accepted, two.id(), accepted)))
                .isZero();
        assertThat(Sending.exitCode(List.of(one, two), Map.of(one.id(), accepted)))
                .isEqualTo(5);
        assertThat(Sending.exitCode(List.of(one), Map.of(one.id(), event("REFUSED", "{}"))))
                .isEqualTo(5);
    }

    @Test
    void makesMessagesThatTheGatewayJudges() {
        NewMessage message = NewMessage.of("no number", "perché \"sì\"", Map.of("priority", "high"));

        assertThat(message.json())
                .isEqualTo("{\"to\":\"no number\",\"text\":\"perché \\\"sì\\\"\",\"priority\":\"high\"}");
        assertThat(message.jmsPriority()).isEqualTo(8);
        assertThat(MessageId.isValid(message.id())).isTrue();
        assertThat(message).hasToString("NewMessage[" + message.id() + "]");
        assertThat(NewMessage.of("1", "x", Map.of("priority", "urgent")).jmsPriority())
                .isEqualTo(4);
    }

    private static OutcomeEvent event(String outcome, String more) {
        String json = "{\"id\":\"M\",\"final\":true,\"outcome\":\"" + outcome + "\""
                + (more.equals("{}") ? "}" : "," + more.substring(1));
        return JsonLine.read(json, OutcomeEvent.class);
    }
}
