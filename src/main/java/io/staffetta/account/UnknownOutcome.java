package io.staffetta.account;

import java.util.Locale;

/** What becomes of a message that the provider may have, because no answer says that it has it or that it has not. */
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
