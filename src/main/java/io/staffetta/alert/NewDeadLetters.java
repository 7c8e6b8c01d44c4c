package io.staffetta.alert;

import io.staffetta.ledger.figures.Figures;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Counts the dead letters that have come within ten minutes.
 *
 * <p>Not thread-safe.
 */
final class NewDeadLetters {

    private static final Duration GROWTH = Duration.ofMinutes(10);
    /** So many times the limit is another alert, which is told though the first was told within the hour. */
    private static final int MASSES = 100;

    private final long limit;
    private final Deque<Count> counts = new ArrayDeque<>();

    private record Count(Instant at, long letters) {}

    /**
     * @param limit how many new ones are too many; 0 for no alert
     */
    NewDeadLetters(long limit) {
        this.limit = limit;
    }

    /** What there is to tell at the time of the figures. */
    List<Finding> found(Figures figures) {
        note(figures);
        long least = counts.stream().mapToLong(Count::letters).min().orElse(0);
        long more = figures.deadLetters() - least;
        List<Finding> found = new ArrayList<>();
        if (limit > 0 && more >= limit) {
            String words = more + " new dead letters within 10 minutes, " + figures.deadLetters()
                    + " in all: 'staffetta dead groups'";
            found.add(new Finding(Condition.DEAD_LETTERS, "all", words));
            if (more / limit >= MASSES) {
                found.add(new Finding(Condition.DEAD_LETTERS, "masses", words));
            }
        }
        return found;
    }

    private void note(Figures figures) {
        if (counts.isEmpty() || counts.getLast().at().isBefore(figures.at())) {
            counts.add(new Count(figures.at(), figures.deadLetters()));
        }
        // The last one from before stays: it says how many there were when the time began.
        while (counts.size() > 2 && second().at().isBefore(figures.at().minus(GROWTH))) {
            counts.removeFirst();
        }
    }

    private Count second() {
        return counts.stream().skip(1).findFirst().orElseThrow();
    }
}
