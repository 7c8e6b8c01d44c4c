package io.staffetta.account;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * The accounts as they are configured now. A change of the configuration replaces all of them at once.
 *
 * <p>Thread-safe.
 */
public final class CurrentAccounts implements Supplier<Accounts> {

    private volatile Accounts accounts;

    /**
     * @param accounts the accounts to begin with
     */
    public CurrentAccounts(Accounts accounts) {
        this.accounts = accounts;
    }

    @Override
    public Accounts get() {
        return accounts;
    }

    /** Replaces all accounts. */
    public void set(Accounts changed) {
        accounts = changed;
    }

    /** The account with an id, enabled or not, if it is configured. */
    public Optional<Account> find(String id) {
        return Optional.ofNullable(accounts.byId().get(id));
    }
}
