package io.staffetta.deadletter;

import io.staffetta.ledger.history.LetterFacts;
import io.staffetta.ledger.history.LetterRow;
import io.staffetta.ledger.operation.ListedLetters;
import io.staffetta.ledger.store.LedgerAwayException;
import io.staffetta.message.DeliveryHeaders;
import io.staffetta.message.Envelope;
import io.staffetta.thread.DaemonThreads;
import jakarta.jms.JMSException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Enters into the ledger what lies in the dead letter queue and is not known there: what was there before the ledger kept it, what
 * somebody else than the gateway has put there, and what an older ledger has forgotten. Looks at the start, and now and then.
 */
public final class LetterIndex implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LetterIndex.class);
    private static final int STEP = 500;
    private static final Duration PAUSE = Duration.ofMinutes(10);
    /** After a restart the job may be that of the process before for some seconds. */
    private static final long TRY_SECONDS = 5;

    private final DeadLetterQueue queue;
    private final ListedLetters letters;
    private final BooleanSupplier isMine;
    private final Clock clock;
    private volatile boolean closed;
    private Instant next = Instant.MIN;
    private final ScheduledExecutorService executor =
            Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("letter-index"));

    /**
     * @param isMine whether it is for this gateway to look, and not for another one
     */
    public LetterIndex(DeadLetterQueue queue, ListedLetters letters, BooleanSupplier isMine, Clock clock) {
        this.queue = queue;
        this.letters = letters;
        this.isMine = isMine;
        this.clock = clock;
    }

    /** Looks from now on. */
    public void start() {
        ScheduledFuture<?> unused = executor.scheduleWithFixedDelay(this::lookSafely, 0, TRY_SECONDS, TimeUnit.SECONDS);
    }

    private void lookSafely() {
        try {
            if (!clock.instant().isBefore(next) && isMine.getAsBoolean()) {
                look();
                next = clock.instant().plus(PAUSE);
            }
        } catch (JMSException | LedgerAwayException e) {
            LOG.debug("The dead letter queue is looked at later", e);
        } catch (RuntimeException e) {
            LOG.warn("The dead letter queue could not be looked at: {}", e.getMessage());
        }
    }

    /**
     * Looks now.
     *
     * @throws JMSException if the broker cannot be reached
     */
    void look() throws JMSException {
        boolean more = true;
        while (more && !closed) {
            more = letters.makePatterns();
        }
        List<LetterRow> some = new ArrayList<>();
        queue.browse(letter -> {
            some.add(row(letter));
            if (some.size() == STEP) {
                letters.found(some);
                some.clear();
            }
            return !closed;
        });
        letters.found(some);
    }

    private LetterRow row(StoredDeadLetter letter) {
        String source = letter.property(Envelope.SOURCE);
        return new LetterRow(
                letter.id(),
                letter.redriveCount(),
                letter.reason(),
                letter.account(),
                letter.property(DeliveryHeaders.DETAIL),
                letter.deadSince().orElseGet(clock::instant),
                source.isEmpty() ? "jms" : source,
                new LetterFacts(
                        letter.attempts(),
                        letter.property(DeliveryHeaders.PHASE),
                        letter.property(DeliveryHeaders.NODE),
                        letter.isPerhapsSent(),
                        letter.deadline().orElse(null),
                        letter.sealed()));
    }

    @Override
    public void close() {
        closed = true;
        executor.shutdownNow();
    }
}
