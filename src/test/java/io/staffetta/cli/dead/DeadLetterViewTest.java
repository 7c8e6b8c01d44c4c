package io.staffetta.cli.dead;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.deadletter.StoredDeadLetter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeadLetterViewTest {

    private static final Map<String, String> PROPERTIES = Map.of(
            "messageId",
            "M",
            "recipient",
            "+393330000001",
            "to",
            "333 0000001",
            "attempts",
            "2",
            "httpStatus",
            "",
            "sendAt",
            Instant.EPOCH.toString(),
            "deadline",
            Instant.MAX.toString());

    @Test
    void masksNumbersAndHidesTheText() {
        assertThat(DeadLetterView.masked(new StoredDeadLetter("ID:1", PROPERTIES, "ciao")))
                .isEqualTo(Map.of("id", "M", "recipient", "+39********01", "to", "***********", "attempts", 2));
    }

    @Test
    void revealsAllWhenAsked() {
        assertThat(DeadLetterView.revealed(new StoredDeadLetter("ID:1", PROPERTIES, "ciao")))
                .containsEntry("recipient", "+393330000001")
                .containsEntry("bodyType", "text")
                .containsEntry("body", "ciao");
    }

    @Test
    void letsNoFieldOfAStrangerLookLikeAnother() {
        assertThat(DeadLetterView.lines(Map.of("detail", "x\nreason  BUSY")))
                .containsExactly("detail            x reason  BUSY");
        assertThat(DeadLetterView.lines(Map.of("body", "x\nreason  BUSY\u009b")))
                .containsExactly("body              x\n                  reason  BUSY?");
    }

    @Test
    void showsBytesAsTextIfTheyAreSome() {
        assertThat(DeadLetterView.revealed(letter("perché".getBytes(StandardCharsets.UTF_8))))
                .containsEntry("bodyType", "bytes")
                .containsEntry("body", "perché");
        assertThat(DeadLetterView.revealed(letter(new byte[] {(byte) 0xFF, 0})))
                .containsEntry("bodyType", "base64")
                .containsEntry("body", "/wA=");
    }

    private static StoredDeadLetter letter(byte[] body) {
        return new StoredDeadLetter("ID:1", Map.of(), body);
    }
}
