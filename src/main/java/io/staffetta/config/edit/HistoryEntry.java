package io.staffetta.config.edit;

import java.util.List;

/**
 * A version of the accounts.
 *
 * @param version its number; each is higher than those before
 * @param at when it came
 * @param by who made it; {@code null} of a file that was changed by hand
 * @param role role of who made it; {@code null} if nobody is known
 * @param from address that it came from; {@code null} if none is known
 * @param action what was done: {@code account.create}, {@code account.change}, {@code account.delete}, {@code account.default},
 *     {@code account.restore}, or {@code file.change} by hand
 * @param account the account it was done to; {@code null} for none
 * @param why why, in that person's words; {@code null} if not said
 * @param digest digest of the file
 * @param differences what differs from the version before; without secrets
 */
public record HistoryEntry(
        long version,
        String at,
        String by,
        String role,
        String from,
        String action,
        String account,
        String why,
        String digest,
        List<Difference> differences) {

    /** Action of a change that was not made by the gateway. */
    static final String BY_HAND = "file.change";
}
