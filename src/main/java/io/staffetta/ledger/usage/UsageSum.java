package io.staffetta.ledger.usage;

/**
 * Sums up what was taken in a time, by some of account, source and tag.
 *
 * @param account id of the account
 * @param source the Channel Adapter; empty if all are in it
 * @param tag the tag; empty for none, or if all are in it
 * @param price price of a segment then, as it was kept; empty if it was not known
 * @param messages how many messages
 * @param segments how many segments they took
 */
public record UsageSum(String account, String source, String tag, String price, long messages, long segments) {}
