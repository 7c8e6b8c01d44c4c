package io.staffetta.account;

/**
 * The account that was chosen for a message, and by what.
 *
 * <p>Immutable, and so safe to share between threads.
 */
public final class AccountChoice {

    private final String id;
    private final String by;
    private final Accounts among;

    /**
     * @param id id of the account; it need not be configured
     * @param by see {@link #by()}
     * @param among the accounts as they were then
     */
    AccountChoice(String id, String by, Accounts among) {
        this.id = id;
        this.by = by;
        this.among = among;
    }

    /** Id of the account; it need not be configured. */
    public String id() {
        return id;
    }

    /**
     * What chose it: {@code message}, which named it, {@code default}, or {@code rule 2}, the second of the {@code rules} in
     * {@code accounts.yaml} as they were then.
     */
    public String by() {
        return by;
    }

    /**
     * The account, if messages can be sent with it.
     *
     * @throws UnknownAccountException if it is not configured
     * @throws AccountDisabledException if it is disabled. Either way the message goes to the dead letter queue, since a
     *     redelivery would choose the same account.
     */
    public Account account() {
        Account account = among.find(id)
                .orElseThrow(() -> new UnknownAccountException(id, among.byId().keySet()));
        if (!account.enabled()) {
            throw new AccountDisabledException(id);
        }
        return account;
    }

    /** Names the account, and what chose it. */
    @Override
    public String toString() {
        return id + " by " + by;
    }
}
