package io.staffetta.continuity;

import java.time.Instant;

/**
 * Holds the mark that a gateway has written.
 *
 * @param sequence what the ledger was told, 1 or more; it grows
 * @param queues what the broker was known to have been told by then; 0 for nothing
 * @param place where its data lay
 * @param at when
 */
record MarkContent(long sequence, long queues, Place place, Instant at) {}
