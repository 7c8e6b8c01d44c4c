package io.staffetta.intake;

import io.staffetta.delivery.Reason;
import io.staffetta.ledger.Entry;
import io.staffetta.ledger.EntryRefusedException;
import io.staffetta.ledger.Ledger;
import io.staffetta.ledger.MessageRecord;
import io.staffetta.ledger.State;
import io.staffetta.ledger.Taken;
import io.staffetta.message.Envelope;
import io.staffetta.message.InvalidMessageException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import org.apache.camel.Variable;

/**
 * Enters what came in into the ledger, before it is put on queues, and keeps back what came before with the same reference.
 *
 * <p>Thread-safe.
 */
public final class Receipts {

    /** Adapters that bring a message again themselves, under its id, that was not put on its queue for certain. */
    private static final Set<String> BRING_AGAIN = Set.of("jms", "batch");

    private final Ledger ledger;
    private final Clock clock;
    private final LongAdder duplicates = new LongAdder();

    public Receipts(Ledger ledger, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * Enters the messages of one sender's message.
     *
     * @param routed one entry for each recipient; at least one
     * @return completes when they are on the disk; fails with {@link io.staffetta.ledger.LedgerAwayException} if that is not
     *     certain, and with {@link InvalidMessageException} if the ledger does not keep one of their values, or their
     *     reference was used for others of which nothing is certain
     */
    public CompletableFuture<Receipt> take(List<RoutedMessage> routed) {
        return take(routed, routed.get(0).message().reference());
    }

    /** The same, of messages some of whose sender's message was sent before: that their reference is known is no matter. */
    public CompletableFuture<Receipt> takeRest(List<RoutedMessage> routed) {
        return take(routed, "");
    }

    private CompletableFuture<Receipt> take(List<RoutedMessage> routed, String reference) {
        Instant now = clock.instant();
        String source = routed.get(0).message().source();
        List<Entry> entries =
                routed.stream().map(message -> entry(message, now)).toList();
        return ledger.take(source, reference, entries)
                .thenApply(taken -> receipt(routed, taken, source))
                .exceptionallyCompose(failure -> CompletableFuture.failedFuture(
                        failure.getCause() instanceof EntryRefusedException refused ? refused.ofMessage() : failure));
    }

    /**
     * Enters the messages of several senders' messages, and waits.
     *
     * @throws io.staffetta.ledger.LedgerAwayException if that is not certain
     * @throws InvalidMessageException see {@link #take}; nothing may be put on queues then
     */
    public List<Receipt> takeAll(List<List<RoutedMessage>> all) {
        Map<String, List<RoutedMessage>> byReference = new HashMap<>();
        List<CompletableFuture<Receipt>> receipts = new ArrayList<>();
        for (List<RoutedMessage> routed : all) {
            String reference = routed.get(0).message().reference();
            List<RoutedMessage> first = reference.isEmpty() ? null : byReference.putIfAbsent(reference, routed);
            receipts.add(first == null ? take(routed) : CompletableFuture.completedFuture(sameRequest(first)));
        }
        return receipts.stream().map(Ledger::await).toList();
    }

    private Receipt sameRequest(List<RoutedMessage> first) {
        duplicates.add(first.size());
        Instant now = clock.instant();
        return new Receipt(
                List.of(),
                first.stream()
                        .map(routed -> MessageRecord.of(entry(routed, now)))
                        .toList());
    }

    /** What is to be put on queues. */
    public List<RoutedMessage> toQueue(List<Receipt> receipts) {
        return receipts.stream().flatMap(receipt -> receipt.routed().stream()).toList();
    }

    /** Notes that messages are on their queues. */
    public void queued(@Variable("routed") List<RoutedMessage> routed) {
        for (RoutedMessage message : routed) {
            if (!message.isDead()) {
                boolean waits = message.queue().startsWith("sms.retry.");
                ledger.queued(message.message().id(), waits ? State.WAITING : State.QUEUED);
            }
        }
    }

    private static Entry entry(RoutedMessage routed, Instant now) {
        if (routed.isDead()) {
            return new Entry(
                    routed.message(),
                    routed.message().account(),
                    0,
                    journey(routed),
                    State.DEAD,
                    Reason.of(routed.failure()).name(),
                    String.valueOf(routed.failure().getMessage()),
                    now);
        }
        return new Entry(
                routed.message(), routed.account().id(), routed.segments(), journey(routed), State.TAKEN, "", "", now);
    }

    private static int journey(RoutedMessage routed) {
        return Envelope.journey(
                routed.isDead()
                        ? routed.deadLetter().message().headers()
                        : routed.outgoing().headers());
    }

    /** How many messages were not sent, since others had come before with the same reference. */
    public long duplicates() {
        return duplicates.sum();
    }

    private Receipt receipt(List<RoutedMessage> routed, Taken taken, String source) {
        if (!taken.isDuplicate()) {
            return new Receipt(routed, List.of());
        }
        if (BRING_AGAIN.contains(source) || !taken.isUncertain()) {
            duplicates.add(routed.size());
            return new Receipt(List.of(), taken.first());
        }
        return new Receipt(again(routed, taken.first()), List.of());
    }

    /** The messages under the ids of those that came first: however often they are on a queue then, they are sent once. */
    private static List<RoutedMessage> again(List<RoutedMessage> routed, List<MessageRecord> first) {
        List<RoutedMessage> again = new ArrayList<>();
        for (int i = 0; i < routed.size(); i++) {
            if (routed.size() != first.size()
                    || !first.get(i).recipient().equals(routed.get(i).message().to())) {
                throw new InvalidMessageException(
                        Envelope.REFERENCE,
                        "was used for messages to others, of which it is not certain that they are queued; use another");
            }
            again.add(routed.get(i).withId(first.get(i).id()));
        }
        return again;
    }
}
