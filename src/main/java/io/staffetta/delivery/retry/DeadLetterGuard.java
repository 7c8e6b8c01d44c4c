package io.staffetta.delivery.retry;

import io.staffetta.broker.Browsing;
import io.staffetta.broker.QueueNames;
import io.staffetta.delivery.OutgoingMessage;
import io.staffetta.ledger.DeadLetterLease;
import io.staffetta.ledger.DeadLetterRecord;
import io.staffetta.ledger.Ledger;
import io.staffetta.ledger.history.LetterFacts;
import io.staffetta.message.Envelope;
import io.staffetta.message.MessageHeaders;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Keeps a message from being put into the dead letter queue twice, and records in the ledger that it is there.
 *
 * <p>Thread-safe.
 */
public final class DeadLetterGuard {

    private static final long PAUSE_NANOS = Duration.ofMillis(50).toNanos();
    private static final int LOOKS = 5;

    private final Ledger ledger;
    private final ConnectionFactory connections;
    private final Clock clock;

    public DeadLetterGuard(Ledger ledger, ConnectionFactory connections, Clock clock) {
        this.ledger = ledger;
        this.connections = connections;
        this.clock = clock;
    }

    /**
     * Notes that a dead letter is about to be put into its queue. Another copy of the same message, with this gateway or
     * another that shares the ledger, waits here until the letter is noted as being there, or its claim is released.
     *
     * @param claimed is given what releases the claim, to be run when the letter is there, or cannot be put there
     * @return whether it is not to be put there: another copy was, or this one before a crash, or its batch was cancelled
     * @throws io.staffetta.ledger.store.LedgerAwayException if nothing is certain
     */
    public boolean isKept(OutgoingMessage letter, Consumer<Runnable> claimed) throws JMSException {
        DeadLetterRecord entry = of(letter);
        long token = ledger.attempts().nextToken();
        DeadLetterLease claim = ledger.deadLetterLeases().take(entry, token);
        while (claim == DeadLetterLease.HELD) {
            LockSupport.parkNanos(PAUSE_NANOS);
            claim = ledger.deadLetterLeases().take(entry, token);
        }
        if (claim == DeadLetterLease.NOT_WANTED) {
            return true;
        }
        claimed.accept(() -> ledger.deadLetterLeases().release(entry.messageId(), token));
        return claim == DeadLetterLease.AGAIN && !inQueue(List.of(entry)).isEmpty();
    }

    /** Whether nobody need look at a letter: as the ledger knows, a provider has the message, or its batch was cancelled. */
    public boolean isSettled(OutgoingMessage letter) {
        return ledger.messages()
                .isSettled(letter.headers().get(MessageHeaders.MESSAGE_ID).toString());
    }

    /** Notes that a dead letter is in its queue. */
    public void record(OutgoingMessage letter) {
        ledger.dead(of(letter));
    }

    /**
     * Looks which dead letters are in their queue; several times for those that are not: ActiveMQ serves those that look at once
     * with what was in its memory when the first of them did.
     *
     * @param letters 1 or more
     */
    Set<DeadLetterRecord> inQueue(List<DeadLetterRecord> letters) throws JMSException {
        Set<DeadLetterRecord> missing = new HashSet<>(letters);
        for (int look = 1; !missing.isEmpty() && look <= LOOKS; look++) {
            if (look > 1) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
            look(missing);
        }
        Set<DeadLetterRecord> found = new HashSet<>(letters);
        found.removeAll(missing);
        return found;
    }

    /** Takes out those that it sees. */
    private void look(Set<DeadLetterRecord> missing) throws JMSException {
        String ids = missing.stream()
                .map(entry -> "'" + entry.messageId().replace("'", "''") + "'")
                .collect(Collectors.joining(", ", " IN (", ")"));
        try (Connection connection = connections.createConnection()) {
            connection.start();
            Browsing.each(connection, QueueNames.DEAD_LETTER, MessageHeaders.MESSAGE_ID + ids, message -> {
                Map<String, Object> headers = new HashMap<>();
                for (String name : List.of(MessageHeaders.MESSAGE_ID, MessageHeaders.REDRIVE_COUNT)) {
                    headers.put(name, message.getStringProperty(name));
                }
                missing.removeIf(entry -> entry.messageId().equals(headers.get(MessageHeaders.MESSAGE_ID))
                        && entry.redriveCount() == Envelope.redriveCount(headers));
                return !missing.isEmpty();
            });
        }
    }

    /** What the ledger is told of a dead letter. */
    public DeadLetterRecord of(OutgoingMessage letter) {
        Map<String, Object> headers = letter.headers();
        return new DeadLetterRecord(
                headers.get(MessageHeaders.MESSAGE_ID).toString(),
                text(headers, MessageHeaders.SOURCE).isEmpty() ? "jms" : text(headers, MessageHeaders.SOURCE),
                Envelope.redriveCount(headers),
                text(headers, MessageHeaders.ACCOUNT),
                text(headers, MessageHeaders.REASON),
                text(headers, MessageHeaders.DETAIL),
                clock.instant(),
                facts(headers));
    }

    private static LetterFacts facts(Map<String, Object> headers) {
        String attempts = text(headers, MessageHeaders.ATTEMPTS);
        String deadline = text(headers, MessageHeaders.DEADLINE);
        return new LetterFacts(
                attempts.matches("[0-9]{1,9}") ? Integer.parseInt(attempts) : 0,
                text(headers, MessageHeaders.PHASE),
                text(headers, MessageHeaders.NODE),
                !text(headers, MessageHeaders.PERHAPS_SENT).isEmpty(),
                deadline.isEmpty() ? null : Instant.parse(deadline),
                true);
    }

    private static String text(Map<String, Object> headers, String name) {
        return Objects.toString(headers.get(name), "");
    }
}
