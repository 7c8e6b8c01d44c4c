package io.staffetta.logging;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What strangers write reaches the log without what would deceive who reads it, with the log as it is shipped. */
class CleanLogTest {

    private static final String HOSTILE =
            "a\u001b[2Jb\u0007c\rd\u0000e\u0085f\u009bg\u202eh\u2066i\u2028j\u007fk\ufeffl\nm";

    @ParameterizedTest
    @ValueSource(strings = {"text", "json"})
    void escapesWhatMovesACursorOrReversesALine(String format) throws Exception {
        String log = ShippedLog.written(format, context -> {
            var logger = context.getLogger("org.apache.activemq.transport.stomp.ProtocolConverter");
            logger.warn("Exception for client {} processing: {}", HOSTILE, HOSTILE);
            logger.error("It failed", new IllegalStateException(HOSTILE, new IllegalArgumentException(HOSTILE)));
            context.getLogger("io.staffetta.outcome")
                    .atWarn()
                    .addKeyValue("reference", HOSTILE)
                    .log("{}", HOSTILE);
        });

        assertThat(log.lines().filter(line -> line.chars()
                        .anyMatch(c ->
                                c != '\t' && (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT))))
                .isEmpty();
        assertThat(log).doesNotContain("\u2028", "\r", "\u0000");
        assertThat(log).contains("\\u001b", "\\u202e", "\\u0085");
        assertThat(log.lines().filter(line -> line.startsWith("m"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "json"})
    void cutsWhatIsLong(String format) throws Exception {
        String log = ShippedLog.written(
                format, context -> context.getLogger("org.apache.activemq.x").warn("x".repeat(1_000_000)));

        assertThat(log.length()).isLessThan(5000);
        assertThat(log).contains("(1000000 characters)");
    }

    @Test
    void leavesLettersOfAnyLanguageAsTheyAre() throws Exception {
        String log = ShippedLog.written(
                "text", context -> context.getLogger("io.staffetta.x").info("perché 日本 😀 {}", "\"quoted\""));

        assertThat(log).contains("perché 日本 😀 \"quoted\"");
    }

    @Test
    void leavesOutWhatTheBrokerSaysOfEachRefusal() throws Exception {
        String log = ShippedLog.written("text", context -> {
            context.getLogger("org.apache.activemq.transport.stomp.ProtocolConverter")
                    .warn("Exception processing: SEND -> {}", "jakarta.jms.InvalidDestinationException: Refused: no");
            context.getLogger("org.apache.activemq.broker.TransportConnection.Service")
                    .warn("Async error", new IllegalStateException(new SecurityException("Refused: who")));
            context.getLogger("io.staffetta.broker.embedded.rights.RefusalLog").warn("Refused: told");
        });

        assertThat(log).contains("Refused: told").hasLineCount(1);
    }
}
