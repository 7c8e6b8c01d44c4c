package io.staffetta.sandbox.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SandboxLedgerTest {

    @Test
    void dropsTheOldestMessagesAndCountsOn() {
        Ledger ledger = new Ledger();
        for (int i = 0; i < Ledger.KEPT + 10; i++) {
            take(ledger, "+393330000001", "text " + i);
        }
        take(ledger, "+393330000001", "text 0");

        assertThat(ledger.received()).hasSize(Ledger.KEPT);
        assertThat(ledger.received().get(0).text()).isEqualTo("text 11");
        assertThat(ledger.counts().taken()).isEqualTo(Ledger.KEPT + 11);
        assertThat(ledger.counts().twice()).isEqualTo(1);
    }

    @Test
    void countsAPairOnceHoweverOftenItCame() {
        Ledger ledger = new Ledger();
        for (int i = 0; i < 5; i++) {
            take(ledger, "+393330000001", "same");
        }
        take(ledger, "+393330000002", "same");

        assertThat(ledger.counts().twice()).isEqualTo(1);
    }

    @Test
    void forgetsTheOldestFingerprintAboveItsLimit() {
        Fingerprints fingerprints = new Fingerprints(2);
        fingerprints.add("+393330000001", "a");
        fingerprints.add("+393330000001", "b");
        fingerprints.add("+393330000001", "c");

        assertThat(fingerprints.add("+393330000001", "c")).isEqualTo(2);
        assertThat(fingerprints.add("+393330000001", "a")).isEqualTo(1);
    }

    private static void take(Ledger ledger, String to, String text) {
        Decision accepted = new Decision(Behaviour.ACCEPTED, List.of(to), Optional.empty());
        ledger.take("plus", new Submitted("demo", List.of(to), text, "", ""), accepted);
    }
}
