package io.staffetta.routing;

/** The account chosen for a message is disabled. The message goes to the dead letter queue. */
public final class AccountDisabledException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param id the account's id
     */
    public AccountDisabledException(String id) {
        super("Account '" + id + "' is disabled: set 'enabled: true' for it in accounts.yaml to send with it");
    }
}
