package io.staffetta.batch.run;

import java.time.Duration;

/** Delays the next step of a batch. */
final class Again {

    /** The step that follows may be taken at once. */
    static final Duration AT_ONCE = Duration.ZERO;

    /** The step that follows waits for something that others do. */
    static final Duration LATER = Duration.ofSeconds(1);

    private Again() {}

    static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
