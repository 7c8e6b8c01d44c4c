package io.staffetta.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.it.support.RunningGateway;
import jakarta.jms.MessageConsumer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

/** Quiet hours that are now, whatever the time is. One test waits until they are over. */
class QuietHoursIT {

    private static String accounts(LocalTime from, LocalTime to, ZoneId zone) {
        return """
                default: night
                accounts:
                  night:
                    provider: messagenet
                    description: Sleeps
                    username: demo
                    password: demo-password
                    url: "{{sandbox}}/messagenet/api/send_sms/"
                    quiet-hours: {from: "%s", to: "%s", zone: "%s"}
                """.formatted(from, to, zone);
    }

    @Test
    void holdsAllButUrgentMessagesUntilTheyAreOver() throws Exception {
        LocalTime now = LocalTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MINUTES);
        try (RunningGateway gateway = RunningGateway.withAccounts(
                        accounts(now.minusHours(1), now.plusHours(2), ZoneOffset.UTC))
                .with("staffetta.accounts.reload-seconds", "1")
                .start()) {
            gateway.enqueue("sleeps", "to", "+393330000001");
            gateway.enqueue("urgent", "to", "+393330000002", "priority", "high");

            await().atMost(RunningGateway.LIMIT)
                    .until(() -> gateway.providers().counts().taken() == 1
                            && gateway.browse("sms.retry.2s").size() == 1);
            assertThat(gateway.providers().received().get(0).text()).isEqualTo("urgent");

            gateway.enqueue("expires", "to", "+393330000003", "validFor", "PT1S");
            assertThat(gateway.deadLetter().getStringProperty("reason")).isEqualTo("EXPIRED");
            assertThat(gateway.providers().counts().taken()).isEqualTo(1);
        }
    }

    @Test
    void sendsWhatItHeldWhenTheyAreOver() throws Exception {
        Instant end = Instant.now().plusSeconds(40).truncatedTo(ChronoUnit.SECONDS);
        // In whole minutes, by clocks that are some seconds ahead.
        ZoneId zone = ZoneOffset.ofTotalSeconds(60 - (int) (end.getEpochSecond() % 60));
        LocalTime to = LocalTime.ofInstant(end, zone);
        try (RunningGateway gateway = RunningGateway.withAccounts(accounts(to.minusHours(1), to, zone))
                .start()) {
            MessageConsumer outcomes = gateway.outcomes();
            gateway.enqueue("sleeps", "to", "+393330000001", "reference", "sleeper");
            await().atMost(RunningGateway.LIMIT)
                    .until(() -> gateway.browse("sms.retry.2s").size() == 1);
            assertThat(gateway.providers().counts().requests()).isZero();

            await().atMost(Duration.between(Instant.now(), end).plus(RunningGateway.LIMIT))
                    .until(() -> gateway.providers().counts().taken() > 0);
            JsonNode outcome = RunningGateway.nextOutcome(outcomes, "sleeper");

            assertThat(outcome.path("outcome").asText()).isEqualTo("ACCEPTED");
            assertThat(outcome.path("attempts").asInt())
                    .as("waiting is no attempt")
                    .isEqualTo(1);
            assertThat(gateway.providers().received()).singleElement().satisfies(sent -> {
                assertThat(sent.text()).isEqualTo("sleeps");
                assertThat(sent.at()).isBetween(end, end.plus(RunningGateway.LIMIT));
            });
            assertThat(gateway.providers().counts().requests()).isEqualTo(1);
            assertThat(gateway.browse("sms.retry.2s")).isEmpty();
        }
    }
}
