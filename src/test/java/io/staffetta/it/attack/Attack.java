package io.staffetta.it.attack;

/** Hostile inputs of one class. */
interface Attack {

    /** What is tried, in a few words, for the table. */
    String what();

    /** Tries all of them, and tells the tally what became of each. */
    void on(Victim victim, Tally tally) throws Exception;
}
