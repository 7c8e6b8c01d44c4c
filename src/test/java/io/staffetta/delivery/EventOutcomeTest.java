package io.staffetta.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.ledger.history.State;
import io.staffetta.message.Outcome;
import io.staffetta.provider.DeliveryReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EventOutcomeTest {

    @ParameterizedTest
    @EnumSource
    void namesTheOutcomeOfAnAttemptAsTheLedgerDoes(Outcome.Kind kind) {
        assertThat(EventOutcome.of(Outcome.of(kind, "", 0, "", 0, "")).name()).isEqualTo(kind.name());
    }

    @ParameterizedTest
    @EnumSource
    void namesWhyAMessageIsADeadLetterAsTheDeadLetterDoes(Reason reason) {
        assertThat(EventOutcome.of(reason).name()).isEqualTo(reason.name());
        assertThat(EventOutcome.of(State.DEAD, reason.name())).isEqualTo(EventOutcome.of(reason));
    }

    @ParameterizedTest
    @EnumSource
    void namesWhereAMessageStandsThatCameBefore(State state) {
        assertThat(EventOutcome.of(state, "").name()).isEqualTo(state.name());
        assertThat(EventOutcome.of(state, "").isSent()).isEqualTo(state.isSent());
    }

    @Test
    void namesAFinalDeliveryReport() {
        assertThat(EventOutcome.of(DeliveryReport.State.DELIVERED)).isEqualTo(EventOutcome.DELIVERED);
        assertThat(EventOutcome.of(DeliveryReport.State.UNDELIVERED)).isEqualTo(EventOutcome.UNDELIVERED);
    }
}
