package io.staffetta.delivery.parking;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.delivery.DeliverySamples;
import io.staffetta.message.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
            new Parking(List.of(Duration.ofHours(1)), new Line(), Parking.thread(), DeliverySamples.CLOCK);
    private final Breakers breakers =
            new Breakers(new BreakerRule(4, 50, 6, SLOW, List.of(TEN_SECONDS, Duration.ofMinutes(1))), parking);

    @AfterEach
    void close() {
        parking.close();
    }

    private void note(Outcome.Kind... outcomes) {
        for (Outcome.Kind outcome : outcomes) {
            note(outcome, QUICK, System.nanoTime());
        }
    }

    private void note(Outcome.Kind outcome, Duration took, long begun) {
        breakers.note("main", Outcome.of(outcome, "as it was told", 200, "", 0, ""), took, begun);
    }

    private void refuse(int httpStatus, String code) {
        breakers.note(
                "main",
                Outcome.of(Outcome.Kind.REFUSED, "bad sender", httpStatus, code, 0, ""),
                QUICK,
                System.nanoTime());
    }

    @Test
    void parksAnAccountWhenHalfOfItsLastAttemptsFailed() {
        note(Outcome.Kind.ACCEPTED, Outcome.Kind.BUSY, Outcome.Kind.ACCEPTED);
        assertThat(parking.isOpen("main")).isTrue();

        note(Outcome.Kind.NOT_SENT);

        assertThat(parking.find("main")).hasValueSatisfying(parked -> {
            assertThat(parked.nextProbe()).isEqualTo(DeliverySamples.NOW.plus(TEN_SECONDS));
            assertThat(parked.reason()).contains("50 %", "4 attempts", "NOT_SENT, as it was told");
        });
    }

    @Test
    void decidesNothingBeforeTheWindowIsFull() {
        note(Outcome.Kind.BUSY, Outcome.Kind.BUSY, Outcome.Kind.BUSY);

        assertThat(parking.isOpen("main")).isTrue();
    }

    @Test
    void looksOnlyAtTheLastAttempts() {
        note(
                Outcome.Kind.BUSY,
                Outcome.Kind.ACCEPTED,
                Outcome.Kind.ACCEPTED,
                Outcome.Kind.ACCEPTED,
                Outcome.Kind.ACCEPTED,
                Outcome.Kind.BUSY);

        assertThat(parking.isOpen("main")).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"ACCEPTED", "REFUSED"})
    void takesSlowAttemptsForFailedOnesWhateverTheirOutcome(Outcome.Kind outcome) {
        note(Outcome.Kind.ACCEPTED, Outcome.Kind.ACCEPTED);
        note(outcome, SLOW, System.nanoTime());
        assertThat(parking.isOpen("main")).isTrue();

        note(outcome, SLOW, System.nanoTime());

        assertThat(parking.isOpen("main")).isFalse();
    }

    @ParameterizedTest
    @EnumSource(names = {"ACCEPTED", "ACCOUNT_UNUSABLE"})
    void takesNoQuickAnswerThatIsUnderstoodForAFailure(Outcome.Kind outcome) {
        note(outcome, outcome, outcome, outcome, outcome, outcome, outcome, outcome);

        assertThat(parking.isOpen("main")).isTrue();
    }

    @Test
    void parksAnAccountWhoseProviderAnswersWhatNobodyUnderstands() {
        note(Outcome.Kind.ACCEPTED, Outcome.Kind.ACCEPTED, Outcome.Kind.UNKNOWN);
        assertThat(parking.isOpen("main")).isTrue();

        note(Outcome.Kind.UNKNOWN);

        assertThat(parking.find("main")).hasValueSatisfying(parked -> assertThat(parked.reason())
                .contains("of unknown outcome", "UNKNOWN, as it was told"));
    }

    @Test
    void tellsTheLastFailureAlsoWhereAnAcceptedMessageFillsTheWindow() {
        note(Outcome.Kind.UNKNOWN, Outcome.Kind.BUSY, Outcome.Kind.UNKNOWN, Outcome.Kind.ACCEPTED);

        assertThat(parking.find("main"))
                .hasValueSatisfying(parked ->
                        assertThat(parked.reason()).contains("failed: UNKNOWN").doesNotContain("ACCEPTED"));
    }

    @Test
    void parksAnAccountThatIsRefusedAlikeEachTime() {
        for (int i = 0; i < 5; i++) {
            refuse(400, "107");
        }
        assertThat(parking.isOpen("main")).isTrue();

        refuse(400, "107");

        assertThat(parking.find("main")).hasValueSatisfying(parked -> {
            assertThat(parked.reason())
                    .isEqualTo("its last 6 attempts were all refused alike; the last one: bad sender");
            assertThat(parked.nextProbe()).isEqualTo(DeliverySamples.NOW.plus(TEN_SECONDS));
        });
    }

    @Test
    void goesOnWhereRefusalsHaveSeveralCodes() {
        for (int i = 0; i < 20; i++) {
            refuse(400, i % 5 == 4 ? "108" : "107");
            refuse(i % 2 == 0 ? 400 : 422, "107");
        }

        assertThat(parking.isOpen("main")).isTrue();
    }

    @Test
    void countsRefusalsAnewAfterOneMessageThatWasNotRefused() {
        for (int i = 0; i < 5; i++) {
            refuse(400, "107");
        }
        note(Outcome.Kind.ACCEPTED);
        for (int i = 0; i < 5; i++) {
            refuse(400, "107");
        }

        assertThat(parking.isOpen("main")).isTrue();
    }

    @Test
    void goesOnWithRefusalsWhereTheRuleIsSwitchedOff() {
        Breakers without = new Breakers(new BreakerRule(4, 50, 0, SLOW, List.of(TEN_SECONDS)), parking);

        for (int i = 0; i < 100; i++) {
            without.note(
                    "main", Outcome.of(Outcome.Kind.REFUSED, "bad number", 400, "", 0, ""), QUICK, System.nanoTime());
        }

        assertThat(parking.isOpen("main")).isTrue();
    }

    @Test
    void leavesOutWhatBeganBeforeTheAccountOpened() {
        long before = System.nanoTime();
        note(Outcome.Kind.BUSY, Outcome.Kind.BUSY, Outcome.Kind.BUSY, Outcome.Kind.BUSY);
        note(Outcome.Kind.BUSY, Outcome.Kind.BUSY, Outcome.Kind.ACCEPTED);
        parking.unpark("main", "a test");

        for (int i = 0; i < 10; i++) {
            note(Outcome.Kind.BUSY, QUICK, before);
        }
        note(Outcome.Kind.ACCEPTED, Outcome.Kind.BUSY, Outcome.Kind.ACCEPTED, Outcome.Kind.ACCEPTED);

        assertThat(parking.isOpen("main")).isTrue();
    }

    @Test
    void countsNoRefusalOfTheTimeBeforeTheAccountOpened() {
        for (int i = 0; i < 5; i++) {
            refuse(400, "107");
        }
        parking.park("main", "no credit");
        parking.unpark("main", "a test");
        for (int i = 0; i < 5; i++) {
            refuse(400, "107");
        }

        assertThat(parking.isOpen("main")).isTrue();
    }

    @Test
    void beginsWithAnEmptyWindowAfterAnAccountWasParked() {
        note(Outcome.Kind.BUSY, Outcome.Kind.BUSY, Outcome.Kind.BUSY, Outcome.Kind.BUSY);
        parking.unpark("main", "a test");

        note(Outcome.Kind.BUSY, Outcome.Kind.BUSY, Outcome.Kind.BUSY);

        assertThat(parking.isOpen("main")).isTrue();
    }

    @Test
    void parksNoOtherAccount() {
        note(Outcome.Kind.BUSY, Outcome.Kind.BUSY, Outcome.Kind.BUSY, Outcome.Kind.BUSY);

        assertThat(parking.isOpen("other")).isTrue();
    }

    @Test
    void leavesAnAccountAsItIsThatIsParkedBecauseItIsUnusable() {
        parking.park("main", "no credit");

        note(Outcome.Kind.BUSY, Outcome.Kind.BUSY, Outcome.Kind.BUSY, Outcome.Kind.BUSY);

        assertThat(parking.find("main")).hasValueSatisfying(parked -> {
            assertThat(parked.reason()).isEqualTo("no credit");
            assertThat(parked.nextProbe()).isEqualTo(DeliverySamples.NOW.plus(Duration.ofHours(1)));
        });
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
        public Probe probe(String accountId, Trial trial) {
            return Probe.NO_MESSAGE;
        }
    }
}
