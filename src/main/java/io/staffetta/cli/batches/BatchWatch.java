package io.staffetta.cli.batches;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.cli.terminal.Pace;
import io.staffetta.ledger.batch.BatchState;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Watches batches until there is nothing more to see. A gateway that is away for a minute, for a restart, is waited for. */
final class BatchWatch {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Supplier<Collection<JsonNode>> source;
    private final Predicate<JsonNode> isSeen;
    private final BatchScreen screen;
    private final LongSupplier nanos;
    private final Pause pause;
    private final Map<String, Pace> paces = new HashMap<>();

    /** Waits until it is time for the next reading. */
    interface Pause {
        void run() throws InterruptedException;
    }

    /**
     * @param source reads how far the batches have come; fails with {@link IllegalStateException} if it cannot
     * @param isSeen whether a batch need not be watched any longer, as it is now
     * @param nanos the time, of any origin
     */
    BatchWatch(
            Supplier<Collection<JsonNode>> source,
            Predicate<JsonNode> isSeen,
            BatchScreen screen,
            LongSupplier nanos,
            Pause pause) {
        this.source = source;
        this.isSeen = isSeen;
        this.screen = screen;
        this.nanos = nanos;
        this.pause = pause;
    }

    /**
     * Watches.
     *
     * @return the batches as they are then; none if there were none
     * @throws IllegalStateException if they cannot be read, for longer than a minute if they could before
     */
    Collection<JsonNode> run() throws InterruptedException {
        Collection<JsonNode> batches = source.get();
        long read = nanos.getAsLong();
        boolean isAway = false;
        while (true) {
            if (!isAway) {
                screen.show(read, batches.stream().map(this::watched).toList());
                if (batches.stream().allMatch(isSeen)) {
                    return batches;
                }
            }
            pause.run();
            try {
                batches = source.get();
                read = nanos.getAsLong();
                isAway = false;
            } catch (IllegalStateException e) {
                if (nanos.getAsLong() - read > PATIENCE.toNanos()) {
                    throw e;
                }
                if (!isAway) {
                    screen.say(e.getMessage() + ". Trying again for a minute");
                }
                isAway = true;
            }
        }
    }

    private BatchScreen.Watched watched(JsonNode batch) {
        boolean sending = BatchesView.is(batch, BatchState.SENDING);
        if (!sending
                && (!BatchesView.is(batch, BatchState.RUNNING)
                        || batch.path("paused").asBoolean())) {
            paces.remove(key(batch));
            return new BatchScreen.Watched(batch, -1);
        }
        if (BatchesView.isSpread(batch)) {
            return new BatchScreen.Watched(batch, batch.path("rowsPerSecond").asDouble(-1));
        }
        Pace pace = paces.computeIfAbsent(key(batch), state -> new Pace());
        pace.add(nanos.getAsLong(), batch.path(sending ? "ended" : "position").asLong());
        return new BatchScreen.Watched(
                batch, pace.perSecond(batch.path("rowsPerSecond").asDouble(-1)));
    }

    private static String key(JsonNode batch) {
        return batch.path("id").asText() + batch.path("state").asText();
    }
}
