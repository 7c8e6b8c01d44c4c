package io.staffetta.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

class RepeatedFaultsTest {

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final RepeatedFaults faults = new RepeatedFaults(nanos::get);
    private final Logger logger = (Logger) LoggerFactory.getLogger(RepeatedFaultsTest.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(lines);
    }

    private List<String> told() {
        return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void tellsOneOfTwentyThousand() {
        for (int i = 0; i < 20_000; i++) {
            faults.warn(logger, "main unreadable", "fault " + i);
        }

        assertThat(told()).containsExactly("fault 0");
    }

    @Test
    void countsTheOthersOnceAnHour() {
        for (int i = 0; i < 20_000; i++) {
            faults.warn(logger, "main unreadable", "fault " + i);
        }
        pass(Duration.ofMinutes(60));
        faults.sweep();
        faults.sweep();

        assertThat(told()).containsExactly("fault 0", "fault 19999 (the last of 19999 like it in 60 min)");
    }

    @Test
    void countsWithoutASweepWhenAnotherComes() {
        faults.warn(logger, "main unreadable", "fault 0");
        faults.warn(logger, "main unreadable", "fault 1");
        pass(Duration.ofMinutes(61));
        faults.warn(logger, "main unreadable", "fault 2");
        faults.warn(logger, "main unreadable", "fault 3");

        assertThat(told()).containsExactly("fault 0", "fault 2 (the last of 2 like it in 61 min)");
    }

    @Test
    void tellsAtOnceWhatHadCeasedForAnHour() {
        faults.warn(logger, "main unreadable", "fault 0");
        pass(Duration.ofMinutes(60));
        faults.sweep();
        faults.warn(logger, "main unreadable", "fault 1");

        assertThat(told()).containsExactly("fault 0", "fault 1");
    }

    @Test
    void keepsKindsApart() {
        faults.warn(logger, "main unreadable", "a");
        faults.warn(logger, "other unreadable", "b");
        faults.tell(logger, Level.ERROR, "main unsettled", "c", new IllegalStateException("test"));

        assertThat(told()).containsExactly("a", "b", "c");
        assertThat(lines.list.get(2).getThrowableProxy()).isNotNull();
    }

    @Test
    void remembersNoMoreThanAThousandKinds() {
        faults.warn(logger, "kind 0", "first");
        faults.warn(logger, "kind 0", "second");
        for (int i = 1; i <= 1000; i++) {
            faults.warn(logger, "kind " + i, "other");
        }
        faults.warn(logger, "kind 0", "again");

        assertThat(told())
                .hasSize(1003)
                .contains("second (the last of 1 like it in 0 min)")
                .endsWith("again");
    }

    @Test
    void takesBracesInALineForNoMoreThanText() {
        faults.warn(logger, "k", "answered {\"a\": {}}");

        assertThat(told()).containsExactly("answered {\"a\": {}}");
    }
}
