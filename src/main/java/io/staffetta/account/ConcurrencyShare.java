package io.staffetta.account;

/**
 * Divides an account's concurrency: urgent messages may use all of it, the others all but a reserve.
 *
 * @param all submissions under way at once
 * @param reserve of these, how many are left to urgent messages; 0 for an account with one
 */
public record ConcurrencyShare(int all, int reserve) {

    /** One in eight, and at least one, is reserved. */
    public static ConcurrencyShare of(int concurrency) {
        return new ConcurrencyShare(concurrency, concurrency == 1 ? 0 : Math.max(1, concurrency / 8));
    }

    /** Submissions at once of messages that are not urgent. */
    public int usual() {
        return all - reserve;
    }
}
