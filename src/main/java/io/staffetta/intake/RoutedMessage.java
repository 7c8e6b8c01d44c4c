package io.staffetta.intake;

import io.staffetta.access.Source;
import io.staffetta.account.Account;
import io.staffetta.account.AccountChoice;
import io.staffetta.deadletter.DeadLetter;
import io.staffetta.delivery.OutgoingMessage;
import io.staffetta.ledger.history.State;
import io.staffetta.message.MessageHeaders;
import io.staffetta.message.SmsMessage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Says where a message that was taken goes.
 *
 * @param message the message
 * @param choice the account that was chosen, and by what, also if it cannot take it
 * @param account the account it is routed to; {@code null} if none can take it
 * @param segments SMS that its text takes with that account; 0 if none can take it
 * @param replaced characters of its text that are replaced by {@code ?} with that account
 * @param queue queue of the account, or the retry queue on which it waits until it is to be sent; empty if none can take it
 * @param state where the ledger has the message stand from the beginning
 * @param outgoing what to put there; {@code null} if none can take it
 * @param failure why no account can take it; {@code null} if one can
 * @param deadLetter what to put on the dead letter queue then
 */
public record RoutedMessage(
        SmsMessage message,
        AccountChoice choice,
        Account account,
        int segments,
        int replaced,
        String queue,
        State state,
        OutgoingMessage outgoing,
        RuntimeException failure,
        DeadLetter deadLetter) {

    /** What the ledger has as the account of a message that is not sent, since its application is a test. */
    public static final String TEST_ACCOUNT = "test";

    /** Whether the messages of two senders' messages say the same to the same recipients. */
    public static boolean isSame(List<RoutedMessage> ones, List<RoutedMessage> others) {
        return contents(ones).equals(contents(others));
    }

    private static Map<String, String> contents(List<RoutedMessage> messages) {
        Map<String, String> contents = new HashMap<>();
        messages.forEach(
                routed -> contents.put(routed.message().to(), routed.message().comparableText()));
        return contents;
    }

    /** A message that no account can take. */
    static RoutedMessage dead(
            SmsMessage message, AccountChoice choice, RuntimeException failure, DeadLetter deadLetter) {
        return new RoutedMessage(message, choice, null, 0, 0, "", State.DEAD, null, failure, deadLetter);
    }

    /** Why no account can take the first of some messages that none can take; {@code null} if all can be taken. */
    public static RuntimeException problem(List<RoutedMessage> messages) {
        return messages.stream()
                .filter(RoutedMessage::isDead)
                .findFirst()
                .map(RoutedMessage::failure)
                .orElse(null);
    }

    /** Whether no account can take the message. */
    public boolean isDead() {
        return failure != null;
    }

    /** Whether it counts as accepted without being sent, since its application is a test. */
    public boolean isTest() {
        return failure == null && Source.of(message.source()).isTest();
    }

    /** The same messages under another id. */
    public RoutedMessage withId(String id) {
        Map<String, Object> headers = new HashMap<>(outgoing.headers());
        headers.put(MessageHeaders.MESSAGE_ID, id);
        return new RoutedMessage(
                message.withId(id),
                choice,
                account,
                segments,
                replaced,
                queue,
                state,
                new OutgoingMessage(outgoing.body(), headers),
                null,
                null);
    }

    /** The same message with another reference, which the ledger knows it by; its body keeps what its sender gave. */
    public RoutedMessage withReference(String reference) {
        return new RoutedMessage(
                message.withReference(reference),
                choice,
                account,
                segments,
                replaced,
                queue,
                state,
                outgoing,
                failure,
                deadLetter);
    }

    /** Names the message but neither its recipient nor its text, so that it may be logged. */
    @Override
    public String toString() {
        return "RoutedMessage[" + message.id() + "]";
    }
}
