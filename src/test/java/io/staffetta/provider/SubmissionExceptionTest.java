package io.staffetta.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.message.Outcome;
import io.staffetta.message.RequestProgress;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SubmissionExceptionTest {

    private static final Map<Outcome.Kind, Class<?>> CLASSES = Map.of(
            Outcome.Kind.REFUSED, RefusedException.class,
            Outcome.Kind.BUSY, BusyException.class,
            Outcome.Kind.NOT_SENT, NotSentException.class,
            Outcome.Kind.ACCOUNT_UNUSABLE, AccountUnusableException.class,
            Outcome.Kind.UNKNOWN, UnknownOutcomeException.class);

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ACCEPTED")
    void carriesAnOutcomeThereAndBack(Outcome.Kind kind) {
        Outcome outcome = Outcome.of(kind, "why", 503, "199", 1500, "77");

        SubmissionException thrown = SubmissionException.of(outcome, null);

        assertThat(thrown).isInstanceOf(CLASSES.get(kind)).hasMessage("why");
        assertThat(SubmissionException.outcomeOf(thrown)).isEqualTo(outcome);
    }

    @Test
    void takesAnAcceptanceThatIsThrownForUnknown() {
        SubmissionException thrown = SubmissionException.of(new Outcome.Accepted("77"), null);

        assertThat(thrown).isInstanceOf(UnknownOutcomeException.class);
        assertThat(thrown.outcome().providerMessageId()).isEqualTo("77");
    }

    @Test
    void takesAFailureThatSaysNothingOfTheProviderForUnknown() {
        assertThat(SubmissionException.outcomeOf(new IllegalStateException("a bug")))
                .isEqualTo(Outcome.Unknown.of("java.lang.IllegalStateException: a bug"));
    }

    @Test
    void tellsHowFarTheRequestCame() {
        RequestProgress progress = new RequestProgress(RequestProgress.Phase.WAIT, 703, 412, "");

        Outcome.Unknown unknown =
                Outcome.Unknown.after(progress, "no answer", 0, "", "").withDetail("asked");

        assertThat(unknown.progress()).contains(progress);
        assertThat(unknown.detail()).isEqualTo("no answer; " + progress.words() + "; asked");
    }
}
