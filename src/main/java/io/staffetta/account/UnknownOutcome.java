package io.staffetta.account;

import java.util.Locale;

/** Decides about a message of unknown outcome, which the provider may have or not. */
public enum UnknownOutcome {
    /** A person decides. */
    DEAD_LETTER,
    /** It is tried again like one that the provider was too busy for, and may so be sent twice. */
    REDELIVER;

    /** The name in {@code accounts.yaml}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether the message is tried again. */
    public boolean isTriedAgain() {
        return this == REDELIVER;
    }
}
