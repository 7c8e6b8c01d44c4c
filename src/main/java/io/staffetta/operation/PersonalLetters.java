package io.staffetta.operation;

import io.staffetta.ledger.operation.ItemOutcome;
import io.staffetta.ledger.operation.NewOperation;
import io.staffetta.ledger.operation.OperationFilter;
import io.staffetta.ledger.operation.OperationKind;
import io.staffetta.ledger.operation.OperationRecord;
import io.staffetta.ledger.operation.OperationTerms;
import io.staffetta.ledger.operation.Operations;
import io.staffetta.message.MessageId;
import jakarta.jms.JMSException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Takes the dead letters of a person off the queue for good, by an operation, and waits for its end.
 *
 * <p>Thread-safe.
 */
public final class PersonalLetters {

    private static final String WHY = "All about its recipient was erased";
    private static final Duration PATIENCE = Duration.ofSeconds(100);
    private static final long LOOK_NANOS = Duration.ofMillis(20).toNanos();

    private final Operations operations;
    private final Runnable wake;
    private final Clock clock;

    /**
     * @param wake tells whoever does operations that there is something to do
     */
    public PersonalLetters(Operations operations, Runnable wake, Clock clock) {
        this.operations = operations;
        this.wake = wake;
        this.clock = clock;
    }

    /**
     * Discards those with some ids.
     *
     * @param who who has it done
     * @param isTrial whether they are only counted
     * @return how many
     * @throws JMSException if it is not certain that all are gone; the operation goes on
     */
    public int remove(List<String> ids, String who, boolean isTrial) throws JMSException {
        OperationRecord ordered = operations.order(new NewOperation(
                MessageId.next(),
                new OperationTerms(OperationKind.DISCARD, "", 0, null, null, WHY),
                who,
                ids,
                OperationFilter.ALL,
                "{\"ids\":" + ids.size() + "}",
                isTrial,
                clock.instant()));
        if (isTrial) {
            operations.cancel(ordered.id(), clock.instant());
            return Math.toIntExact(ordered.left());
        }
        wake.run();
        Instant end = Instant.now().plus(PATIENCE);
        OperationRecord now = ordered;
        while (now.left() > 0) {
            if (Instant.now().isAfter(end)) {
                throw new JMSException("The dead letters are not off their queue yet: see operation " + now.id());
            }
            LockSupport.parkNanos(LOOK_NANOS);
            now = operations.find(ordered.id()).orElse(now);
        }
        return Math.toIntExact(now.outcomes().getOrDefault(ItemOutcome.DONE, 0L));
    }
}
