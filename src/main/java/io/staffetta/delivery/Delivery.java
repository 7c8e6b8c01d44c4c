package io.staffetta.delivery;

import io.staffetta.account.Account;
import io.staffetta.ledger.history.MessageVersion;
import io.staffetta.message.SmsMessage;
import java.time.Instant;
import java.util.Map;

/**
 * A message at its account, about to be tried.
 *
 * @param message the message
 * @param account the account to try it with
 * @param incoming body and headers as they were on the account's queue
 * @param version which of its copies this is
 * @param attempt number of this attempt, 1 or more
 * @param firstAttempt when the first attempt began; for the first, {@code begun}
 * @param begun when this attempt began
 */
public record Delivery(
        SmsMessage message,
        Account account,
        OutgoingMessage incoming,
        MessageVersion version,
        int attempt,
        Instant firstAttempt,
        Instant begun) {

    /** The same, beginning at another instant. */
    public Delivery beginningAt(Instant other) {
        Instant first = attempt == 1 ? other : firstAttempt;
        return new Delivery(message, account, incoming, version, attempt, first, other);
    }

    /** The headers that follow the message on, less those that must be decided anew when it comes from its next queue. */
    public Map<String, Object> headers() {
        return incoming.headers();
    }
}
