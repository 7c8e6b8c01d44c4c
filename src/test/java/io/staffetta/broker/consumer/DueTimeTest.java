package io.staffetta.broker.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.JMSException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.apache.activemq.command.ActiveMQTextMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DueTimeTest {

    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

    private static long millisLeft(String dueAt) throws JMSException {
        ActiveMQTextMessage message = new ActiveMQTextMessage();
        if (dueAt != null) {
            message.setStringProperty("dueAt", dueAt);
        }
        return new DueTime("dueAt", Duration.ofSeconds(10), Clock.fixed(NOW, ZoneOffset.UTC)).millisLeft(message);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-31T12:00:10Z, 10000",
        "2026-01-31T12:00:00.001Z, 1",
        "2026-01-31T12:00:00.000000001Z, 1",
        "2026-01-31T12:00:00Z, 0",
        "2026-01-31T11:59:59Z, -999",
    })
    void isLeftUntilTheInstantOfTheProperty(String dueAt, long millis) throws JMSException {
        assertThat(millisLeft(dueAt)).isEqualTo(millis);
    }

    @Test
    void isWaitedForAlsoIfTheClockOfAnotherGatewayIsABitAhead() throws JMSException {
        assertThat(millisLeft("2026-01-31T12:01:10Z")).isEqualTo(70_000);
    }

    @Test
    void isNowForAMessageThatDoesNotSay() throws JMSException {
        assertThat(millisLeft(null)).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "tomorrow", "1769860800000", "+1000000000-12-31T23:59:59.999999999Z", "2026-01-31T12:01:11Z"
            })
    void isNowForAMessageWhosePropertyNobodyCanWaitFor(String dueAt) throws JMSException {
        assertThat(millisLeft(dueAt)).isZero();
    }
}
