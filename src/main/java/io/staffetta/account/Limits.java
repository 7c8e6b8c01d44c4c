package io.staffetta.account;

/**
 * Limits how much an account submits at once.
 *
 * @param perSecond messages submitted in a second; 0 for no limit
 * @param concurrency submissions under way at once, 1 to 1000; also the size of the account's thread and connection pools
 */
public record Limits(double perSecond, int concurrency) {

    /** Submissions under way at once where an account sets none. */
    public static final int DEFAULT_CONCURRENCY = 16;

    /** What an account without {@code limits} has. */
    public static final Limits DEFAULT = new Limits(0, DEFAULT_CONCURRENCY);
}
