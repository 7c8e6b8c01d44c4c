package io.staffetta.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The books themselves: a balance that sees no loss would prove nothing. */
class BalanceTest {

    @Test
    void isSoundWhenEachMessageIsAtItsProviderOrADeadLetter() {
        Balance balance = Balance.of(
                Set.of("a", "b", "c"),
                Map.of("a", 1L, "c", 1L),
                Map.of("b", List.of("REFUSED"), "c", List.of("UNKNOWN")),
                Map.of("a", List.of("ACCEPTED"), "b", List.of("DEAD"), "c", List.of("DEAD")),
                Map.of());

        assertThat(balance.isSound()).isTrue();
        assertThat(balance.accepted()).isEqualTo(1);
        assertThat(balance.deadLetters()).isEqualTo(2);
        assertThat(balance.unknown()).isEqualTo(1);
        assertThat(balance.unknownAtProvider()).isEqualTo(1);
    }

    @Test
    void seesALostMessage() {
        Balance balance = Balance.of(Set.of("a"), Map.of(), Map.of(), Map.of("a", List.of("ACCEPTED")), Map.of());

        assertThat(balance.lost()).containsExactly("a");
        assertThat(balance.isSound()).isFalse();
    }

    @Test
    void seesAMessageThatWasSentTwice() {
        Balance balance =
                Balance.of(Set.of("a"), Map.of("a", 2L), Map.of(), Map.of("a", List.of("ACCEPTED")), Map.of());

        assertThat(balance.doubled()).containsExactly("a");
        assertThat(balance.isSound()).isFalse();
    }

    @Test
    void seesADeadLetterThatWasSentAlthoughItWasRefused() {
        Balance balance = Balance.of(
                Set.of("a"), Map.of("a", 1L), Map.of("a", List.of("REFUSED")), Map.of("a", List.of("DEAD")), Map.of());

        assertThat(balance.wrong()).singleElement().asString().contains("REFUSED", "at its provider");
    }

    @Test
    void seesADeadLetterThatIsThereTwice() {
        Balance balance = Balance.of(
                Set.of("a"),
                Map.of(),
                Map.of("a", List.of("UNKNOWN", "UNKNOWN")),
                Map.of("a", List.of("DEAD")),
                Map.of());

        assertThat(balance.wrong()).singleElement().asString().contains("2 times");
    }

    @Test
    void seesALedgerThatSaysOtherwise() {
        Balance balance = Balance.of(
                Set.of("a"), Map.of("a", 1L), Map.of(), Map.of("a", List.of("ACCEPTED", "QUEUED")), Map.of());

        assertThat(balance.wrong()).singleElement().asString().contains("ledger");
    }

    @Test
    void seesAMessageThatNobodySent() {
        Balance balance = Balance.of(Set.of(), Map.of("a", 1L), Map.of(), Map.of(), Map.of());

        assertThat(balance.wrong()).singleElement().asString().contains("never taken");
    }

    @Test
    void countsWhatWasSentTwiceOnPurpose() {
        Balance balance = Balance.of(
                Set.of("a", "b"),
                Map.of("a", 2L, "b", 3L),
                Map.of(),
                Map.of("a", List.of("ACCEPTED"), "b", List.of("ACCEPTED")),
                Map.of("a", 1, "b", 1));

        assertThat(balance.redelivered()).isEqualTo(1);
        assertThat(balance.doubled()).as("more often than attempts explain").containsExactly("b");
    }
}
