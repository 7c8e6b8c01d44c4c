package io.staffetta.delivery.parking;

import io.staffetta.delivery.Delivery;
import io.staffetta.message.Outcome;
import io.staffetta.provider.AccountUnusableException;
import io.staffetta.provider.RefusedException;
import java.util.List;
import org.apache.camel.Exchange;

/**
 * Decides what follows when an attempt shows that an account cannot be used: the account is parked and the message waits; but
 * where the account has taken another message since it failed with this one, it is this one that is refused.
 *
 * <p>Thread-safe.
 */
public final class UnusableAccounts {

    /** Variable of an exchange whose message is to blame, and not its account. */
    public static final String OWN_FAULT = "ownFault";

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
     * Judges the failure of an exchange. Where its message is to blame, the failure that the exchange has caught becomes a refusal
     * that says so, and variable {@code ownFault} is set.
     */
    public void judge(Exchange exchange) {
        Delivery delivery = exchange.getVariable("delivery", Delivery.class);
        AccountUnusableException failure =
                exchange.getProperty(Exchange.EXCEPTION_CAUGHT, AccountUnusableException.class);
        if (delivery != null
                && exchange.getVariable("attempt") != null
                && suspects.isToBlame(
                        delivery.account().id(), delivery.message().id())) {
            exchange.setVariable(OWN_FAULT, true);
            exchange.setProperty(
                    Exchange.EXCEPTION_CAUGHT,
                    new RefusedException(
                            failure.getMessage()
                                    + "; it answered so to this message twice, and took another in between",
                            failure.outcome().httpStatus(),
                            failure.outcome().providerCode()));
        }
    }
}
