package io.staffetta.broker;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/**
 * When a message on a queue of waiting messages may go on.
 *
 * @param property name of the JMS property that holds the instant, as ISO-8601
 * @param clock tells the time
 */
record DueTime(String property, Clock clock) {

    /**
     * Milliseconds until the message is due; 0 or less if it is, or if it does not say so in a way that can be read: one
     * message must not hold up those behind it for ever.
     */
    long millisLeft(Message message) throws JMSException {
        String due = message.getStringProperty(property);
        if (due == null) {
            return 0;
        }
        try {
            Duration left = Duration.between(clock.instant(), Instant.parse(due));
            // Rounded up, so that a message never moves on a part of a millisecond early.
            return left.plusNanos(999_999).toMillis();
        } catch (DateTimeException | ArithmeticException e) {
            return 0;
        }
    }
}
