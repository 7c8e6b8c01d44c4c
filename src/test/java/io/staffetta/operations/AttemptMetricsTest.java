package io.staffetta.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.staffetta.delivery.DeliverySamples;
import io.staffetta.message.MessageId;
import io.staffetta.message.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AttemptMetricsTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final AttemptMetrics metrics = new AttemptMetrics(registry, DeliverySamples.CLOCK);

    @Test
    void countAttemptsByOutcomeAndClassOfTheAnswersStatus() {
        for (Outcome outcome : new Outcome[] {
            new Outcome.Accepted("7"),
            new Outcome.Busy("full", 503, "", Duration.ZERO),
            new Outcome.Busy("full", 500, "", Duration.ZERO),
            new Outcome.NotSent("cannot be reached")
        }) {
            metrics.ended(DeliverySamples.delivery(1), outcome, TimeUnit.MILLISECONDS.toNanos(30));
        }

        assertThat(attempts("ACCEPTED", "none")).isEqualTo(1);
        assertThat(attempts("BUSY", "5xx")).isEqualTo(2);
        assertThat(attempts("NOT_SENT", "none")).isEqualTo(1);
        assertThat(registry.get("staffetta.provider.call").timer().count()).isEqualTo(4);
        assertThat(registry.get("staffetta.provider.call").timer().mean(TimeUnit.MILLISECONDS))
                .isEqualTo(30);
        assertThat(registry.get("staffetta.message.time").timers().stream()
                        .mapToLong(timer -> timer.count())
                        .sum())
                .as("messages that a provider has")
                .isEqualTo(1);
    }

    @Test
    void knowWhenAMessageArrivedByItsId() {
        Instant at = Instant.parse("2026-11-29T12:34:56.789Z");

        assertThat(MessageId.arrival(MessageId.of("some origin", at))).isEqualTo(at);
        assertThat(MessageId.arrival(MessageId.of("some origin", Instant.EPOCH)))
                .isEqualTo(Instant.EPOCH);
    }

    private double attempts(String outcome, String status) {
        return registry.get("staffetta.attempts")
                .tags("outcome", outcome, "status", status)
                .counter()
                .count();
    }
}
