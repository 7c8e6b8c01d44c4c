package io.staffetta.account;

/** The account chosen for a message is disabled. The message goes to the dead letter queue. */
public final class AccountDisabledException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String account;

    /**
     * @param id the account's id
     */
    public AccountDisabledException(String id) {
        super("Account '" + id + "' is disabled: set 'enabled: true' for it in accounts.yaml to send with it");
        account = id;
    }

    /** The account's id. */
    public String account() {
        return account;
    }
}
