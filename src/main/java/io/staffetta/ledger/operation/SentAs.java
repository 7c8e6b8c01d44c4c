package io.staffetta.ledger.operation;

/** Names what a person says of messages of unknown outcome. */
public enum SentAs {
    /** The provider has sent them: nothing more is to be done. */
    SENT,
    /** The provider has not: they are sent again. */
    NOT_SENT
}
