package io.staffetta.ledger.batch;

/**
 * Selects batches.
 *
 * @param state where they stand; {@code null} for anywhere
 * @param folder name of their folder; empty for any
 * @param unfinished only those with something left to do
 * @param before id of a batch: only those that come after it where the newest is first; empty for all
 * @param limit most batches, 1 or more
 */
public record BatchFilter(BatchState state, String folder, boolean unfinished, String before, int limit) {}
