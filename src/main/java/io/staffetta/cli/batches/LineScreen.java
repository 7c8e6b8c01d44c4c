package io.staffetta.cli.batches;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.cli.terminal.JsonLine;
import io.staffetta.cli.terminal.Table;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a line for each batch every 10 s, and when its state changes, for logs and machines.
 *
 * <p>Not thread-safe.
 */
final class LineScreen implements BatchScreen {

    private static final long EVERY = Duration.ofSeconds(10).toNanos();

    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean json;
    private final Map<String, Told> told = new HashMap<>();

    private record Told(long nanos, String state) {}

    /**
     * @param json whether each line is the batch as JSON
     */
    LineScreen(PrintWriter out, PrintWriter err, boolean json) {
        this.out = out;
        this.err = err;
        this.json = json;
    }

    @Override
    public void show(long nanos, List<Watched> watched) {
        watched.forEach(one -> {
            String id = one.batch().path("id").asText();
            String state = BatchesView.state(one.batch()) + BatchesView.isFinished(one.batch());
            Told last = told.get(id);
            boolean isDue = !BatchesView.isFinished(one.batch()) && last != null && nanos - last.nanos() >= EVERY;
            if (last == null || isDue || !last.state().equals(state)) {
                told.put(id, new Told(nanos, state));
                tell(one);
            }
        });
    }

    private void tell(Watched one) {
        JsonNode batch = one.batch();
        if (json) {
            out.println(JsonLine.write(batch));
        } else {
            out.println(Table.clean(batch.path("id").asText()) + " "
                    + Table.clean(batch.path("name").asText()) + ": " + BatchesView.progress(batch, one.perSecond()));
        }
        out.flush();
    }

    @Override
    public void say(String what) {
        err.println(Table.clean(what));
        err.flush();
    }
}
