package io.staffetta.intake;

import io.staffetta.message.Priority;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * The messages of one request to a door. All of them are taken in, or none. Not thread-safe: it is handed on from one
 * thread to the next.
 */
public final class IntakeRequest {

    /** Decides what becomes of a message that no account can take. */
    private enum Unroutable {
        /** Nothing of the request is taken. */
        REFUSE,
        /** The others are taken. */
        LEAVE_OUT,
        /** It is taken as a dead letter. */
        KEEP
    }

    private final List<Incoming> incoming;
    private final Unroutable unroutable;
    private final BooleanSupplier late;
    private final List<List<RoutedMessage>> routed = new ArrayList<>();
    private String batch = "";
    private boolean rest;
    private RuntimeException failure;
    private List<RecordedMessages> receipts = List.of();
    private List<RoutedMessage> toQueue = List.of();

    private IntakeRequest(List<Incoming> incoming, Unroutable unroutable, BooleanSupplier late) {
        this.incoming = incoming;
        this.unroutable = unroutable;
        this.late = late;
    }

    /**
     * Messages of which each must have an account.
     *
     * @param late whether the caller has been told by now that nothing was taken
     */
    public static IntakeRequest allOrNone(List<Incoming> messages, BooleanSupplier late) {
        return new IntakeRequest(messages, Unroutable.REFUSE, late);
    }

    /** Messages of which those are left out that no account can take. */
    public static IntakeRequest ofThoseWithAccount(List<Incoming> messages, BooleanSupplier late) {
        return new IntakeRequest(messages, Unroutable.LEAVE_OUT, late);
    }

    /** A message that becomes a dead letter if no account can take it. */
    static IntakeRequest ofSender(Incoming message) {
        return new IntakeRequest(List.of(message), Unroutable.KEEP, () -> false);
    }

    /**
     * A message that was routed before.
     *
     * @param routed one for each recipient; at least one
     * @param batch id of the batch whose row it is; empty for none
     * @param rest whether some of its sender's messages were sent before, so that it is no matter that their reference is known
     */
    public static IntakeRequest ofRouted(List<RoutedMessage> routed, String batch, boolean rest) {
        IntakeRequest request = new IntakeRequest(List.of(), Unroutable.KEEP, () -> false);
        request.routed.add(routed);
        request.batch = batch;
        request.rest = rest;
        return request;
    }

    List<Incoming> incoming() {
        return incoming;
    }

    /** Whether one of the messages is of priority {@code high}. */
    boolean isUrgent() {
        return incoming.stream()
                .flatMap(message -> message.messages().stream())
                .anyMatch(message -> message.priority() == Priority.HIGH);
    }

    /** What became of the next message. */
    void route(List<RoutedMessage> messages) {
        RuntimeException problem = RoutedMessage.problem(messages);
        if (problem != null && unroutable == Unroutable.REFUSE && failure == null) {
            failure = new RefusedElementException(routed.size(), problem);
        }
        routed.add(messages);
    }

    /** Where the messages go, one list for each that was handed over. */
    public List<List<RoutedMessage>> routed() {
        return routed;
    }

    /** Those of them that are entered into the ledger. */
    List<List<RoutedMessage>> toEnter() {
        return unroutable == Unroutable.LEAVE_OUT
                ? routed.stream()
                        .filter(messages -> RoutedMessage.problem(messages) == null)
                        .toList()
                : routed;
    }

    String batch() {
        return batch;
    }

    boolean isRest() {
        return rest;
    }

    boolean isLate() {
        return late.getAsBoolean();
    }

    void fail(RuntimeException cause) {
        failure = cause;
    }

    /** Why nothing of it was taken; {@code null} if it was. */
    public RuntimeException failure() {
        return failure;
    }

    /** Whether it has not failed. */
    boolean isGood() {
        return failure == null;
    }

    void enter(List<RecordedMessages> entered) {
        receipts = entered;
        toQueue = entered.stream()
                .flatMap(receipt -> receipt.routed().stream())
                .filter(message -> !message.isDead() && !message.isTest())
                .toList();
    }

    /** What became of the messages that were entered, in their order. */
    public List<RecordedMessages> receipts() {
        return receipts;
    }

    /** What was entered and is not sent, since its application is a test. */
    List<RoutedMessage> tests() {
        return receipts.stream()
                .flatMap(receipt -> receipt.routed().stream())
                .filter(RoutedMessage::isTest)
                .toList();
    }

    /** What is to be put on the queues of accounts. */
    List<RoutedMessage> toQueue() {
        return toQueue;
    }
}
