package io.staffetta.batch.text;

import io.staffetta.account.QuietHours;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;

/**
 * Before when no row of a file is taken: a moment, or a time of each day by the clocks on the walls of a zone.
 *
 * <p>Immutable, and so safe to share between threads.
 */
public final class SendAt {

    private static final String RULE =
            "must be a time of the day such as 08:00 or 08:00 Europe/Rome, or an ISO-8601 date and"
                    + " time with offset, such as 2026-11-22T10:00:00Z, of the years 1970 to 9999";

    private static final int LAST_YEAR = 9999;

    private final Optional<Instant> moment;
    private final LocalTime time;
    private final ZoneId zone;

    private SendAt(Optional<Instant> moment, LocalTime time, ZoneId zone) {
        this.moment = moment;
        this.time = time;
        this.zone = zone;
    }

    /**
     * Reads {@code 2026-11-22T10:00:00+01:00}, {@code 08:00}, which is of {@link QuietHours#DEFAULT_ZONE}, or
     * {@code 08:00 Europe/London}.
     *
     * @throws IllegalArgumentException if it is none of these; with the rule alone
     */
    public static SendAt parse(String text) {
        String[] parts = text.strip().split("\\s+", 2);
        try {
            if (text.contains("T") && parts.length == 1) {
                return new SendAt(Optional.of(inRange(OffsetDateTime.parse(parts[0]))), null, null);
            }
            ZoneId zone = parts.length == 1 ? QuietHours.DEFAULT_ZONE : ZoneId.of(parts[1]);
            return new SendAt(Optional.empty(), LocalTime.parse(parts[0]), zone);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(RULE, e);
        }
    }

    /** Others the ledger could not keep. */
    private static Instant inRange(OffsetDateTime time) {
        if (time.getYear() > LAST_YEAR || time.toInstant().isBefore(Instant.EPOCH)) {
            throw new DateTimeException("The year is out of range");
        }
        return time.toInstant();
    }

    /**
     * When that is for a file that came at an instant: the moment itself, even if it has passed; of a time of the day the next
     * one, at the instant at the earliest. Where clocks leap over the time, it is the time at which they have leapt.
     */
    public Instant of(Instant came) {
        return moment.orElseGet(() -> {
            ZonedDateTime today = came.atZone(zone).with(time);
            return today.toInstant().isBefore(came)
                    ? came.atZone(zone)
                            .toLocalDate()
                            .plusDays(1)
                            .atTime(time)
                            .atZone(zone)
                            .toInstant()
                    : today.toInstant();
        });
    }

    /** As it may be written. */
    @Override
    public String toString() {
        return moment.map(Instant::toString).orElseGet(() -> time + " " + zone);
    }
}
