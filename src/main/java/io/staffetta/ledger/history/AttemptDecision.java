package io.staffetta.ledger.history;

/** Decides whether a message that has come to its account may be submitted. */
public sealed interface AttemptDecision {

    /**
     * Nothing speaks against it.
     *
     * @param number number of the attempt that has been opened; 0 if none was asked for
     */
    record Go(int number) implements AttemptDecision {}

    /**
     * A provider has taken it already.
     *
     * @param attempt the attempt that was accepted
     */
    record AlreadyAccepted(AttemptRecord attempt) implements AttemptDecision {}

    /** It is a copy of the past: the message has gone on, or is dead. */
    record Superseded() implements AttemptDecision {}

    /**
     * Another copy is being tried at this moment.
     *
     * @param attempt that attempt
     */
    record InProgress(AttemptRecord attempt) implements AttemptDecision {}

    /**
     * It has been tried, and what follows from that was not carried out for certain.
     *
     * @param attempt the attempt, closed; one that was begun and never closed has been closed as of unknown outcome
     */
    record Tried(AttemptRecord attempt) implements AttemptDecision {}

    /** Nothing is to be sent until a person says so. Nothing has been written. */
    record Held() implements AttemptDecision {}

    /** All slots of the account are taken, by this gateway or others. Nothing has been written. */
    record NoSlot() implements AttemptDecision {}
}
