package io.staffetta.ledger;

/** Holds the result of taking a batch over from a process that is dead. */
public enum TakeOver {
    /** Another process was first. */
    TOO_LATE,
    /** It is this process's, and goes on. */
    GOES_ON,
    /** It is this process's, and paused: one process after the other died while it worked on it. */
    PAUSED
}
