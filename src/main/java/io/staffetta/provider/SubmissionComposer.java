package io.staffetta.provider;

import io.staffetta.account.Account;
import io.staffetta.message.InvalidMessageException;
import io.staffetta.message.SenderName;
import io.staffetta.message.SmsMessage;
import io.staffetta.message.SmsText;
import io.staffetta.provider.ProviderDescriptor.TextRules;

/**
 * Message Translator. Makes a message ready for one account: who it is from, and a text that the provider carries.
 *
 * <p>Thread-safe: holds no state.
 */
public final class SubmissionComposer {

    /**
     * Composes what a provider route sends.
     *
     * @param message the message
     * @param account the account that it is routed to
     * @param descriptor the descriptor of the account's wire
     * @throws InvalidMessageException if this account's provider cannot carry the message's text, or the sender breaks the
     *     rules of {@link SenderName}; the field is then {@code sender}, or the account's own field where the message asks
     *     for no sender
     */
    public Submission compose(SmsMessage message, Account account, ProviderDescriptor descriptor) {
        TextRules rules = descriptor.text();
        SmsText.Fitted fitted =
                SmsText.fit(message.text(), rules.unicode(), rules.maxLength(), account.unsupportedCharacters());
        String sender = sender(message, account, descriptor.sender());
        return new Submission(
                message.id(), account, message.to(), fitted.text(), sender, fitted.segments(), fitted.replaced());
    }

    /** The sender for the request; empty where the provider sets it, whatever the message asks for. */
    private static String sender(SmsMessage message, Account account, String senderField) {
        if (senderField.isEmpty()) {
            return "";
        }
        if (!message.sender().isEmpty()) {
            return SenderName.check("sender", message.sender());
        }
        String sender = account.field(senderField);
        return sender.isEmpty() ? "" : SenderName.check(senderField, sender);
    }
}
