package io.staffetta.http.letters;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.staffetta.ledger.history.LetterFacts;
import io.staffetta.ledger.history.LetterRow;
import io.staffetta.ledger.operation.ListedLetter;
import io.staffetta.message.PhoneNumbers;
import java.time.Instant;

/**
 * A dead letter as operators see it over HTTP. Instants are ISO-8601; what is not known is left out.
 *
 * @param to the recipient, masked
 * @param perhapsSent whether a provider may have it
 * @param ours whether the gateway has put it there; what somebody else has can only be discarded
 */
@JsonPropertyOrder({"id", "reason", "detail", "account", "diedAt"})
record LetterView(
        String id,
        String reason,
        String detail,
        String account,
        String diedAt,
        String to,
        String priority,
        String source,
        String application,
        String reference,
        String tag,
        String batch,
        int attempts,
        int redriveCount,
        Integer segments,
        String phase,
        String node,
        String deadline,
        boolean perhapsSent,
        boolean ours) {

    static LetterView of(ListedLetter listed) {
        LetterRow letter = listed.letter();
        LetterFacts facts = letter.facts();
        return new LetterView(
                letter.id(),
                letter.reason(),
                known(letter.detail()),
                known(letter.account()),
                letter.died().toString(),
                listed.recipient().isEmpty() ? null : PhoneNumbers.mask(listed.recipient()),
                known(listed.priority()),
                known(letter.source()),
                known(LetterRow.application(letter.source())),
                known(listed.reference()),
                known(listed.tag()),
                known(listed.batch()),
                facts.attempts(),
                letter.redriveCount(),
                listed.segments() == 0 ? null : listed.segments(),
                known(facts.phase()),
                known(facts.node()),
                text(facts.deadline()),
                facts.isPerhapsSent(),
                facts.isOurs());
    }

    private static String known(String text) {
        return text.isEmpty() ? null : text;
    }

    private static String text(Instant instant) {
        return instant == null ? null : instant.toString();
    }
}
