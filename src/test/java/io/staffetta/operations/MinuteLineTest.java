package io.staffetta.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.ledger.figures.Figures;
import io.staffetta.ledger.figures.Waiting;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MinuteLineTest {

    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");

    private Totals totals = Totals.NONE;
    private Figures figures = Figures.NONE;
    private List<String> parked = List.of();
    private Map<String, Long> queues = Map.of();
    private final MinuteLine minute = new MinuteLine(() -> totals, () -> figures, () -> queues, () -> parked);

    private static Figures waiting(Waiting... waiting) {
        return new Figures(NOW, List.of(waiting), List.of(), List.of(), List.of());
    }

    @Test
    void saysNothingWhileNothingHappensAndNothingWaitsThatCouldBeSent() {
        figures = waiting(new Waiting("main", 0, null, 500, 0, null));
        parked = List.of("main");

        assertThat(minute.next(60)).isEmpty();
    }

    @Test
    void saysWhatWasDoneSinceTheLastAndWhatWaits() {
        totals = new Totals(1200, 1180, 3, 1);
        figures = waiting(
                new Waiting("main", 30, NOW.minusSeconds(90), 7, 4, NOW.minusSeconds(600)),
                new Waiting("other", 1, NOW.minusSeconds(5), 0, 0, null));
        parked = List.of("other");

        assertThat(minute.next(60))
                .hasValue("60 s: 1200 taken (20.0/s), 1180 accepted (19.7/s), 3 to be tried again, 1 dead; 35 wait,"
                        + " the oldest for 10 min, for a later time: 3; parked: other");

        totals = new Totals(1201, 1180, 3, 1);
        assertThat(minute.next(60).orElseThrow()).startsWith("60 s: 1 taken (0.0/s), 0 accepted (0.0/s)");
        assertThat(minute.next(60).orElseThrow()).contains("0 taken", "35 wait");
    }

    @Test
    void saysWhatIsNotYetTakenOffTheQueueForSenders() {
        queues = Map.of("sms.outbound", 12L, "sms.outbound.urgent", 1L, "sms.dead-letter", 99L);

        assertThat(minute.next(60).orElseThrow()).endsWith("0 wait, not yet taken in: 13");
    }
}
