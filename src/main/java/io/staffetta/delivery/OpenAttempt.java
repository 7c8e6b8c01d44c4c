package io.staffetta.delivery;

import io.staffetta.provider.Submission;

/**
 * An attempt that the ledger has, and that is not over.
 *
 * @param number number of the attempt in the ledger, 1 or more
 * @param token distinguishes it from the other attempts of this process
 * @param submission what is submitted
 * @param opened when it was opened, as {@link System#nanoTime} has it, which no change of the clock moves; the request
 *     leaves then
 */
public record OpenAttempt(int number, long token, Submission submission, long opened) {}
