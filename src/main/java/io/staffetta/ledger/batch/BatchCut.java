package io.staffetta.ledger.batch;

/**
 * Cuts a batch short. Counts are of rows that had no answer before.
 *
 * @param from rows whose answers were written before
 * @param taken those that were taken
 * @param messages messages that these became
 * @param resultBytes length of the result with all rows
 * @param detail why, in words
 */
public record BatchCut(long from, int taken, int messages, long resultBytes, String detail) {}
