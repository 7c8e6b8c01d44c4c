package io.staffetta.delivery.retry;

import io.staffetta.delivery.AttemptPreparation;
import io.staffetta.ledger.Ledger;
import io.staffetta.ledger.history.AttemptDecision;
import io.staffetta.ledger.history.Entry;
import io.staffetta.ledger.history.MessageVersion;
import io.staffetta.ledger.history.State;
import io.staffetta.message.Envelope;
import io.staffetta.message.MessageHeaders;
import io.staffetta.message.SmsMessage;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;

/**
 * Asks the ledger whether a message that waits may be submitted, without opening an attempt. Where it may not, it stays with its
 * account: an attempt may have sent it, or it is cancelled.
 *
 * <p>Thread-safe.
 */
public final class AttemptPermission {

    private final Ledger ledger;
    private final Clock clock;

    public AttemptPermission(Ledger ledger, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * Whether a message may be submitted.
     *
     * @param headers properties of the gateway, as they are on the queue
     * @param account id of the account that has the message now
     * @throws io.staffetta.message.InvalidMessageException if a count in the headers cannot be read
     * @throws io.staffetta.ledger.store.LedgerAwayException if the ledger cannot say
     */
    boolean isGiven(SmsMessage message, Map<String, Object> headers, String account) {
        Instant now = clock.instant();
        int redriveCount = Envelope.redriveCount(headers);
        int requeueCount = AttemptPreparation.count(headers, MessageHeaders.REQUEUE_COUNT);
        Entry entry = new Entry(message, account, 0, redriveCount, State.QUEUED, "", "", now);
        MessageVersion version = new MessageVersion(message.id(), redriveCount, requeueCount);
        return ledger.attempts().begin(entry, version, "", ledger.attempts().nextToken(), now, false, 0)
                instanceof AttemptDecision.Go;
    }
}
