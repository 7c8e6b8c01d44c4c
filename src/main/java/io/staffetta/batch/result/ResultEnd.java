package io.staffetta.batch.result;

/**
 * Names the final state of an accepted row's message.
 *
 * @param status a word, such as {@code accepted} or {@code dead}
 * @param reason why, in words; empty if there is nothing to say
 * @param account account of its last attempt; empty for the one that the result names
 * @param providerMessageId the provider's id of it; empty if there is none
 */
public record ResultEnd(String status, String reason, String account, String providerMessageId) {}
