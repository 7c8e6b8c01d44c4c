package io.staffetta.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.delivery.Phase;
import io.staffetta.delivery.Reason;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DeadLetterFilterTest {

    @Test
    void selectsEverythingWithoutConditions() {
        assertThat(DeadLetterFilter.ALL.selector()).isNull();
    }

    @Test
    void joinsItsConditions() {
        assertThat(new DeadLetterFilter(Set.of(), Reason.REFUSED, "main").selector())
                .isEqualTo("reason = 'REFUSED' AND account = 'main'");
    }

    @Test
    void knowsMessagesByEitherId() {
        assertThat(DeadLetterFilter.ofIds(List.of("A", "B")).selector())
                .isEqualTo("(messageId IN ('A', 'B') OR JMSMessageID IN ('A', 'B'))");
    }

    @Test
    void letsNoQuoteEndALiteral() {
        assertThat(DeadLetterFilter.ofIds(List.of("x') OR ('1'='1")).selector())
                .isEqualTo("(messageId IN ('x'') OR (''1''=''1') OR JMSMessageID IN ('x'') OR (''1''=''1'))");
        assertThat(new DeadLetterFilter(Set.of(), null, "' OR TRUE OR account='").selector())
                .isEqualTo("account = ''' OR TRUE OR account='''");
    }

    @Test
    void keepsItsOtherConditionsAmongSomeIds() {
        assertThat(new DeadLetterFilter(Set.of(), Reason.UNKNOWN, "")
                        .among(List.of("A"))
                        .selector())
                .isEqualTo("(messageId IN ('A') OR JMSMessageID IN ('A')) AND reason = 'UNKNOWN'");
    }

    @Test
    void selectsByPhaseAndGateway() {
        DeadLetterFilter filter = new DeadLetterFilter(Set.of(), null, "", Phase.CRASH, "node'2");

        assertThat(filter.selector()).isEqualTo("phase = 'CRASH' AND node = 'node''2'");
        assertThat(filter.among(List.of("A")).selector()).endsWith("AND phase = 'CRASH' AND node = 'node''2'");
    }

    @Test
    void asksForUnknownOutcomesByAPhaseButNotByAGateway() {
        assertThat(new DeadLetterFilter(Set.of(), null, "", Phase.WAIT, "").asksForUnknown())
                .isTrue();
        assertThat(new DeadLetterFilter(Set.of(), null, "main", null, "node2").asksForUnknown())
                .isFalse();
    }
}
