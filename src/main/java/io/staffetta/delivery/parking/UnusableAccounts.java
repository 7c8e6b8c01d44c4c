package io.staffetta.delivery.parking;

import io.staffetta.message.Outcome;
import java.util.List;
import java.util.Optional;

/**
 * Decides what follows when an attempt shows that an account cannot be used: the account is parked and the message waits; but
 * where the account has taken another message since it failed with this one, it is this one that is refused.
 *
 * <p>Thread-safe.
 */
public final class UnusableAccounts {

    private final Suspects suspects = new Suspects();

    /** Notes how an attempt ended; its instants are those of {@link System#nanoTime}. */
    public void note(String accountId, String messageId, Outcome result, long begun, long ended) {
        if (result.kind() == Outcome.Kind.ACCEPTED) {
            suspects.taken(accountId, messageId, begun);
        } else if (result.kind() == Outcome.Kind.ACCOUNT_UNUSABLE) {
            suspects.failed(accountId, messageId, ended);
        }
    }

    /** Ids of the messages with which an account turned out to be unusable, and that it has not taken since. */
    public List<String> failedWith(String accountId) {
        return suspects.of(accountId);
    }

    /**
     * Judges an account that cannot be used.
     *
     * @param failure what it failed with
     * @return the refusal of the message, where that is to blame; empty where the account is
     */
    public Optional<Outcome> findFault(String accountId, String messageId, Outcome failure) {
        return suspects.isToBlame(accountId, messageId)
                ? Optional.of(new Outcome.Refused(
                        failure.detail() + "; it answered so to this message twice, and took another in between",
                        failure.httpStatus(),
                        failure.providerCode()))
                : Optional.empty();
    }
}
