package io.staffetta.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ReceiverLineTest {

    private static final Instant SINCE = Instant.parse("2026-11-29T12:00:00Z");

    private final List<Notice> told = new CopyOnWriteArrayList<>();
    private final List<Boolean> results = new CopyOnWriteArrayList<>();
    private final AtomicBoolean isAway = new AtomicBoolean();

    private final AlertReceiver receiver = new AlertReceiver() {
        @Override
        public String name() {
            return "mail";
        }

        @Override
        public String to() {
            return "ada@example.com";
        }

        @Override
        public void tell(Notice notice) {
            if (isAway.get()) {
                throw new IllegalStateException("the server is away");
            }
            told.add(notice);
        }
    };

    private ReceiverLine line(Duration again) {
        return new ReceiverLine(receiver, (name, isTold) -> results.add(isTold), again, Clock.systemUTC());
    }

    private static Alert alert(String id, boolean isOver) {
        return new Alert(id, SINCE, "words of " + id, SINCE, 1, isOver ? SINCE.plusSeconds(60) : null, isOver);
    }

    private static Notice begun(String... ids) {
        return new Notice(
                "node", false, List.of(ids).stream().map(id -> alert(id, false)).toList(), List.of());
    }

    private static Notice ended(String id) {
        return new Notice("node", false, List.of(), List.of(alert(id, true)));
    }

    @Test
    void tellsAtOnceAndOnce() {
        try (ReceiverLine line = line(Duration.ofMinutes(1))) {
            line.tell(begun("disk:a"));
            await().until(() -> told.size() == 1);
            line.tell(ended("disk:a"));

            await().until(() -> told.size() == 2);
            assertThat(told).containsExactly(begun("disk:a"), ended("disk:a"));
            assertThat(line.waiting()).isZero();
        }
    }

    /** The beginning after the end would call somebody for what is over. */
    @Test
    void doesNotTellTheBeginningOfWhatIsOverMeanwhile() {
        isAway.set(true);
        try (ReceiverLine line = line(Duration.ofMillis(20))) {
            line.tell(begun("disk:a", "parked:b"));
            await().until(() -> results.size() >= 2);
            line.tell(ended("disk:a"));
            line.tell(begun("intake:c"));
            await().until(() -> line.waiting() == 3);
            assertThat(line.state().failure()).hasToString("the server is away");
            isAway.set(false);

            await().until(() -> !told.isEmpty());
            assertThat(told)
                    .containsExactly(new Notice(
                            "node",
                            false,
                            List.of(alert("parked:b", false), alert("intake:c", false)),
                            List.of(alert("disk:a", true))));
            assertThat(line.state().failed()).isNull();
        }
    }

    @Test
    void givesUpWhatFailedThirtyTimesAndTellsTheNext() {
        isAway.set(true);
        try (ReceiverLine line = line(Duration.ofMillis(1))) {
            line.tell(begun("disk:a"));
            await().until(() -> results.size() == 30);
            await().during(Duration.ofMillis(100)).until(() -> results.size() == 30 && line.waiting() == 0);
            isAway.set(false);
            line.tell(begun("parked:b"));

            await().until(() -> !told.isEmpty());
            assertThat(told).containsExactly(begun("parked:b"));
        }
    }
}
