package io.staffetta.cli.batches;

import io.staffetta.cli.terminal.Table;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Draws a bar for each batch on a terminal, written over with each reading, those that go on first. The line of one
 * that has ended stays above the others.
 *
 * <p>Not thread-safe.
 */
final class BarScreen implements BatchScreen {

    /** More lines than a terminal has cannot be written over. */
    private static final int MOST = 10;

    private static final String NO_WRAP = "\u001b[?7l";
    private static final String WRAP = "\u001b[?7h";
    private static final String UP_AND_CLEAR = "\u001b[%dA\u001b[J";

    private final PrintWriter out;
    private final Set<String> ended = new HashSet<>();
    private int drawn;

    BarScreen(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void show(long nanos, List<Watched> watched) {
        StringBuilder frame = new StringBuilder(erasure());
        watched.stream()
                .filter(one -> BatchesView.isFinished(one.batch())
                        && ended.add(one.batch().path("id").asText()))
                .forEach(one -> frame.append(line(one)));
        List<Watched> open = watched.stream()
                .filter(one -> !BatchesView.isFinished(one.batch()))
                .sorted(Comparator.comparingInt(one -> BatchOrder.of(one.batch())))
                .toList();
        // Each line cut by the terminal, not broken into two: else the cursor would not come back to the first.
        frame.append(NO_WRAP);
        open.stream().limit(MOST).forEach(one -> frame.append(line(one)));
        drawn = Math.min(open.size(), MOST);
        if (open.size() > MOST) {
            frame.append(more(open.subList(MOST, open.size())));
            drawn++;
        }
        frame.append(WRAP);
        // At once, so that whoever ends the command finds the terminal as it was, with the cursor in a line of its own.
        out.print(frame);
        out.flush();
    }

    @Override
    public void say(String what) {
        out.print(erasure() + Table.clean(what) + "\n");
        out.flush();
        drawn = 0;
    }

    private String erasure() {
        return drawn == 0 ? "" : UP_AND_CLEAR.formatted(drawn);
    }

    private static String more(List<Watched> others) {
        String standing =
                BatchOrder.standing(others.stream().map(Watched::batch).toList());
        return "and " + others.size() + " more" + (standing.isEmpty() ? "" : ": " + standing) + "\n";
    }

    private static String line(Watched one) {
        return BatchBar.line(one.batch(), one.perSecond()) + "\n";
    }
}
