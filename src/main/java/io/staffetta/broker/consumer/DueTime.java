package io.staffetta.broker.consumer;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/**
 * Computes when a message on a queue of waiting messages is due.
 *
 * @param property name of the JMS property that holds the instant, as ISO-8601
 * @param longest longest that a message waits on the queue
 * @param clock tells the time
 */
record DueTime(String property, Duration longest, Clock clock) {

    /** What the clocks of several gateways may differ by. */
    private static final Duration TOLERANCE = Duration.ofMinutes(1);

    /**
     * Milliseconds until the message is due; 0 or less if it is, if it does not say so in a way that can be read, or if it
     * claims to wait for longer than messages do on this queue: one that is wrong, or a clock that was set back, must not
     * hold up all those behind it.
     */
    long millisLeft(Message message) throws JMSException {
        String due = message.getStringProperty(property);
        if (due == null) {
            return 0;
        }
        try {
            Duration left = Duration.between(clock.instant(), Instant.parse(due));
            if (left.compareTo(longest.plus(TOLERANCE)) > 0) {
                return 0;
            }
            // Rounded up, so that a message never moves on a part of a millisecond early.
            return left.plusNanos(999_999).toMillis();
        } catch (DateTimeException | ArithmeticException e) {
            return 0;
        }
    }
}
