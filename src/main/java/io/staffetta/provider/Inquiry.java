package io.staffetta.provider;

import io.staffetta.account.Account;

/**
 * A question to a provider about one message: what a route {@code report-<wire>} turns into a request.
 *
 * @param account the account that the message was sent with
 * @param providerMessageId the provider's id of the message
 * @param to recipient in E.164 form, with the {@code +}
 */
public record Inquiry(Account account, String providerMessageId, String to) {

    /** The recipient without the {@code +}. */
    public String toDigits() {
        return to.substring(1);
    }

    /** Names the provider's id of the message but not its recipient, so that it may be logged. */
    @Override
    public String toString() {
        return "Inquiry[" + providerMessageId + ", " + account.id() + "]";
    }
}
