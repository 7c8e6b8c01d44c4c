package io.staffetta.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StoredDeadLetterTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    @Test
    void isKnownByItsMessageIdOrElseByTheOneOfAStranger() {
        assertThat(letter("messageId", "M1").id()).isEqualTo("M1");
        assertThat(letter(StoredDeadLetter.STRANGER, "L1").id()).isEqualTo("L1");
    }

    @Test
    void namesItsRecipientAsWellAsItKnows() {
        assertThat(new StoredDeadLetter("ID:1", Map.of("to", "333", "recipient", "+39333"), "").recipient())
                .isEqualTo("+39333");
        assertThat(letter("to", "333").recipient()).isEqualTo("333");
        assertThat(letter("reason", "REFUSED").recipient()).isEmpty();
    }

    @Test
    void expiresAtItsDeadline() {
        assertThat(letter("deadline", "2026-11-22T10:00:00Z").isExpired(NOW)).isTrue();
        assertThat(letter("deadline", "2026-11-22T10:00:01Z").isExpired(NOW)).isFalse();
        assertThat(letter("deadline", Instant.MAX.toString()).isExpired(NOW)).isFalse();
        assertThat(letter("deadline", "soon").isExpired(NOW)).isFalse();
        assertThat(letter("reason", "REFUSED").isExpired(NOW)).isFalse();
    }

    @Test
    void knowsSinceWhenItIsDead() {
        assertThat(letter("deadSince", "2026-11-22T09:59:59Z").deadSince()).contains(NOW.minusSeconds(1));
        assertThat(letter("deadSince", "once").deadSince()).isEmpty();
        assertThat(letter("reason", "REFUSED").deadSince()).isEmpty();
    }

    @Test
    void saysNeitherNumberNorText() {
        assertThat(new StoredDeadLetter("ID:1", Map.of("messageId", "M1", "to", "333 0000001"), "ciao"))
                .hasToString("StoredDeadLetter[M1]");
    }

    private static StoredDeadLetter letter(String name, String value) {
        return new StoredDeadLetter("ID:1", Map.of(name, value), "");
    }
}
