package io.staffetta.operations;

import io.staffetta.ledger.Ledger;
import io.staffetta.ledger.figures.Tally;
import io.staffetta.ledger.figures.TallyTable;
import io.staffetta.ledger.store.LedgerAwayException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what this gateway does by minutes and hours, and writes it into the ledger now and then: what a process that is killed has
 * counted since the last time is lost, and nothing else. Nobody who counts waits for the ledger.
 *
 * <p>Thread-safe.
 */
public final class TallyCounter {

    private static final Logger LOG = LoggerFactory.getLogger(TallyCounter.class);
    /** Times that nobody counts in any more and the ledger does not take are forgotten then. */
    private static final int MOST = 20_000;

    private final Clock clock;
    private final Map<Key, Long> counts = new HashMap<>();
    private final Set<Key> changed = new HashSet<>();
    private LongSupplier taken = () -> 0;
    private long takenBefore;
    private Instant forgotten = Instant.EPOCH;

    private record Key(Tally.Step step, Instant at, String account, Tally.Kind kind) {}

    public TallyCounter(Clock clock) {
        this.clock = clock;
    }

    /**
     * Counts from now on what was taken in, too.
     *
     * @param total how many messages were taken in since the start
     */
    synchronized void taken(LongSupplier total) {
        taken = total;
    }

    /**
     * Counts a message.
     *
     * @param account id of its account; empty for none
     */
    public void count(String account, Tally.Kind kind) {
        add(account, kind, 1);
    }

    private synchronized void add(String account, Tally.Kind kind, long more) {
        Instant now = clock.instant();
        for (Tally.Step step : Tally.Step.values()) {
            Key key = new Key(step, step.of(now), account, kind);
            counts.merge(key, more, Long::sum);
            changed.add(key);
        }
    }

    /** Writes what has changed. Waits for the ledger, for as long as it has patience. */
    void write(Ledger ledger) {
        List<Tally> tallies = take();
        if (tallies.isEmpty() || !ledger.isAvailable()) {
            return;
        }
        try {
            Ledger.await(ledger.submit(new TallyTable(ledger.node()), tallies));
            written(tallies);
            Instant hour = Tally.Step.HOUR.of(clock.instant());
            if (!hour.equals(forgotten)) {
                forgotten = hour;
                Ledger.await(ledger.submit(TallyTable.forget(), clock.instant()));
            }
        } catch (LedgerAwayException e) {
            LOG.debug("What was done is written later", e);
        }
    }

    private synchronized List<Tally> take() {
        long total = taken.getAsLong();
        if (total > takenBefore) {
            add("", Tally.Kind.TAKEN, total - takenBefore);
            takenBefore = total;
        }
        if (counts.size() > MOST) {
            forget();
        }
        List<Tally> tallies = new ArrayList<>();
        changed.forEach(
                key -> tallies.add(new Tally(key.step(), key.at(), key.account(), key.kind(), counts.get(key))));
        return tallies;
    }

    private synchronized void written(List<Tally> tallies) {
        for (Tally one : tallies) {
            Key key = new Key(one.step(), one.at(), one.account(), one.kind());
            if (counts.get(key) == one.messages()) {
                changed.remove(key);
            }
        }
        forget();
    }

    /** Of a time that is over nothing more is counted; it stays until it is written. */
    private void forget() {
        Instant now = clock.instant();
        boolean tooMany = counts.size() > MOST;
        counts.keySet().removeIf(key -> !key.at().equals(key.step().of(now)) && (tooMany || !changed.contains(key)));
        changed.retainAll(counts.keySet());
    }
}
