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
import io.staffetta.message.ReferenceConflictException;
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
     *     certain, with {@link ReferenceConflictException} if their reference came before with another recipient or text, and
     *     with {@link InvalidMessageException} if the ledger does not keep one of their values
     */
    public CompletableFuture<Receipt> take(List<RoutedMessage> routed) {
        return take(routed, reference(routed), "");
    }

    /** The same, of the messages of a row of a batch. */
    public CompletableFuture<Receipt> takeRow(List<RoutedMessage> routed, String batch) {
        return take(routed, reference(routed), batch);
    }

    /** The same, of messages some of whose sender's message was sent before: that their reference is known is no matter. */
    public CompletableFuture<Receipt> takeRest(List<RoutedMessage> routed, String batch) {
        return take(routed, "", batch);
    }

    private CompletableFuture<Receipt> take(List<RoutedMessage> routed, String reference, String batch) {
        Instant now = clock.instant();
        String source = routed.get(0).message().source();
        return ledger.take(source, reference, entries(routed, now, batch))
                .thenApply(taken -> receipt(routed, taken, source))
                .exceptionallyCompose(failure -> CompletableFuture.failedFuture(
                        failure.getCause() instanceof EntryRefusedException refused ? refused.ofMessage() : failure));
    }

    /**
     * Enters the messages of several senders' messages, and waits. If one cannot be entered since its reference came before with
     * another recipient or text, none is.
     *
     * @throws io.staffetta.ledger.LedgerAwayException if that is not certain
     * @throws RefusedElementException see {@link #take}; nothing may be put on queues then
     */
    public List<Receipt> takeAll(List<List<RoutedMessage>> all) {
        if (all.size() > 1) {
            refuseConflicts(all);
        }
        Map<String, Integer> byReference = new HashMap<>();
        List<CompletableFuture<Receipt>> receipts = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            String reference = reference(all.get(i));
            Integer first = reference.isEmpty() ? null : byReference.putIfAbsent(reference, i);
            receipts.add(
                    first == null ? take(all.get(i)) : CompletableFuture.completedFuture(sameRequest(all.get(first))));
        }
        List<Receipt> taken = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            try {
                taken.add(Ledger.await(receipts.get(i)));
            } catch (InvalidMessageException e) {
                throw new RefusedElementException(i, e);
            }
        }
        return taken;
    }

    /** Before anything is entered: all or none are. */
    private void refuseConflicts(List<List<RoutedMessage>> all) {
        Map<String, Integer> byReference = new HashMap<>();
        for (int i = 0; i < all.size(); i++) {
            String reference = reference(all.get(i));
            Integer first = reference.isEmpty() ? null : byReference.putIfAbsent(reference, i);
            if (first != null && !RoutedMessage.isSame(all.get(first), all.get(i))) {
                throw new RefusedElementException(i, ReferenceConflictException.withElement(first));
            }
        }
        if (byReference.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        List<String> conflicts = ledger.conflicts(
                all.get(0).get(0).message().source(),
                all.stream().map(Receipts::reference).toList(),
                all.stream().map(routed -> entries(routed, now, "")).toList());
        for (int i = 0; i < conflicts.size(); i++) {
            if (!conflicts.get(i).isEmpty()) {
                throw new RefusedElementException(i, ReferenceConflictException.with(conflicts.get(i)));
            }
        }
    }

    private static String reference(List<RoutedMessage> routed) {
        return routed.get(0).message().reference();
    }

    private static List<Entry> entries(List<RoutedMessage> routed, Instant now, String batch) {
        return routed.stream().map(message -> entry(message, now, batch)).toList();
    }

    private Receipt sameRequest(List<RoutedMessage> first) {
        duplicates.add(first.size());
        Instant now = clock.instant();
        return new Receipt(
                List.of(),
                entries(first, now, "").stream().map(MessageRecord::of).toList());
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

    private static Entry entry(RoutedMessage routed, Instant now, String batch) {
        if (routed.isDead()) {
            return new Entry(
                    routed.message(),
                    routed.message().account(),
                    0,
                    journey(routed),
                    State.DEAD,
                    Reason.of(routed.failure()).name(),
                    String.valueOf(routed.failure().getMessage()),
                    now,
                    batch);
        }
        return new Entry(
                routed.message(),
                routed.account().id(),
                routed.segments(),
                journey(routed),
                State.TAKEN,
                "",
                "",
                now,
                batch);
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
        if (taken.isConflict()) {
            throw ReferenceConflictException.with(taken.conflict());
        }
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
        Map<String, String> ids = new HashMap<>();
        first.forEach(message -> ids.put(message.recipient(), message.id()));
        if (routed.size() != first.size()
                || !routed.stream()
                        .allMatch(message -> ids.containsKey(message.message().to()))) {
            throw ReferenceConflictException.with(first.get(0).id());
        }
        return routed.stream()
                .map(message -> message.withId(ids.get(message.message().to())))
                .toList();
    }
}
