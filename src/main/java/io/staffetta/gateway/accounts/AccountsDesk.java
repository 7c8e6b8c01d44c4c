package io.staffetta.gateway.accounts;

import io.staffetta.account.Accounts;
import io.staffetta.account.AccountsFileState;
import io.staffetta.config.edit.AccountsEditor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Edits the accounts while the gateway runs.
 *
 * <p>Thread-safe.
 */
public final class AccountsDesk {

    private static final Logger LOG = LoggerFactory.getLogger(AccountsDesk.class);

    private final AccountsEditor editor;
    private final AccountsFileState state = new AccountsFileState();
    private volatile Consumer<Accounts> taker = accounts -> {};

    public AccountsDesk(AccountsEditor editor) {
        this.editor = editor;
    }

    /** Edits the file. */
    public AccountsEditor editor() {
        return editor;
    }

    /** Whether the file can be read. */
    public AccountsFileState state() {
        return state;
    }

    /** Has accounts taken into use that are in the file. */
    public void take(Accounts accounts) {
        taker.accept(accounts);
    }

    /** Notes in the history what was changed by hand. Nothing depends on it. */
    public void noteChangeByHand() {
        try {
            editor.noteChangeByHand();
        } catch (RuntimeException e) {
            LOG.warn("Manual changes are missing in the history of the accounts: {}", e.getMessage());
        }
    }

    /** Says who takes them into use. */
    public void takenBy(Consumer<Accounts> consumer) {
        taker = consumer;
    }
}
