package io.staffetta.sandbox.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReceivedMessagesTest {

    @Test
    void dropsTheOldestMessagesAndCountsOn() {
        ReceivedMessages received = new ReceivedMessages();
        for (int i = 0; i < ReceivedMessages.KEPT + 10; i++) {
            take(received, "+393330000001", "text " + i);
        }
        take(received, "+393330000001", "text 0");

        assertThat(received.all()).hasSize(ReceivedMessages.KEPT);
        assertThat(received.all().get(0).text()).isEqualTo("text 11");
        assertThat(received.counts().taken()).isEqualTo(ReceivedMessages.KEPT + 11);
        assertThat(received.counts().twice()).isEqualTo(1);
    }

    @Test
    void countsAPairOnceHoweverOftenItCame() {
        ReceivedMessages received = new ReceivedMessages();
        for (int i = 0; i < 5; i++) {
            take(received, "+393330000001", "same");
        }
        take(received, "+393330000002", "same");

        assertThat(received.counts().twice()).isEqualTo(1);
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

    private static void take(ReceivedMessages received, String to, String text) {
        Decision accepted = new Decision(Behaviour.ACCEPTED, List.of(to), Optional.empty());
        received.take("plus", new Submitted("demo", List.of(to), text, "", ""), accepted);
    }
}
