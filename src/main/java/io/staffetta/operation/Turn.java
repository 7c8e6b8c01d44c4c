package io.staffetta.operation;

import java.util.function.BooleanSupplier;

/**
 * The turn of an operation: it ends when the operation is cancelled, when another gateway does operations, or when others wait.
 *
 * <p>Not thread-safe.
 */
final class Turn {

    private final BooleanSupplier goesOn;
    private final Pacing pacing;

    Turn(BooleanSupplier goesOn, Pacing pacing) {
        this.goesOn = goesOn;
        this.pacing = pacing;
    }

    /** Whether there is time for another message. */
    boolean goesOn() {
        return goesOn.getAsBoolean();
    }

    /** Waits until it is time for the next messages; how many, or 0 if the turn is over. */
    int next() {
        while (goesOn.getAsBoolean()) {
            int most = pacing.next();
            if (most > 0) {
                return most;
            }
        }
        return 0;
    }
}
