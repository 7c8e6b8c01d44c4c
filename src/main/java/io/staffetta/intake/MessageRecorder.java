package io.staffetta.intake;

import io.staffetta.access.Source;
import io.staffetta.delivery.Reason;
import io.staffetta.ledger.AcceptRequest;
import io.staffetta.ledger.AcceptResult;
import io.staffetta.ledger.Entered;
import io.staffetta.ledger.Ledger;
import io.staffetta.ledger.history.Entry;
import io.staffetta.ledger.history.MessageRecord;
import io.staffetta.ledger.history.Routed;
import io.staffetta.message.Envelope;
import io.staffetta.message.ReferenceConflictException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;

/**
 * Idempotent Receiver. Records messages in the ledger before they are put on queues, and keeps back those whose
 * reference came before.
 *
 * <p>Thread-safe.
 */
public final class MessageRecorder {

    /**
     * Sources that bring a message again themselves, under its id, that was not put on its queue for certain. JMS does not always:
     * a broker that hands a message on before it is on its disk has forgotten it when it was killed then.
     */
    private static final Set<String> BRING_AGAIN = Set.of("batch");

    private final Ledger ledger;
    private final Clock clock;
    private final LongAdder duplicates = new LongAdder();
    private final LongAdder entered = new LongAdder();

    public MessageRecorder(Ledger ledger, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * Enters requests in one transaction, and waits. One that is refused, since the ledger does not keep a value of it, or since
     * its reference came before with another recipient or text, fails with {@link RefusedElementException}.
     *
     * @throws io.staffetta.ledger.store.LedgerAwayException if it is not certain that anything was entered
     */
    void enter(List<IntakeRequest> requests) {
        List<Entering> entering = new ArrayList<>(requests.size());
        for (IntakeRequest request : requests) {
            try {
                entering.add(new Entering(request, clock.instant()));
            } catch (RefusedElementException e) {
                request.fail(e);
            }
        }
        if (entering.isEmpty()) {
            return;
        }
        List<Entered> entered = Ledger.await(
                ledger.takeAll(entering.stream().map(one -> one.takings).toList()));
        for (int i = 0; i < entered.size(); i++) {
            Entering one = entering.get(i);
            try {
                one.request.enter(receipts(one, entered.get(i)));
            } catch (RefusedElementException e) {
                one.request.fail(e);
            }
        }
    }

    /** A request, and which of its messages are entered: of several with the same reference the first. */
    private static final class Entering {

        private final IntakeRequest request;
        private final List<List<RoutedMessage>> messages;
        private final List<AcceptRequest> takings = new ArrayList<>();
        /** Place of each taking among the messages. */
        private final List<Integer> places = new ArrayList<>();
        /** Of each message the place of the one that has the same reference before it; its own if none has. */
        private final List<Integer> firsts = new ArrayList<>();

        Entering(IntakeRequest request, Instant now) {
            this.request = request;
            messages = request.toEnter();
            Map<String, Integer> byReference = new HashMap<>();
            for (int i = 0; i < messages.size(); i++) {
                List<RoutedMessage> routed = messages.get(i);
                String reference = request.isRest() ? "" : reference(routed);
                int first = reference.isEmpty() ? i : byReference.merge(reference, i, (earlier, own) -> earlier);
                firsts.add(first);
                if (first == i) {
                    takings.add(new AcceptRequest(
                            routed.get(0).message().source(), reference, entries(routed, now, request.batch())));
                    places.add(i);
                } else if (!RoutedMessage.isSame(messages.get(first), routed)) {
                    throw new RefusedElementException(i, ReferenceConflictException.withElement(first));
                }
            }
        }
    }

    private List<RecordedMessages> receipts(Entering one, Entered entered) {
        if (entered.isRefused()) {
            throw new RefusedElementException(one.places.get(entered.refused()), entered.refusal());
        }
        Map<Integer, AcceptResult> byPlace = new HashMap<>();
        for (int i = 0; i < one.places.size(); i++) {
            AcceptResult taken = entered.taken().get(i);
            if (taken.isConflict()) {
                throw new RefusedElementException(one.places.get(i), ReferenceConflictException.with(taken.conflict()));
            }
            byPlace.put(one.places.get(i), taken);
        }
        List<RecordedMessages> receipts = new ArrayList<>(one.messages.size());
        for (int i = 0; i < one.messages.size(); i++) {
            List<RoutedMessage> routed = one.messages.get(i);
            receipts.add(
                    one.firsts.get(i) == i
                            ? receipt(routed, byPlace.get(i), i)
                            : sameRequest(one.messages.get(one.firsts.get(i))));
        }
        return receipts;
    }

    private RecordedMessages receipt(List<RoutedMessage> routed, AcceptResult taken, int place) {
        if (!taken.isDuplicate()) {
            entered.add(routed.size());
            return new RecordedMessages(routed, List.of());
        }
        duplicates.add(routed.size());
        boolean again = taken.isUncertain()
                && !BRING_AGAIN.contains(
                        Source.of(routed.get(0).message().source()).door());
        return new RecordedMessages(again ? again(routed, taken.first(), place) : List.of(), taken.first());
    }

    private RecordedMessages sameRequest(List<RoutedMessage> first) {
        duplicates.add(first.size());
        return new RecordedMessages(
                List.of(),
                entries(first, clock.instant(), "").stream()
                        .map(MessageRecord::of)
                        .toList());
    }

    /** The messages under the ids of those that came first: however often they are on a queue then, they are sent once. */
    private static List<RoutedMessage> again(List<RoutedMessage> routed, List<MessageRecord> first, int place) {
        Map<String, String> ids = new HashMap<>();
        first.forEach(message -> ids.put(message.recipient(), message.id()));
        if (routed.size() != first.size()
                || !routed.stream()
                        .allMatch(message -> ids.containsKey(message.message().to()))) {
            throw new RefusedElementException(
                    place, ReferenceConflictException.with(first.get(0).id()));
        }
        return routed.stream()
                .map(message -> message.withId(ids.get(message.message().to())))
                .toList();
    }

    private static String reference(List<RoutedMessage> routed) {
        return routed.get(0).message().reference();
    }

    private static List<Entry> entries(List<RoutedMessage> routed, Instant now, String batch) {
        return routed.stream().map(message -> entry(message, now, batch)).toList();
    }

    private static Entry entry(RoutedMessage routed, Instant now, String batch) {
        boolean dead = routed.isDead();
        int redriveCount = Envelope.redriveCount(
                dead
                        ? routed.deadLetter().message().headers()
                        : routed.outgoing().headers());
        return new Entry(
                routed.message(),
                routed.isTest()
                        ? RoutedMessage.TEST_ACCOUNT
                        : dead ? routed.message().account() : routed.account().id(),
                routed.segments(),
                redriveCount,
                routed.state(),
                dead ? Reason.of(routed.failure()).name() : "",
                dead ? String.valueOf(routed.failure().getMessage()) : "",
                now,
                batch,
                // What is redriven was routed before, and a test is not.
                redriveCount > 0 || routed.isTest()
                        ? Routed.UNKNOWN
                        : new Routed(routed.choice().id(), routed.choice().by()));
    }

    /** How many messages were entered. */
    public long entered() {
        return entered.sum();
    }

    /** How many messages were not sent, since others had come before with the same reference. */
    public long duplicates() {
        return duplicates.sum();
    }
}
