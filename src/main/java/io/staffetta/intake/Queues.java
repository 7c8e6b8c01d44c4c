package io.staffetta.intake;

/** Sends messages to queues of the broker in one transaction. Not thread-safe. */
public interface Queues {

    /**
     * Puts a message on its queue with the next commit.
     *
     * @param routed one that is not dead
     * @throws org.springframework.jms.JmsException if it cannot; nothing since the last commit is on any queue then
     */
    void put(RoutedMessage routed);

    /**
     * Commits.
     *
     * @throws org.springframework.jms.JmsException if that is not certain
     */
    void commit();

    /** Undoes what was put since the last commit. */
    void rollback();

    /** Lets go of what was used. What was put in a transaction that this began is undone unless it is committed. */
    void close();
}
