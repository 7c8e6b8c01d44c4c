package io.staffetta.account;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.Optional;

/**
 * Hours of each day in which an account sends nothing but urgent messages, by the clocks on the walls of a zone: an hour
 * that is put forward or back shortens or prolongs them.
 *
 * <p>Immutable, and so safe to share between threads.
 *
 * @param from when they begin
 * @param to when they end; before {@code from} if they go over midnight, and never the same
 * @param zone whose clocks count
 */
public record QuietHours(LocalTime from, LocalTime to, ZoneId zone) {

    /** The zone of accounts that name none. */
    public static final ZoneId DEFAULT_ZONE = ZoneId.of("Europe/Rome");

    /** When the quiet hours end that an instant is in; empty if it is in none. */
    public Optional<Instant> endOf(Instant instant) {
        ZonedDateTime now = instant.atZone(zone);
        LocalTime time = now.toLocalTime();
        boolean overMidnight = to.isBefore(from);
        boolean isQuiet =
                overMidnight ? !time.isBefore(from) || time.isBefore(to) : !time.isBefore(from) && time.isBefore(to);
        if (!isQuiet) {
            return Optional.empty();
        }
        boolean endsTomorrow = overMidnight && !time.isBefore(from);
        LocalDateTime clock = now.toLocalDate().plusDays(endsTomorrow ? 1 : 0).atTime(to);
        ZoneOffsetTransition change = zone.getRules().getTransition(clock);
        if (change != null && change.isGap()) {
            return Optional.of(change.getInstant());
        }
        ZonedDateTime end = clock.atZone(zone);
        // The end comes twice on the day that an hour does.
        return Optional.of(
                end.toInstant().isAfter(instant)
                        ? end.toInstant()
                        : end.withLaterOffsetAtOverlap().toInstant());
    }
}
