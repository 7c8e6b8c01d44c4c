package io.staffetta.ledger.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.message.Outcome;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HistoryTest {

    private static final Instant AT = Instant.parse("2026-01-31T12:00:00Z");
    private static final MessageVersion FIRST = new MessageVersion("m", 0, 0);

    private static AttemptRecord attempt(int number, int redriveCount, int requeueCount, Outcome.Kind outcome) {
        Outcome result = outcome == null ? null : Outcome.of(outcome, "detail", 500, "9", 0, "77");
        return new AttemptRecord(
                "m",
                number,
                redriveCount,
                requeueCount,
                "main",
                "messagenet",
                "n1",
                number,
                AT,
                outcome == null ? null : AT,
                result);
    }

    private static History history(State state, int redriveCount, AttemptRecord... attempts) {
        return new History(state, redriveCount, List.of(attempts));
    }

    private static AttemptDecision decide(History history, MessageVersion copy) {
        return history.decide(copy, open -> false);
    }

    @Test
    void letsAMessageThroughThatWasNeverTried() {
        assertThat(decide(History.NONE, FIRST)).isEqualTo(new AttemptDecision.Go(1));
        assertThat(decide(history(State.QUEUED, 0), FIRST)).isEqualTo(new AttemptDecision.Go(1));
        assertThat(decide(history(State.TAKEN, 0), FIRST)).isEqualTo(new AttemptDecision.Go(1));
    }

    @Test
    void neverLetsAMessageThroughThatAProviderHas() {
        AttemptRecord accepted = attempt(2, 0, 1, Outcome.Kind.ACCEPTED);
        History history = history(State.ACCEPTED, 0, attempt(1, 0, 0, Outcome.Kind.BUSY), accepted);

        for (MessageVersion copy : List.of(
                FIRST, new MessageVersion("m", 0, 1), new MessageVersion("m", 0, 2), new MessageVersion("m", 1, 0))) {
            assertThat(decide(history, copy)).isEqualTo(new AttemptDecision.AlreadyAccepted(accepted));
        }
    }

    @Test
    void letsThroughWhatWasPutOnAQueueAnew() {
        assertThat(decide(
                        history(State.WAITING, 0, attempt(1, 0, 0, Outcome.Kind.BUSY)), new MessageVersion("m", 0, 1)))
                .isEqualTo(new AttemptDecision.Go(2));
    }

    @Test
    void leavesACopyBehindThatTheMessageHasOutrun() {
        History history =
                history(State.WAITING, 0, attempt(1, 0, 0, Outcome.Kind.BUSY), attempt(2, 0, 1, Outcome.Kind.BUSY));

        assertThat(decide(history, FIRST)).isEqualTo(new AttemptDecision.Superseded());
    }

    @Test
    void leavesACopyBehindOfAMessageThatIsDeadOrRedriven() {
        assertThat(decide(history(State.DEAD, 0, attempt(1, 0, 0, Outcome.Kind.REFUSED)), FIRST))
                .isEqualTo(new AttemptDecision.Superseded());
        assertThat(decide(history(State.QUEUED, 1), FIRST)).isEqualTo(new AttemptDecision.Superseded());
    }

    @Test
    void leavesACopyBehindOfAMessageThatIsCancelled() {
        assertThat(decide(
                        history(State.CANCELLED, 0, attempt(1, 0, 0, Outcome.Kind.BUSY)),
                        new MessageVersion("m", 0, 1)))
                .isEqualTo(new AttemptDecision.Superseded());
    }

    @Test
    void letsARedrivenMessageThroughWhateverBecameOfItBefore() {
        History history = history(State.QUEUED, 1, attempt(1, 0, 0, Outcome.Kind.UNKNOWN), attempt(2, 0, 5, null));

        assertThat(decide(history, new MessageVersion("m", 1, 0))).isEqualTo(new AttemptDecision.Go(3));
    }

    @ParameterizedTest
    @EnumSource(
            value = Outcome.Kind.class,
            names = {"BUSY", "NOT_SENT", "REFUSED", "UNKNOWN"})
    void tellsAgainWhatBecameOfTheSameHop(Outcome.Kind outcome) {
        AttemptRecord tried = attempt(1, 0, 0, outcome);

        assertThat(decide(history(State.QUEUED, 0, tried), FIRST)).isEqualTo(new AttemptDecision.Tried(tried));
    }

    @Test
    void carriesOnAMessageThatWasAboutToDie() {
        AttemptRecord refused = attempt(1, 0, 0, Outcome.Kind.REFUSED);

        assertThat(decide(history(State.DYING, 0, refused), FIRST)).isEqualTo(new AttemptDecision.Tried(refused));
    }

    @Test
    void triesAMessageAgainThatStayedOnTheQueueOfAParkedAccount() {
        assertThat(decide(history(State.QUEUED, 0, attempt(1, 0, 0, Outcome.Kind.ACCOUNT_UNUSABLE)), FIRST))
                .isEqualTo(new AttemptDecision.Go(2));
    }

    @Test
    void waitsForAnAttemptThatIsUnderWayAndGivesUpOneThatIsNot() {
        AttemptRecord open = attempt(1, 0, 0, null);
        History history = history(State.QUEUED, 0, open);

        assertThat(history.decide(FIRST, any -> true)).isEqualTo(new AttemptDecision.InProgress(open));
        assertThat(history.decide(FIRST, any -> false)).isEqualTo(new AttemptDecision.Tried(open));
    }
}
