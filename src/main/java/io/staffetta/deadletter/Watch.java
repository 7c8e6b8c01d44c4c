package io.staffetta.deadletter;

/** Somebody who looks on while dead letters are taken off their queue, and may have it stopped. */
public interface Watch {

    /** Looks away. */
    Watch NONE = new Watch() {};

    /** Told how many are to be taken. */
    default void selected(int count) {}

    /** Whether to stop before the next transaction. Those that are left are as they were. */
    default boolean isStopped() {
        return false;
    }
}
