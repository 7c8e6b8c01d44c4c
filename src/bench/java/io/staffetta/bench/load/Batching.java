package io.staffetta.bench.load;

/** How programs put messages on a queue: how many of them at once, and how many messages share a commit. */
public enum Batching {
    /** Programs that put one message at a time, each on the disk before the next. */
    EACH("one synced send each", 16, 1),
    /** Programs that have many messages at once. */
    FIFTIES("transactions of 50", 8, 50);

    private final String words;
    private final int producers;
    private final int commit;

    Batching(String words, int producers, int commit) {
        this.words = words;
        this.producers = producers;
        this.commit = commit;
    }

    /** For a table: what it is, and by how many producers. */
    public String words() {
        return words + ", " + producers + " producers";
    }

    /** Producers at once, each on a connection of its own. */
    int producers() {
        return producers;
    }

    /** Messages in a transaction; 1 for a send without one, which returns when the message is on the disk. */
    int commit() {
        return commit;
    }
}
