package io.staffetta.cli.batches;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.cli.terminal.Table;
import io.staffetta.ledger.batch.BatchState;

/** Draws the progress of a batch as a bar: of its rows while they are taken, then of its messages. */
final class BatchBar {

    private static final int WIDTH = 12;
    private static final int NAME = 16;

    private BatchBar() {}

    /**
     * The bar in a line of about 80 characters.
     *
     * @param perSecond rows or messages in a second; below 0 if that is not known
     */
    static String line(JsonNode batch, double perSecond) {
        String name = Table.cut(Table.clean(batch.path("name").asText()), NAME);
        String rest = BatchesView.progress(batch, perSecond);
        if (BatchesView.isFinished(batch)) {
            return "%-16s %s".formatted(name, rest);
        }
        int percent = percent(batch);
        int full = percent * WIDTH / 100;
        return "%-16s [%s%s] %3d%%  %s".formatted(name, "#".repeat(full), "-".repeat(WIDTH - full), percent, rest);
    }

    private static int percent(JsonNode batch) {
        if (!BatchesView.is(batch, BatchState.SENDING)) {
            return batch.path("percent").asInt(0);
        }
        long messages = batch.path("messages").asLong();
        return messages == 0 ? 100 : (int) (batch.path("ended").asLong() * 100 / messages);
    }
}
