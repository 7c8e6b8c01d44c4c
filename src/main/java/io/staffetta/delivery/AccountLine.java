package io.staffetta.delivery;

/** What carries an account's messages from its queue to its provider. */
public interface AccountLine {

    /** Takes messages from the account's queue. */
    void open(String accountId);

    /** Takes no more messages from the account's queue, and gives back those that were not settled. */
    void close(String accountId);

    /**
     * Tries one message of a closed line.
     *
     * @return whether the provider judged a message, which shows that the account can be used
     */
    Probe probe(String accountId);

    /** What a probe showed. */
    enum Probe {
        /** The account can be used again. */
        USABLE,
        /** It cannot, or nothing is known. */
        NOT_USABLE,
        /** There was no message to try. */
        NO_MESSAGE
    }
}
