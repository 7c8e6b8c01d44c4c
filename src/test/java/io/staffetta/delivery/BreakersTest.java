package io.staffetta.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.outcome.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BreakersTest {

    private static final Duration QUICK = Duration.ofMillis(50);
    private static final Duration SLOW = Duration.ofSeconds(15);
    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

    private final List<String> closed = new ArrayList<>();
    private final Parking parking =
            new Parking(List.of(Duration.ofHours(1)), new Line(), executor(), DeliverySamples.CLOCK);
    private final Breakers breakers =
            new Breakers(new Breakers.Rule(4, 50, SLOW, List.of(TEN_SECONDS, Duration.ofMinutes(1))), parking);

    @AfterEach
    void close() {
        parking.close();
    }

    private void note(Outcome... outcomes) {
        for (Outcome outcome : outcomes) {
            breakers.note("main", outcome, QUICK);
        }
    }

    @Test
    void parksAnAccountWhenHalfOfItsLastAttemptsFailed() {
        note(Outcome.ACCEPTED, Outcome.BUSY, Outcome.ACCEPTED);
        assertThat(parking.isOpen("main")).isTrue();

        note(Outcome.NOT_SENT);

        assertThat(parking.find("main")).hasValueSatisfying(parked -> {
            assertThat(parked.nextProbe()).isEqualTo(DeliverySamples.NOW.plus(TEN_SECONDS));
            assertThat(parked.reason()).contains("50 %", "4 attempts", "NOT_SENT");
        });
    }

    @Test
    void decidesNothingBeforeTheWindowIsFull() {
        note(Outcome.BUSY, Outcome.BUSY, Outcome.BUSY);

        assertThat(parking.isOpen("main")).isTrue();
    }

    @Test
    void looksOnlyAtTheLastAttempts() {
        note(Outcome.BUSY, Outcome.ACCEPTED, Outcome.ACCEPTED, Outcome.ACCEPTED, Outcome.ACCEPTED, Outcome.BUSY);

        assertThat(parking.isOpen("main")).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"ACCEPTED", "REFUSED", "UNKNOWN"})
    void takesSlowAttemptsForFailedOnesWhateverTheirOutcome(Outcome outcome) {
        note(Outcome.ACCEPTED, Outcome.ACCEPTED);
        breakers.note("main", outcome, SLOW);
        assertThat(parking.isOpen("main")).isTrue();

        breakers.note("main", outcome, SLOW);

        assertThat(parking.isOpen("main")).isFalse();
    }

    @ParameterizedTest
    @EnumSource(names = {"ACCEPTED", "REFUSED", "UNKNOWN", "ACCOUNT_UNUSABLE"})
    void takesNoQuickAnswerForAFailureOfTheAccountButBusy(Outcome outcome) {
        note(outcome, outcome, outcome, outcome, outcome, outcome, outcome, outcome);

        assertThat(parking.isOpen("main")).isTrue();
    }

    @Test
    void beginsWithAnEmptyWindowAfterAnAccountWasParked() {
        note(Outcome.BUSY, Outcome.BUSY, Outcome.BUSY, Outcome.BUSY);
        parking.unpark("main", "a test");

        note(Outcome.BUSY, Outcome.BUSY, Outcome.BUSY);

        assertThat(parking.isOpen("main")).isTrue();
    }

    @Test
    void parksNoOtherAccount() {
        note(Outcome.BUSY, Outcome.BUSY, Outcome.BUSY, Outcome.BUSY);

        assertThat(parking.isOpen("other")).isTrue();
    }

    @Test
    void leavesAnAccountAsItIsThatIsParkedBecauseItIsUnusable() {
        parking.park("main", "no credit");

        note(Outcome.BUSY, Outcome.BUSY, Outcome.BUSY, Outcome.BUSY);

        assertThat(parking.find("main")).hasValueSatisfying(parked -> {
            assertThat(parked.reason()).isEqualTo("no credit");
            assertThat(parked.nextProbe()).isEqualTo(DeliverySamples.NOW.plus(Duration.ofHours(1)));
        });
    }

    private static ScheduledThreadPoolExecutor executor() {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        return executor;
    }

    private final class Line implements AccountLine {

        @Override
        public void open(String accountId) {
            closed.remove(accountId);
        }

        @Override
        public void close(String accountId) {
            closed.add(accountId);
        }

        @Override
        public Probe probe(String accountId) {
            return Probe.NO_MESSAGE;
        }
    }
}
