package io.staffetta.ledger.figures;

import java.time.Instant;

/**
 * A batch that has not come to its end.
 *
 * @param id its id
 * @param folder name of its folder
 * @param state its state, as {@link io.staffetta.ledger.batch.BatchState} names it
 * @param paused whether it is paused
 * @param moved when its state or its position changed last
 * @param next before when no row of it is taken; {@code null} for at once
 * @param deaths how often a process died while it worked on it
 * @param waitsFor what it waits for, in words; empty if it is not known to wait
 */
public record OpenBatch(
        String id,
        String folder,
        String state,
        boolean paused,
        Instant moved,
        Instant next,
        int deaths,
        String waitsFor) {}
