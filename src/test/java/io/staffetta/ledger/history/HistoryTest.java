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
    private static final Passage FIRST = new Passage("m", 0, 0);

    private static AttemptRecord attempt(int number, int journey, int hop, Outcome.Kind outcome) {
        Outcome result = outcome == null ? null : Outcome.of(outcome, "detail", 500, "9", 0, "77");
        return new AttemptRecord(
                "m", number, journey, hop, "main", "messagenet", "n1", number, AT, outcome == null ? null : AT, result);
    }

    private static History history(State state, int journey, AttemptRecord... attempts) {
        return new History(state, journey, List.of(attempts));
    }

    private static Verdict judge(History history, Passage copy) {
        return history.judge(copy, open -> false);
    }

    @Test
    void letsAMessageThroughThatWasNeverTried() {
        assertThat(judge(History.NONE, FIRST)).isEqualTo(new Verdict.Go(1));
        assertThat(judge(history(State.QUEUED, 0), FIRST)).isEqualTo(new Verdict.Go(1));
        assertThat(judge(history(State.TAKEN, 0), FIRST)).isEqualTo(new Verdict.Go(1));
    }

    @Test
    void neverLetsAMessageThroughThatAProviderHas() {
        AttemptRecord accepted = attempt(2, 0, 1, Outcome.Kind.ACCEPTED);
        History history = history(State.ACCEPTED, 0, attempt(1, 0, 0, Outcome.Kind.BUSY), accepted);

        for (Passage copy : List.of(FIRST, new Passage("m", 0, 1), new Passage("m", 0, 2), new Passage("m", 1, 0))) {
            assertThat(judge(history, copy)).isEqualTo(new Verdict.AlreadyAccepted(accepted));
        }
    }

    @Test
    void letsTheNextHopThrough() {
        assertThat(judge(history(State.WAITING, 0, attempt(1, 0, 0, Outcome.Kind.BUSY)), new Passage("m", 0, 1)))
                .isEqualTo(new Verdict.Go(2));
    }

    @Test
    void leavesACopyBehindThatTheMessageHasOutrun() {
        History history =
                history(State.WAITING, 0, attempt(1, 0, 0, Outcome.Kind.BUSY), attempt(2, 0, 1, Outcome.Kind.BUSY));

        assertThat(judge(history, FIRST)).isEqualTo(new Verdict.Superseded());
    }

    @Test
    void leavesACopyBehindOfAMessageThatIsDeadOrRedriven() {
        assertThat(judge(history(State.DEAD, 0, attempt(1, 0, 0, Outcome.Kind.REFUSED)), FIRST))
                .isEqualTo(new Verdict.Superseded());
        assertThat(judge(history(State.QUEUED, 1), FIRST)).isEqualTo(new Verdict.Superseded());
    }

    @Test
    void leavesACopyBehindOfAMessageThatIsCancelled() {
        assertThat(judge(history(State.CANCELLED, 0, attempt(1, 0, 0, Outcome.Kind.BUSY)), new Passage("m", 0, 1)))
                .isEqualTo(new Verdict.Superseded());
    }

    @Test
    void letsARedrivenMessageThroughWhateverBecameOfItBefore() {
        History history = history(State.QUEUED, 1, attempt(1, 0, 0, Outcome.Kind.UNKNOWN), attempt(2, 0, 5, null));

        assertThat(judge(history, new Passage("m", 1, 0))).isEqualTo(new Verdict.Go(3));
    }

    @ParameterizedTest
    @EnumSource(
            value = Outcome.Kind.class,
            names = {"BUSY", "NOT_SENT", "REFUSED", "UNKNOWN"})
    void tellsAgainWhatBecameOfTheSameHop(Outcome.Kind outcome) {
        AttemptRecord tried = attempt(1, 0, 0, outcome);

        assertThat(judge(history(State.QUEUED, 0, tried), FIRST)).isEqualTo(new Verdict.Tried(tried));
    }

    @Test
    void carriesOnAMessageThatWasAboutToDie() {
        AttemptRecord refused = attempt(1, 0, 0, Outcome.Kind.REFUSED);

        assertThat(judge(history(State.DYING, 0, refused), FIRST)).isEqualTo(new Verdict.Tried(refused));
    }

    @Test
    void triesAMessageAgainThatStayedOnTheQueueOfAParkedAccount() {
        assertThat(judge(history(State.QUEUED, 0, attempt(1, 0, 0, Outcome.Kind.ACCOUNT_UNUSABLE)), FIRST))
                .isEqualTo(new Verdict.Go(2));
    }

    @Test
    void waitsForAnAttemptThatIsUnderWayAndGivesUpOneThatIsNot() {
        AttemptRecord open = attempt(1, 0, 0, null);
        History history = history(State.QUEUED, 0, open);

        assertThat(history.judge(FIRST, any -> true)).isEqualTo(new Verdict.InProgress(open));
        assertThat(history.judge(FIRST, any -> false)).isEqualTo(new Verdict.Tried(open));
    }
}
