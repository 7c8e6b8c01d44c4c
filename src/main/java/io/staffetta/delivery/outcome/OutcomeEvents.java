package io.staffetta.delivery.outcome;

import io.staffetta.delivery.AlreadyAcceptedException;
import io.staffetta.delivery.Delivery;
import io.staffetta.delivery.EventOutcome;
import io.staffetta.delivery.OutcomeEvent;
import io.staffetta.delivery.OutcomeEventBuilder;
import io.staffetta.delivery.Reason;
import io.staffetta.ledger.history.AttemptRecord;
import io.staffetta.ledger.history.MessageRecord;
import io.staffetta.ledger.history.State;
import io.staffetta.message.SmsMessage;
import io.staffetta.provider.DeliveryReport;
import io.staffetta.provider.Submission;
import io.staffetta.provider.SubmissionException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Builds the events that say what became of a message.
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
        int replaced = submission.replaced();
        return attempted(delivery, EventOutcome.ACCEPTED)
                .isFinal()
                .attempts(delivery.attempt())
                .segments(submission.segments())
                .providerMessageId(reference)
                .detail(replaced == 0 ? null : replaced(replaced))
                .build();
    }

    private static String replaced(int characters) {
        return "accepted, with ? in place of " + characters + (characters == 1 ? " character" : " characters")
                + " that the account's provider does not carry";
    }

    /** The provider took the message, and said so only when it was asked. */
    public OutcomeEvent acceptedAfterAsking(Delivery delivery, String reference) {
        return attempted(delivery, EventOutcome.ACCEPTED)
                .isFinal()
                .attempts(delivery.attempt())
                .providerMessageId(reference)
                .build();
    }

    /** A delivery report came for a message that a provider took. */
    public OutcomeEvent reported(MessageRecord message, String provider, DeliveryReport report) {
        return of(message, EventOutcome.of(report.state()), report.at())
                .isFinal()
                .account(message.account(), provider)
                .detail(report.detail())
                .build();
    }

    /** The provider took the message before, and it was not submitted again. */
    public OutcomeEvent acceptedBefore(Delivery delivery, AlreadyAcceptedException before) {
        AttemptRecord attempt = before.attempt();
        return of(delivery.message(), EventOutcome.ACCEPTED, attempt.ended())
                .isFinal()
                .account(attempt.account(), attempt.provider())
                .attempts(attempt.number())
                .providerMessageId(attempt.result().providerMessageId())
                .detail(before.getMessage())
                .took(Duration.between(attempt.begun(), attempt.ended()))
                .duplicate()
                .build();
    }

    /** A message came with the reference of this one, which came before, and was not sent. */
    public OutcomeEvent cameBefore(MessageRecord first) {
        OutcomeEventBuilder event = of(first, EventOutcome.of(first.state(), first.reason()), first.changed())
                .account(first.account(), null)
                .detail("came before, with the same reference: not sent again")
                .duplicate();
        if (first.state() == State.DEAD || first.state().isSent()) {
            event.isFinal();
        }
        return event.build();
    }

    /** The message is in the dead letter queue after that many attempts. */
    public OutcomeEvent dead(Delivery delivery, int attempts, Reason reason, Exception failure) {
        OutcomeEventBuilder event = attempted(delivery, EventOutcome.of(reason))
                .isFinal()
                .attempts(attempts)
                .detail(failure.getMessage());
        if (failure instanceof SubmissionException submission) {
            event.answered(submission.outcome());
        }
        return event.build();
    }

    /** This attempt failed, and the message will be tried again, not before that instant; {@code null} if not known. */
    public OutcomeEvent notYet(Delivery delivery, SubmissionException failure, Instant nextAttempt) {
        return attempted(delivery, EventOutcome.of(failure.outcome()))
                .attempts(delivery.attempt())
                .detail(failure.outcome().detail())
                .answered(failure.outcome())
                .nextAttempt(nextAttempt)
                .build();
    }

    /**
     * The message is in the dead letter queue because no account can take it.
     *
     * @param account id of the account that was asked for or chosen; {@code null} or empty for none
     */
    public OutcomeEvent unroutable(SmsMessage message, Object account, Reason reason, Exception failure) {
        return of(message, EventOutcome.of(reason), clock.instant())
                .isFinal()
                .account(account == null ? null : account.toString(), null)
                .detail(failure.getMessage())
                .build();
    }

    /**
     * The message is in the dead letter queue because it cannot be read.
     *
     * @param source the Channel Adapter that it came in by; {@code null} or empty if not known
     * @param detail why, in words
     */
    public OutcomeEvent unreadable(String id, String source, Reason reason, String detail) {
        return OutcomeEvent.of(id, EventOutcome.of(reason), clock.instant())
                .isFinal()
                .detail(detail)
                .source(source)
                .build();
    }

    private OutcomeEventBuilder attempted(Delivery delivery, EventOutcome outcome) {
        Instant now = clock.instant();
        return of(delivery.message(), outcome, now)
                .account(delivery.account().id(), delivery.account().provider())
                .took(Duration.between(delivery.begun(), now));
    }

    private static OutcomeEventBuilder of(SmsMessage message, EventOutcome outcome, Instant at) {
        return OutcomeEvent.of(message.id(), outcome, at)
                .reference(message.reference())
                .to(message.to())
                .source(message.source())
                .tag(message.tag());
    }

    private static OutcomeEventBuilder of(MessageRecord message, EventOutcome outcome, Instant at) {
        return OutcomeEvent.of(message.id(), outcome, at)
                .reference(message.reference())
                .to(message.recipient())
                .segments(message.segments())
                .providerMessageId(message.providerMessageId())
                .source(message.source())
                .tag(message.tag());
    }
}
