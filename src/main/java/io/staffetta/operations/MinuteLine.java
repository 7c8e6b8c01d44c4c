package io.staffetta.operations;

import io.staffetta.ledger.figures.Figures;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes one line a minute to the log, of what was done and what waits. While nothing is done and nothing waits it writes none.
 *
 * <p>Not thread-safe.
 */
public final class MinuteLine implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger("io.staffetta.minute");
    private static final String OUTBOUND = "sms.outbound";

    private final Supplier<Totals> totals;
    private final Supplier<Figures> figures;
    private final Supplier<Map<String, Long>> queues;
    private final Supplier<Collection<String>> parked;
    private Totals before = Totals.NONE;
    private long beforeAt = System.nanoTime();

    /**
     * @param totals what was done since the start
     * @param figures what waits
     * @param queues messages on the queues of the embedded broker; empty where the broker is another
     * @param parked ids of parked accounts
     */
    public MinuteLine(
            Supplier<Totals> totals,
            Supplier<Figures> figures,
            Supplier<Map<String, Long>> queues,
            Supplier<Collection<String>> parked) {
        this.totals = totals;
        this.figures = figures;
        this.queues = queues;
        this.parked = parked;
    }

    @Override
    public void run() {
        long now = System.nanoTime();
        next(Math.max(1, (now - beforeAt) / 1e9)).ifPresent(LOG::info);
        beforeAt = now;
    }

    /**
     * The line on what was done since the last call.
     *
     * @param seconds how long that is ago
     * @return empty if nothing was done, and nothing waits that could be sent
     */
    Optional<String> next(double seconds) {
        Totals now = totals.get();
        Totals done = now.since(before);
        before = now;
        Figures waiting = figures.get();
        long untaken = queues.get().entrySet().stream()
                .filter(queue -> queue.getKey().startsWith(OUTBOUND))
                .mapToLong(Map.Entry::getValue)
                .sum();
        if (done.isNothing() && waiting.due() == 0 && untaken == 0) {
            return Optional.empty();
        }
        StringBuilder line = new StringBuilder(String.format(
                Locale.ROOT,
                "%.0f s: %d taken (%.1f/s), %d accepted (%.1f/s), %d to be tried again, %d dead; %d wait",
                seconds,
                done.taken(),
                done.taken() / seconds,
                done.accepted(),
                done.accepted() / seconds,
                done.retried(),
                done.dead(),
                waiting.due()));
        if (waiting.oldest() != null) {
            line.append(", the oldest for ").append(age(waiting.oldest(), waiting.at()));
        }
        add(line, ", not yet taken in: ", untaken);
        add(line, ", for a later time: ", waiting.messages() - waiting.due());
        if (!parked.get().isEmpty()) {
            line.append("; parked: ").append(String.join(", ", parked.get()));
        }
        return Optional.of(line.toString());
    }

    private static void add(StringBuilder line, String what, long count) {
        if (count > 0) {
            line.append(what).append(count);
        }
    }

    private static String age(Instant since, Instant now) {
        long seconds = Math.max(0, Duration.between(since, now).toSeconds());
        if (seconds < 120) {
            return seconds + " s";
        }
        return seconds < 7200 ? seconds / 60 + " min" : seconds / 3600 + " h";
    }
}
