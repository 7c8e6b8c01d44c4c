package io.staffetta.config.edit;

import java.io.IOException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Notes in the history what becomes of the accounts, by an edit or by hand. */
final class HistoryNotes {

    private final AccountsHistory history;
    private final Differences differences;
    private final Clock clock;

    HistoryNotes(AccountsHistory history, Differences differences, Clock clock) {
        this.history = history;
        this.differences = differences;
        this.clock = clock;
    }

    /** What is noted of an edit that makes one text of another. */
    HistoryEntry entry(
            String action, String id, EditRequest request, String digest, AccountsText before, AccountsText after) {
        return entry(action, id, request, digest, differences.between(before, after));
    }

    private HistoryEntry entry(
            String action, String id, EditRequest request, String digest, List<Difference> differences) {
        return new HistoryEntry(
                history.newest().map(HistoryEntry::version).orElse(0L) + 1,
                clock.instant().truncatedTo(ChronoUnit.SECONDS).toString(),
                request == null ? null : request.by().name(),
                request == null ? null : request.by().role().label(),
                request == null || request.by().from().isEmpty()
                        ? null
                        : request.by().from(),
                action,
                id.isEmpty() ? null : id,
                request == null || request.why().isEmpty() ? null : request.why(),
                digest,
                differences);
    }

    /** Brings the history up to the file: an edit that broke off is forgotten, one by hand is noted. */
    void reconcile(AccountsFileText now) throws IOException {
        List<HistoryEntry> all = history.newest(1);
        boolean current = !all.isEmpty() && all.get(0).digest().equals(now.version());
        Optional<Long> broken = history.broken();
        if (!current && broken.isPresent()) {
            history.remove(broken.get());
            all = history.newest(1);
            current = !all.isEmpty() && all.get(0).digest().equals(now.version());
        }
        history.end();
        if (current) {
            return;
        }
        if (now.version().isEmpty()) {
            return;
        }
        List<Difference> changed = all.isEmpty()
                ? List.of()
                : differences.between(
                        new AccountsText(history.text(all.get(0).version()).orElse("")), now.text());
        history.add(
                entry(HistoryEntry.BY_HAND, "", null, now.version(), changed),
                now.text().text());
    }
}
