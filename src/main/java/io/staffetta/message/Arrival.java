package io.staffetta.message;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;

/** Holds when a message came in: what relative deadlines count from. */
public final class Arrival {

    private Arrival() {}

    /**
     * The instant at which a message came in. The time that its sender put on it, so that an alarm grows old while it waits
     * to be read; the present if it has none, or one in the future, as from a clock that is ahead.
     *
     * @param headers headers of the message; {@code JMSTimestamp} is looked at, in ms since 1970
     */
    public static Instant of(Map<String, Object> headers, Clock clock) {
        Instant now = clock.instant();
        if (headers.get("JMSTimestamp") instanceof Long millis && millis > 0 && millis < now.toEpochMilli()) {
            return Instant.ofEpochMilli(millis);
        }
        return now;
    }
}
