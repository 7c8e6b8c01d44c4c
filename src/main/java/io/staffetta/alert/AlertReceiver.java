package io.staffetta.alert;

/** Delivers alerts to people. Used by one thread. */
public interface AlertReceiver {

    /** Its name, such as {@code mail}. */
    String name();

    /** Where it goes, for operators; without a secret, and without a whole number. */
    String to();

    /**
     * Tells.
     *
     * @throws Exception if that failed; its text is told to operators, and has no secret in it
     */
    void tell(Notice notice) throws Exception;

    /** Gives up what it holds. */
    default void close() {}
}
