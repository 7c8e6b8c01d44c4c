package io.staffetta.account;

import io.staffetta.language.Phrase;

/** The account chosen for a message is disabled. The message goes to the dead letter queue. */
public final class AccountDisabledException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String account;

    /**
     * @param id the account's id
     */
    public AccountDisabledException(String id) {
        super(phrase(id).toString());
        account = id;
    }

    private static Phrase phrase(String id) {
        return Phrase.of(
                "Account ''{0}'' is disabled: set ''enabled: true'' for it in accounts.yaml to send with it", id);
    }

    /** Its text, to be said in other languages, too. */
    public Phrase phrase() {
        return phrase(account);
    }

    /** The account's id. */
    public String account() {
        return account;
    }
}
