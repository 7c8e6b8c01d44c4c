package io.staffetta.config.edit;

import io.staffetta.account.Accounts;
import java.util.Optional;

/**
 * An edit of the accounts that was made.
 *
 * @param entry what the history says of it
 * @param before the accounts before; empty if the file was wrong
 * @param after the accounts as they are now
 */
public record Edit(HistoryEntry entry, Optional<Accounts> before, Accounts after) {}
