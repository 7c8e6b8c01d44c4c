package io.staffetta.config.edit;

import io.staffetta.account.Accounts;
import io.staffetta.account.AccountsChange;
import java.util.Optional;

/**
 * An edit of the accounts that was made.
 *
 * @param entry what the history says of it
 * @param before the accounts before; empty if the file was wrong
 * @param after the accounts as they are now
 */
public record Edit(HistoryEntry entry, Optional<Accounts> before, Accounts after) {

    /**
     * What differs from before.
     *
     * @param running the accounts that are in use, in place of those of a file that was wrong
     */
    public AccountsChange change(Accounts running) {
        return AccountsChange.between(before.orElse(running), after);
    }

    /** The same in words. Of a file that was wrong they say that first: what is in use may be what it was. */
    public String words(AccountsChange change) {
        return before.isPresent()
                ? change.words()
                : "the file was wrong, and is right again; of what was in use: " + change.words();
    }
}
