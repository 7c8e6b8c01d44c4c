package io.staffetta.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

/** Quiet hours that are now, whatever the time is. */
class QuietHoursIT {

    private static String accounts(LocalTime from, LocalTime to) {
        return """
                default: night
                accounts:
                  night:
                    provider: messagenet
                    description: Sleeps
                    username: demo
                    password: demo-password
                    url: "{{sandbox}}/messagenet/api/send_sms/"
                    quiet-hours: {from: "%s", to: "%s", zone: UTC}
                """.formatted(from, to);
    }

    @Test
    void holdsAllButUrgentMessagesUntilTheyAreOver() throws Exception {
        LocalTime now = LocalTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MINUTES);
        try (RunningGateway gateway = RunningGateway.withAccounts(accounts(now.minusHours(1), now.plusHours(2)))
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
}
