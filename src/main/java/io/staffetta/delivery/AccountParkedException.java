package io.staffetta.delivery;

/** The account is parked. Its messages stay on its queue. */
public final class AccountParkedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param account the account's id
     */
    public AccountParkedException(String account) {
        super("Account '" + account + "' is parked");
    }
}
