package io.staffetta.cli.batches;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.ledger.batch.BatchState;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.StringJoiner;
import java.util.function.Predicate;

/** Sorts batches: first those that go on, then those that wait. */
final class BatchOrder {

    private static final Duration LONG = Duration.ofDays(1);

    private BatchOrder() {}

    /** Its place: those whose rows or messages go on before those that are being read or cancelled, wait, or are paused. */
    static int of(JsonNode batch) {
        if (isPaused(batch)) {
            return 3;
        }
        if (isWaiting(batch)) {
            return 2;
        }
        return BatchesView.is(batch, BatchState.RUNNING) || BatchesView.is(batch, BatchState.SENDING) ? 0 : 1;
    }

    /** Whether nothing will become of it for long: somebody paused it, or it waits for more than a day. */
    static boolean isAtRest(JsonNode batch) {
        return !BatchesView.isFinished(batch)
                && (isPaused(batch)
                        || BatchesView.waitsUntilAfter(batch, Instant.now().plus(LONG)));
    }

    /** How many of some are paused, and how many wait, in words; empty if none. */
    static String standing(Collection<JsonNode> batches) {
        StringJoiner words = new StringJoiner(", ");
        count(batches, BatchOrder::isPaused, "paused", words);
        count(batches, batch -> isWaiting(batch) && !isPaused(batch), "waiting", words);
        return words.toString();
    }

    private static void count(
            Collection<JsonNode> batches, Predicate<JsonNode> which, String word, StringJoiner words) {
        long count = batches.stream().filter(which).count();
        if (count > 0) {
            words.add(count + " " + word);
        }
    }

    private static boolean isPaused(JsonNode batch) {
        return batch.path("paused").asBoolean();
    }

    private static boolean isWaiting(JsonNode batch) {
        return BatchesView.is(batch, BatchState.WAITING);
    }
}
