package io.staffetta.alert;

import java.util.Locale;

/** Describes something that is not as it should be. */
public enum Condition {
    /** Many dead letters came within ten minutes. */
    DEAD_LETTERS(false),
    /** The oldest message of an account waits for too long. */
    OLDEST(false),
    /** An account is parked for too long. */
    PARKED(false),
    /** Nothing is sent, though messages wait. */
    NOTHING_SENT(false),
    /** A batch does not move on. */
    BATCH(false),
    /** Another gateway on the ledger is silent. */
    GATEWAY(false),
    /** The disk of the data folder is about to be full. */
    DISK(true),
    /** A certificate is about to end, or its new files cannot be used. */
    CERTIFICATE(true),
    /** No messages are taken. */
    INTAKE(true);

    private final boolean own;

    Condition(boolean own) {
        this.own = own;
    }

    /** Whether each gateway looks for itself; of the others one looks for all that are on one ledger. */
    public boolean isOwn() {
        return own;
    }

    /** Its name in settings, ids and answers, such as {@code dead-letters}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
