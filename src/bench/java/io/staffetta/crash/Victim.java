package io.staffetta.crash;

/** A process that is killed and comes back. */
interface Victim {

    /** What it is, for people. */
    String name();

    /** Kill -9. */
    void kill();

    /** Starts it again, and does not wait. */
    void launch();

    /** Waits until it is ready. */
    void awaitReady();
}
