package io.staffetta.account;

/**
 * How an account's concurrency is shared: all of it is for urgent messages if they come, and all but a reserve for the others.
 *
 * @param all submissions under way at once
 * @param reserve of these, how many are left to urgent messages; 0 for an account with one
 */
public record Share(int all, int reserve) {

    /** One in eight, and at least one, is reserved. */
    public static Share of(int concurrency) {
        return new Share(concurrency, concurrency == 1 ? 0 : Math.max(1, concurrency / 8));
    }

    /** Submissions at once of messages that are not urgent. */
    public int usual() {
        return all - reserve;
    }
}
