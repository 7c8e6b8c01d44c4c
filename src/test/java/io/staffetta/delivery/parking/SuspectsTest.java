package io.staffetta.delivery.parking;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SuspectsTest {

    private final Suspects suspects = new Suspects();

    @Test
    void blamesNoMessageTheFirstTime() {
        suspects.taken("main", "b", 1);

        assertThat(suspects.isToBlame("main", "a")).isFalse();
    }

    @Test
    void blamesTheAccountWhileItTakesNothing() {
        suspects.failed("main", "a", 10);
        suspects.failed("main", "b", 20);

        assertThat(suspects.isToBlame("main", "a")).isFalse();
        assertThat(suspects.isToBlame("main", "b")).isFalse();
    }

    @Test
    void blamesAMessageThatFailsAgainAfterAnotherWasTaken() {
        suspects.failed("main", "a", 10);
        suspects.taken("main", "b", 20);

        assertThat(suspects.isToBlame("main", "a")).isTrue();
        assertThat(suspects.of("main")).isEmpty();
    }

    @Test
    void provesNothingByAnAttemptThatBeganBeforeTheFailure() {
        suspects.failed("main", "a", 10);
        suspects.taken("main", "b", 9);

        assertThat(suspects.isToBlame("main", "a")).isFalse();
    }

    @Test
    void keepsTheNewestProofWhateverTheOrderInWhichAttemptsEnd() {
        suspects.failed("main", "a", 10);
        suspects.taken("main", "b", 20);
        suspects.taken("main", "c", 5);

        assertThat(suspects.isToBlame("main", "a")).isTrue();
    }

    @Test
    void forgetsAMessageThatWasTakenItself() {
        suspects.failed("main", "a", 10);
        suspects.taken("main", "a", 20);
        suspects.taken("main", "b", 30);

        assertThat(suspects.of("main")).isEmpty();
        assertThat(suspects.isToBlame("main", "a")).isFalse();
    }

    @Test
    void asksForANewProofAfterEachFailure() {
        suspects.failed("main", "a", 10);
        suspects.taken("main", "b", 20);
        suspects.failed("main", "a", 30);

        assertThat(suspects.isToBlame("main", "a")).isFalse();
    }

    @Test
    void keepsAccountsApart() {
        suspects.failed("main", "a", 10);
        suspects.taken("other", "b", 20);

        assertThat(suspects.isToBlame("main", "a")).isFalse();
        assertThat(suspects.of("other")).isEmpty();
    }

    @Test
    void remembersTheLastHundredOnly() {
        for (int i = 0; i < 150; i++) {
            suspects.failed("main", "m" + i, i);
        }

        assertThat(suspects.of("main")).hasSize(100).contains("m50", "m149").doesNotContain("m49");
    }
}
