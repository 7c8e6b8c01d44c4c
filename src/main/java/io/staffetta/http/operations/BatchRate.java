package io.staffetta.http.operations;

import io.staffetta.batch.text.BatchValues;
import io.staffetta.http.Json;
import io.staffetta.ledger.batch.BatchRecord;
import io.staffetta.ledger.batch.BatchState;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;

/**
 * Measures how fast the rows of a batch are taken: no faster than it is spread, however many have just been taken at
 * once.
 *
 * @param spread over how long its rows are taken in evenly; zero for as soon as they can be
 * @param perSecond rows in a second; 0 if that cannot be said, or they are not taken
 */
record BatchRate(Duration spread, double perSecond) {

    private static final double MILLIS = 1000;
    private static final MathContext THREE_DIGITS = new MathContext(3);

    /**
     * The rate of a batch.
     *
     * @param ofFolder the spread of its folder, for a file that says nothing of it
     */
    static BatchRate of(BatchRecord batch, Duration ofFolder, Instant now) {
        Duration spread = spread(batch.file().directive(), ofFolder);
        if (batch.state() != BatchState.RUNNING
                || batch.isPaused()
                || batch.progress().goingAt() == null) {
            return new BatchRate(spread, 0);
        }
        double seconds = Duration.between(batch.progress().goingAt(), now).toMillis() / MILLIS;
        double measured = seconds < 1
                ? 0
                : (batch.progress().position() - batch.progress().goingFrom()) / seconds;
        if (spread.isZero()) {
            return new BatchRate(spread, measured);
        }
        double even = batch.file().rows() * MILLIS / Math.max(1, spread.toMillis());
        return new BatchRate(spread, seconds < 1 ? even : Math.min(even, measured));
    }

    private static Duration spread(String directive, Duration ofFolder) {
        String said =
                directive.isEmpty() ? "" : Json.read(directive).path("spread").asText("");
        return said.isEmpty() ? ofFolder : BatchValues.spread(said);
    }

    /** Rows in a second, to two decimals, or to three digits if they are fewer than one. */
    Double rounded() {
        return perSecond <= 0
                ? null
                : perSecond < 1
                        ? Double.valueOf(
                                new BigDecimal(perSecond).round(THREE_DIGITS).doubleValue())
                        : Double.valueOf(Math.round(perSecond * 100) / 100.0);
    }

    /** How long rows are taken for, if it goes on like that; {@code null} if that cannot be said. */
    Long secondsFor(long rows) {
        // Cut first: what is 1 in 3600 s as a fraction is not quite that many seconds.
        return perSecond <= 0 ? null : (long) Math.ceil(Math.round(rows / perSecond * MILLIS) / MILLIS);
    }
}
