package io.staffetta.ledger.figures;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * Counts messages of all gateways on the ledger, at one moment.
 *
 * @param at the moment
 * @param waiting what waits, by account; accounts without such messages are left out
 * @param dead dead letters by account and reason
 * @param reports delivery reports that are to be asked for, by account
 * @param batches batches that have not come to their end, 1,000 at most
 */
public record Figures(
        Instant at, List<Waiting> waiting, List<Dead> dead, List<DueReports> reports, List<OpenBatch> batches) {

    /** Before anything was read. */
    public static final Figures NONE = new Figures(Instant.EPOCH, List.of(), List.of(), List.of(), List.of());

    public Figures {
        waiting = List.copyOf(waiting);
        dead = List.copyOf(dead);
        reports = List.copyOf(reports);
        batches = List.copyOf(batches);
    }

    /** Messages that have not come to their end. */
    public long messages() {
        return waiting.stream().mapToLong(Waiting::messages).sum();
    }

    /** Messages that would be sent at once if all were well. */
    public long due() {
        return waiting.stream().mapToLong(Waiting::due).sum();
    }

    /** Since when the oldest of those waits; {@code null} if there is none. */
    public Instant oldest() {
        return waiting.stream()
                .map(Waiting::since)
                .filter(Objects::nonNull)
                .min(Instant::compareTo)
                .orElse(null);
    }

    /** All dead letters. */
    public long deadLetters() {
        return dead.stream().mapToLong(Dead::messages).sum();
    }

    /** Delivery reports that should have been asked for. */
    public long overdueReports() {
        return reports.stream().mapToLong(DueReports::overdue).sum();
    }
}
