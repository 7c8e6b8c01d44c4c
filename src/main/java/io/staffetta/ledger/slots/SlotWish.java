package io.staffetta.ledger.slots;

/**
 * An attempt that needs a slot of its account.
 *
 * @param account the account's id
 * @param messageId the message
 * @param token distinguishes the attempt from others of this node
 * @param most submissions of the account at once over all gateways, 1 or more
 * @param urgent whether the message may have what is kept free for urgent ones
 */
public record SlotWish(String account, String messageId, long token, int most, boolean urgent) {}
