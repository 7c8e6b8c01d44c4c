package io.staffetta.http.overview;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.staffetta.ledger.figures.Tally;
import io.staffetta.ledger.figures.Tally.Kind;
import io.staffetta.ledger.figures.Tally.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Lists what was done of late, by all gateways on the ledger.
 *
 * @param minutes of the last hour
 * @param hours of the last day
 */
record RecentActivity(List<Tally> minutes, List<Tally> hours, Instant now) {

    static final int MINUTES = 60;
    static final int HOURS = 24;

    /** A whole minute says more than the first seconds of the next. */
    private static final Duration ENOUGH = Duration.ofSeconds(20);

    /**
     * Holds one bar of a chart.
     *
     * @param at when its time begins
     * @param accepted messages that providers took
     * @param retried attempts that failed, and are made again
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Bar(String at, long taken, long accepted, long retried, long dead, long delivered, long undelivered) {}

    /**
     * A chart.
     *
     * @param stepSeconds of a bar
     * @param bars all of them, also those of times in which nothing was done; the last one is not over yet
     */
    record Chart(long stepSeconds, List<Bar> bars) {}

    /** When the first bar of a chart begins. */
    static Instant first(Instant now, Step step, int bars) {
        return step.of(now).minusMillis(step.millis() * (bars - 1));
    }

    Chart hour() {
        return chart(minutes, Step.MINUTE, MINUTES);
    }

    Chart day() {
        return chart(hours, Step.HOUR, HOURS);
    }

    private Chart chart(List<Tally> tallies, Step step, int count) {
        Map<Instant, Map<Kind, Long>> sums = new HashMap<>();
        for (Tally one : tallies) {
            sums.computeIfAbsent(one.at(), at -> new EnumMap<>(Kind.class))
                    .merge(one.kind(), one.messages(), Long::sum);
        }
        List<Bar> bars = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Instant at = first(now, step, count).plusMillis(step.millis() * i);
            Map<Kind, Long> sum = sums.getOrDefault(at, Map.of());
            bars.add(new Bar(
                    at.toString(),
                    sum.getOrDefault(Kind.TAKEN, 0L),
                    sum.getOrDefault(Kind.ACCEPTED, 0L),
                    sum.getOrDefault(Kind.RETRIED, 0L),
                    sum.getOrDefault(Kind.DEAD, 0L),
                    sum.getOrDefault(Kind.DELIVERED, 0L),
                    sum.getOrDefault(Kind.UNDELIVERED, 0L)));
        }
        return new Chart(step.millis() / 1000, bars);
    }

    /** Of an account, within the last day. */
    long lastDay(String account, Kind kind) {
        Instant from = first(now, Step.HOUR, HOURS);
        return hours.stream()
                .filter(one -> one.account().equals(account)
                        && one.kind() == kind
                        && !one.at().isBefore(from))
                .mapToLong(Tally::messages)
                .sum();
    }

    /** Messages a second that the provider of an account took within this minute; while it is young, the one before, too. */
    double acceptedPerSecond(String account) {
        Instant from = Step.MINUTE.of(now);
        if (Duration.between(from, now).compareTo(ENOUGH) < 0) {
            from = from.minusMillis(Step.MINUTE.millis());
        }
        Instant begin = from;
        long accepted = minutes.stream()
                .filter(one -> one.account().equals(account)
                        && one.kind() == Kind.ACCEPTED
                        && !one.at().isBefore(begin))
                .mapToLong(Tally::messages)
                .sum();
        double seconds = Math.max(1, Duration.between(begin, now).toMillis() / 1000.0);
        return Math.round(accepted / seconds * 100) / 100.0;
    }
}
