package io.staffetta.deadletter;

import io.staffetta.ledger.history.LetterFacts;
import io.staffetta.ledger.history.LetterRow;
import io.staffetta.ledger.operation.ListedLetters;
import io.staffetta.ledger.operation.OperationFilter;
import io.staffetta.ledger.store.LedgerAwayException;
import io.staffetta.message.MessageHeaders;
import io.staffetta.thread.DaemonThreads;
import jakarta.jms.JMSException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records the dead letters that the ledger does not know: what was there before the ledger kept it, what
 * somebody else than the gateway has put there, and what an older ledger has forgotten. Looks at all of it at the start and now and
 * then; and at what has no seal some seconds after there are more letters than are listed, or each minute where the broker does not
 * say how many there are.
 */
public final class LetterIndex implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LetterIndex.class);
    private static final int STEP = 500;
    private static final Duration PAUSE = Duration.ofMinutes(10);
    private static final Duration UNSEALED_PAUSE = Duration.ofMinutes(1);
    /** After a restart the job may be that of the process before for some seconds. */
    private static final long TRY_SECONDS = 5;

    private final DeadLetterQueue queue;
    private final ListedLetters letters;
    private final ForeignLetterCount strangers;
    private final Duration pause;
    private final BooleanSupplier isMine;
    private final Clock clock;
    private volatile boolean closed;
    private Instant next = Instant.MIN;
    private Instant nextUnsealed = Instant.MIN;
    private final ScheduledExecutorService executor =
            Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("letter-index"));

    /**
     * @param size letters on the queue, as the broker of this process says; empty of another one
     * @param isMine whether it is for this gateway to look, and not for another one
     */
    public LetterIndex(
            DeadLetterQueue queue,
            ListedLetters letters,
            Optional<LongSupplier> size,
            BooleanSupplier isMine,
            Clock clock) {
        this.queue = queue;
        this.letters = letters;
        strangers = new ForeignLetterCount(
                () -> size.map(LongSupplier::getAsLong).map(OptionalLong::of).orElseGet(OptionalLong::empty),
                () -> letters.count(OperationFilter.ALL));
        pause = size.isPresent() ? Duration.ofSeconds(TRY_SECONDS) : UNSEALED_PAUSE;
        this.isMine = isMine;
        this.clock = clock;
    }

    /** Looks from now on. */
    public void start() {
        ScheduledFuture<?> unused = executor.scheduleWithFixedDelay(this::lookSafely, 0, TRY_SECONDS, TimeUnit.SECONDS);
    }

    private void lookSafely() {
        try {
            Instant now = clock.instant();
            if (!now.isBefore(next)) {
                if (isMine.getAsBoolean()) {
                    look();
                    looked(now);
                    next = clock.instant().plus(PAUSE);
                }
            } else if (!now.isBefore(nextUnsealed) && strangers.mayBe() && isMine.getAsBoolean()) {
                list(queue::browseUnsealed);
                looked(now);
            }
        } catch (JMSException | LedgerAwayException e) {
            LOG.debug("The dead letter queue is looked at later", e);
        } catch (RuntimeException e) {
            LOG.warn("The dead letter queue could not be read: {}", e.getMessage());
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
        list(queue::browse);
    }

    /** However long the queue is, looking takes a tenth of the time at most. */
    private void looked(Instant begun) {
        strangers.looked();
        Instant now = clock.instant();
        nextUnsealed = now.plus(pause).plus(Duration.between(begun, now).multipliedBy(9));
    }

    private interface Look {
        void at(Predicate<StoredDeadLetter> reader) throws JMSException;
    }

    private void list(Look look) throws JMSException {
        List<LetterRow> some = new ArrayList<>();
        look.at(letter -> {
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
        String source = letter.property(MessageHeaders.SOURCE);
        return new LetterRow(
                letter.id(),
                letter.redriveCount(),
                letter.reason(),
                letter.account(),
                letter.property(MessageHeaders.DETAIL),
                letter.deadSince().orElseGet(clock::instant),
                source.isEmpty() ? "jms" : source,
                new LetterFacts(
                        letter.attempts(),
                        letter.property(MessageHeaders.PHASE),
                        letter.property(MessageHeaders.NODE),
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
