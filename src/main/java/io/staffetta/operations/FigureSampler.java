package io.staffetta.operations;

import io.staffetta.ledger.Ledger;
import io.staffetta.ledger.figures.FigureQueries;
import io.staffetta.ledger.figures.Figures;
import io.staffetta.ledger.store.LedgerAwayException;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the figures of the ledger now and then, so that nobody who asks for them waits, and the ledger is asked as seldom as can be:
 * a reading that takes long makes the pause after it longer.
 *
 * <p>Thread-safe.
 */
public final class FigureSampler {

    private static final Logger LOG = LoggerFactory.getLogger(FigureSampler.class);

    /** Of the time at most so great a part is spent with reading. */
    private static final int READING_OF_TIME = 50;

    private final Ledger ledger;
    private final Clock clock;
    private final Duration pause;
    private volatile Figures current = Figures.NONE;
    private long nextAt = System.nanoTime();

    /**
     * @param pause between two readings, at least
     */
    public FigureSampler(Ledger ledger, Clock clock, Duration pause) {
        this.ledger = ledger;
        this.clock = clock;
        this.pause = pause;
    }

    /** The last that were read; {@link Figures#NONE} before the first. Does not wait. */
    public Figures current() {
        return current;
    }

    /**
     * Reads them, if it is time.
     *
     * @return whether they are new
     */
    public synchronized boolean look() {
        long begun = System.nanoTime();
        if (begun - nextAt < 0) {
            return false;
        }
        try {
            current = ledger.read(connection -> FigureQueries.read(connection, clock.instant()));
            return true;
        } catch (LedgerAwayException e) {
            LOG.debug("The figures of the ledger are those of {}", current.at(), e);
            return false;
        } finally {
            long now = System.nanoTime();
            nextAt = now + Math.max(pause.toNanos(), (now - begun) * READING_OF_TIME);
        }
    }
}
