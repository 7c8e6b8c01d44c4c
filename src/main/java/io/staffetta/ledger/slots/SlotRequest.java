package io.staffetta.ledger.slots;

/**
 * An attempt that needs a slot of its account.
 *
 * @param account id of the account
 * @param token the attempt, as in table {@code attempt}
 * @param most submissions of the account at once, over all gateways; 1 or more
 * @param urgent whether its message has priority {@code high}
 */
public record SlotRequest(String account, long token, int most, boolean urgent) {}
