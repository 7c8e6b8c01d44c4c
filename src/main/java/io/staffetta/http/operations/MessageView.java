package io.staffetta.http.operations;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.staffetta.ledger.history.AttemptRecord;
import io.staffetta.ledger.history.Intervention;
import io.staffetta.ledger.history.MessageRecord;
import io.staffetta.ledger.history.MessageWithAttempts;
import io.staffetta.message.Outcome;
import io.staffetta.message.PhoneNumbers;
import java.time.Instant;
import java.util.List;

/**
 * A message as operators see it over HTTP. Instants are ISO-8601; what is not known is left out.
 *
 * @param to the recipient, masked unless revealed; missing when erased
 * @param text only if revealed; missing when erased
 * @param account the account that it is routed to, or was submitted with
 * @param routedTo the account that it was routed to when it was taken
 * @param routedBy what chose that: {@code message}, {@code default} or {@code rule 2}
 * @param segments SMS that its text takes; missing if not known
 * @param erasedAt when recipient and text were erased
 */
@JsonPropertyOrder({"id", "source", "reference", "to", "text"})
record MessageView(
        String id,
        String source,
        String reference,
        String to,
        String text,
        String priority,
        String account,
        String routedTo,
        String routedBy,
        String state,
        String reason,
        String detail,
        Integer segments,
        String takenAt,
        String deadline,
        String changedAt,
        String erasedAt,
        String providerMessageId,
        String tag,
        String batch,
        List<Attempt> attempts,
        List<Deed> interventions) {

    /**
     * What a person did with it when it was dead.
     *
     * @param redriveCount how often it had been redriven before
     */
    record Deed(String deed, String at, int redriveCount, String who, String why, String account) {

        static Deed of(Intervention deed) {
            return new Deed(
                    deed.deed().name(),
                    text(deed.at()),
                    deed.redriveCount(),
                    known(deed.who()),
                    known(deed.why()),
                    known(deed.account()));
        }
    }

    /** An attempt; one that has no end is being made, or was cut off. */
    record Attempt(
            int number,
            int redriveCount,
            String account,
            String provider,
            String node,
            String begunAt,
            String endedAt,
            String outcome,
            String detail,
            Integer httpStatus,
            String providerCode,
            String providerMessageId) {

        static Attempt of(AttemptRecord attempt) {
            Outcome result = attempt.result();
            return new Attempt(
                    attempt.number(),
                    attempt.redriveCount(),
                    attempt.account(),
                    attempt.provider(),
                    attempt.node(),
                    text(attempt.begun()),
                    text(attempt.ended()),
                    result == null ? null : result.kind().name(),
                    result == null ? null : known(result.detail()),
                    result == null ? null : known(result.httpStatus()),
                    result == null ? null : known(result.providerCode()),
                    result == null ? null : known(result.providerMessageId()));
        }
    }

    static MessageView of(MessageWithAttempts story, boolean reveal) {
        MessageRecord message = story.message();
        String to = known(message.recipient());
        return new MessageView(
                message.id(),
                message.source(),
                known(message.reference()),
                to == null || reveal ? to : PhoneNumbers.mask(to),
                reveal ? known(message.text()) : null,
                message.priority(),
                known(message.account()),
                known(message.routed().account()),
                known(message.routed().by()),
                message.state().name(),
                known(message.reason()),
                known(message.detail()),
                known(message.segments()),
                text(message.taken()),
                text(message.deadline()),
                text(message.changed()),
                text(message.erased()),
                known(message.providerMessageId()),
                known(message.tag()),
                known(message.batch()),
                story.attempts().stream().map(Attempt::of).toList(),
                story.interventions().isEmpty()
                        ? null
                        : story.interventions().stream().map(Deed::of).toList());
    }

    private static String known(String text) {
        return text.isEmpty() ? null : text;
    }

    private static Integer known(int number) {
        return number == 0 ? null : number;
    }

    private static String text(Instant instant) {
        return instant == null ? null : instant.toString();
    }
}
