package io.staffetta.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SealTest {

    private final Seal seal = new Seal("0123456789abcdef0123");

    private static Map<String, Object> headers() {
        Map<String, Object> headers = new HashMap<>();
        headers.put("messageId", "m1");
        headers.put("recipient", "+393330000001");
        headers.put("JMSPriority", 4);
        headers.put("JMSCorrelationID", "c-à");
        headers.put("_AMQ", "x");
        headers.put("count", 3);
        return headers;
    }

    /** What waits on queues during an update was sealed by the version before. */
    @Test
    void isTheSameInAllVersions() {
        assertThat(seal.of("sms.account.main", headers(), "Ciao è €"))
                .isEqualTo(
                        "1 8f967d1f sms.account.main messageId,recipient 6x9V4p0ck8pD8YO50neaHtbJVBgVpml0MPdAzYU5CdU");
        assertThat(seal.of("sms.retry.1s", Map.of(), new byte[] {0, 1, 2}))
                .isEqualTo("1 8f967d1f sms.retry.1s - Pmz688lciSuG4FnCGR4XsPw5jz5glNGhYimJliR1haE");
    }

    @Test
    void refusesWhatWasMovedFromTheEndOfOnePartToTheBeginningOfTheNext() {
        Map<String, Object> headers = headers();
        headers.put(Seal.PROPERTY, seal.of("sms.account.main", headers, "Ciao"));
        assertThat(seal.check("sms.account.main", headers, "Ciao")).containsExactlyInAnyOrder("messageId", "recipient");

        headers.put("messageId", "m");
        headers.put("recipient", "1+393330000001");

        assertThatThrownBy(() -> seal.check("sms.account.main", headers, "Ciao"))
                .isInstanceOf(InvalidMessageException.class)
                .hasMessageContaining("does not fit it");
    }
}
