package io.staffetta.delivery.outcome;

import io.staffetta.delivery.AlreadyAcceptedException;
import io.staffetta.delivery.Delivery;
import io.staffetta.delivery.OutcomeEvent;
import io.staffetta.delivery.Reason;
import io.staffetta.ledger.history.AttemptRecord;
import io.staffetta.ledger.history.MessageRecord;
import io.staffetta.ledger.history.State;
import io.staffetta.message.PhoneNumbers;
import io.staffetta.message.SmsMessage;
import io.staffetta.provider.DeliveryReport;
import io.staffetta.provider.Submission;
import io.staffetta.provider.SubmissionException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Tells what became of a message.
 *
 * <p>Thread-safe.
 */
public final class OutcomeEvents {

    private final Clock clock;

    public OutcomeEvents(Clock clock) {
        this.clock = clock;
    }

    /** The provider took the message; {@code reference} is its id there, maybe empty. */
    public OutcomeEvent accepted(Delivery delivery, Submission submission, String reference) {
        OutcomeEvent event =
                event(delivery, delivery.attempt(), "ACCEPTED", true, submission.segments(), reference, null, null);
        return submission.replaced() == 0 ? event : event.withDetail(replaced(submission.replaced()));
    }

    private static String replaced(int characters) {
        return "accepted, with ? in place of " + characters + (characters == 1 ? " character" : " characters")
                + " that the account's provider does not carry";
    }

    /** The provider took the message, and said so only when it was asked. */
    public OutcomeEvent acceptedAfterAsking(Delivery delivery, String reference) {
        return event(delivery, delivery.attempt(), "ACCEPTED", true, 0, reference, null, null);
    }

    /** A delivery report came for a message that a provider took. */
    public OutcomeEvent reported(MessageRecord message, String provider, DeliveryReport report) {
        return new OutcomeEvent(
                message.id(),
                emptyToNull(message.reference()),
                report.state().name(),
                true,
                message.account(),
                provider,
                message.recipient().isEmpty() ? null : PhoneNumbers.mask(message.recipient()),
                0,
                message.segments(),
                emptyToNull(message.providerMessageId()),
                report.detail(),
                0,
                null,
                0,
                report.at().toString(),
                null,
                false,
                emptyToNull(message.source()));
    }

    /** The provider took the message before, and it was not submitted again. */
    public OutcomeEvent acceptedBefore(Delivery delivery, AlreadyAcceptedException before) {
        AttemptRecord attempt = before.attempt();
        return new OutcomeEvent(
                delivery.message().id(),
                emptyToNull(delivery.message().reference()),
                "ACCEPTED",
                true,
                attempt.account(),
                attempt.provider(),
                PhoneNumbers.mask(delivery.message().to()),
                attempt.number(),
                0,
                emptyToNull(attempt.result().providerMessageId()),
                before.getMessage(),
                0,
                null,
                Duration.between(attempt.begun(), attempt.ended()).toMillis(),
                attempt.ended().toString(),
                null,
                true,
                emptyToNull(delivery.message().source()));
    }

    /** A message came with the reference of this one, which came before, and was not sent. */
    public OutcomeEvent cameBefore(MessageRecord first) {
        boolean isDead = first.state() == State.DEAD;
        return new OutcomeEvent(
                first.id(),
                emptyToNull(first.reference()),
                isDead ? first.reason() : first.state().name(),
                isDead || first.state().isSent(),
                emptyToNull(first.account()),
                null,
                first.recipient().isEmpty() ? null : PhoneNumbers.mask(first.recipient()),
                0,
                first.segments(),
                emptyToNull(first.providerMessageId()),
                "came before, with the same reference: not sent again",
                0,
                null,
                0,
                first.changed().toString(),
                null,
                true,
                emptyToNull(first.source()));
    }

    /** The message is in the dead letter queue after that many attempts. */
    public OutcomeEvent dead(Delivery delivery, int attempts, Reason reason, Exception failure) {
        return event(delivery, attempts, reason.name(), true, 0, null, failure, null);
    }

    /** This attempt failed, and the message will be tried again, not before that instant; {@code null} if not known. */
    public OutcomeEvent notYet(Delivery delivery, SubmissionException failure, Instant nextAttempt) {
        return event(delivery, delivery.attempt(), failure.outcome().name(), false, 0, null, failure, nextAttempt);
    }

    /**
     * The message is in the dead letter queue because no account can take it.
     *
     * @param account id of the account that was asked for or chosen; {@code null} or empty for none
     */
    public OutcomeEvent unroutable(SmsMessage message, Object account, Reason reason, Exception failure) {
        return new OutcomeEvent(
                message.id(),
                emptyToNull(message.reference()),
                reason.name(),
                true,
                account == null ? null : emptyToNull(account.toString()),
                null,
                PhoneNumbers.mask(message.to()),
                0,
                0,
                null,
                failure.getMessage(),
                0,
                null,
                0,
                clock.instant().toString(),
                null,
                false,
                emptyToNull(message.source()));
    }

    /**
     * The message is in the dead letter queue because it cannot be read.
     *
     * @param source the Channel Adapter that it came in by; {@code null} or empty if not known
     */
    public OutcomeEvent unreadable(String id, String source, Reason reason, Exception failure) {
        return new OutcomeEvent(
                id,
                null,
                reason.name(),
                true,
                null,
                null,
                null,
                0,
                0,
                null,
                failure.getMessage(),
                0,
                null,
                0,
                clock.instant().toString(),
                null,
                false,
                emptyToNull(source));
    }

    private OutcomeEvent event(
            Delivery delivery,
            int attempts,
            String outcome,
            boolean isFinal,
            int segments,
            String providerMessageId,
            Exception failure,
            Instant nextAttempt) {
        Instant now = clock.instant();
        SubmissionException answer = failure instanceof SubmissionException submission ? submission : null;
        return new OutcomeEvent(
                delivery.message().id(),
                emptyToNull(delivery.message().reference()),
                outcome,
                isFinal,
                delivery.account().id(),
                delivery.account().provider(),
                PhoneNumbers.mask(delivery.message().to()),
                attempts,
                segments,
                emptyToNull(providerMessageId),
                failure == null ? null : failure.getMessage(),
                answer == null ? 0 : answer.httpStatus(),
                answer == null ? null : emptyToNull(answer.providerCode()),
                Duration.between(delivery.begun(), now).toMillis(),
                now.toString(),
                nextAttempt == null ? null : nextAttempt.toString(),
                false,
                emptyToNull(delivery.message().source()));
    }

    private static String emptyToNull(String text) {
        return text == null || text.isEmpty() ? null : text;
    }
}
