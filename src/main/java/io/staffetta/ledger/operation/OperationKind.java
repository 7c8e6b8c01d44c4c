package io.staffetta.ledger.operation;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Names what is done with the messages of an operation. */
public enum OperationKind {
    /** Dead letters are sent again. */
    REDRIVE,
    /** Dead letters are given up for good. */
    DISCARD,
    /** Of dead letters that a provider may have, a person says whether it has. */
    SETTLE,
    /** Messages that wait go to another account. */
    MOVE,
    /** Messages that wait are not sent. */
    CANCEL,
    /** Messages that wait for another attempt need not wait any longer. */
    HURRY;

    /** The kind with a name in lower case, such as {@code redrive}. */
    public static Optional<OperationKind> ofLabel(String label) {
        return Arrays.stream(values())
                .filter(kind -> kind.label().equals(label))
                .findFirst();
    }

    /** Its name in lower case, as callers have it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it is about dead letters, and not about messages that wait. */
    public boolean isOfLetters() {
        return this == REDRIVE || this == DISCARD || this == SETTLE;
    }
}
