package io.staffetta.provider;

import io.staffetta.account.Account;
import io.staffetta.message.PhoneNumbers;

/**
 * Holds one message made ready for one account: what a provider route turns into a request.
 *
 * @param id the message's id
 * @param account the account to submit with
 * @param to recipient in E.164 form, with the {@code +}
 * @param text text in characters that the provider carries
 * @param sender sender name or number; empty to leave it to the provider
 * @param segments how many SMS the text takes, 1 or more
 * @param replaced how many characters of the text the provider does not carry, and were replaced by {@code ?}
 */
public record Submission(
        String id, Account account, String to, String text, String sender, int segments, int replaced) {

    /** What has a text of which nothing was replaced by {@code ?}. */
    public Submission(String id, Account account, String to, String text, String sender, int segments) {
        this(id, account, to, text, sender, segments, 0);
    }

    /** The recipient without the {@code +}. */
    public String toDigits() {
        return to.substring(1);
    }

    /** Whether a number that a provider tells is the recipient, also in national form and with any punctuation. */
    public boolean isTo(String number) {
        return PhoneNumbers.isSame(to, number);
    }

    /** Names the message but neither its recipient nor its text, so that it may be logged. */
    @Override
    public String toString() {
        return "Submission[" + id + ", " + account.id() + "]";
    }
}
