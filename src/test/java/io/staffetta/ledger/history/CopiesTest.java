package io.staffetta.ledger.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.message.Outcome;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a copy of a message may do: a crash between putting a message on a queue anew and settling the old one leaves two. */
class CopiesTest {

    @Test
    void letsTheFirstCopyGo() {
        assertThat(History.NONE.decide(copy(0), attempt -> true)).isEqualTo(new AttemptDecision.Go(1));
    }

    @Test
    void letsACopyThatHasWaitedGoAfterAnAttemptThatTheProviderDidNotTake() {
        History history = history(State.WAITING, attempt(1, 0, Outcome.Kind.BUSY));

        assertThat(history.decide(copy(1), attempt -> true)).isEqualTo(new AttemptDecision.Go(2));
    }

    @Test
    void takesUpTheOutcomeOfACopyThatWasNotPutAnywhereForCertain() {
        AttemptRecord busy = attempt(1, 0, Outcome.Kind.BUSY);

        assertThat(history(State.WAITING, busy).decide(copy(0), attempt -> true))
                .isEqualTo(new AttemptDecision.Tried(busy));
    }

    @Test
    void passesOverACopyOfThePast() {
        History history = history(State.WAITING, attempt(1, 0, Outcome.Kind.BUSY), attempt(2, 1, null));

        assertThat(history.decide(copy(0), attempt -> true)).isInstanceOf(AttemptDecision.Superseded.class);
    }

    @Test
    void holdsBackACopyThatHasWaitedWhileAnEarlierOneIsBeingSubmitted() {
        AttemptRecord open = attempt(1, 0, null);

        assertThat(history(State.QUEUED, open).decide(copy(1), attempt -> true))
                .isEqualTo(new AttemptDecision.InProgress(open));
    }

    @Test
    void doesNotSubmitACopyThatHasWaitedWhenTheEndOfAnEarlierAttemptIsNotKnown() {
        AttemptRecord open = attempt(1, 0, null);

        assertThat(history(State.QUEUED, open).decide(copy(1), attempt -> false))
                .isEqualTo(new AttemptDecision.Tried(open));
    }

    @ParameterizedTest
    @EnumSource(
            value = Outcome.Kind.class,
            names = {"REFUSED", "UNKNOWN"})
    void doesNotSubmitACopyOfAMessageThatIsAboutToBeADeadLetter(Outcome.Kind outcome) {
        AttemptRecord last = attempt(1, 0, outcome);

        assertThat(history(State.DYING, last).decide(copy(1), attempt -> true))
                .isEqualTo(new AttemptDecision.Tried(last));
    }

    private static MessageVersion copy(int requeueCount) {
        return new MessageVersion("id", 0, requeueCount);
    }

    private static History history(State state, AttemptRecord... attempts) {
        return new History(state, 0, List.of(attempts));
    }

    private static AttemptRecord attempt(int number, int requeueCount, Outcome.Kind outcome) {
        return new AttemptRecord(
                "id",
                number,
                0,
                requeueCount,
                "main",
                "messagenet",
                "node",
                number,
                Instant.EPOCH,
                outcome == null ? null : Instant.EPOCH,
                outcome == null ? null : Outcome.of(outcome, "", 0, "", 0, ""));
    }
}
