package io.staffetta.message;

/** What is known after an attempt to submit a message to a provider. */
public enum Outcome {
    /** The provider took the message. */
    ACCEPTED,
    /** The provider will never take this message: bad number, sender or content. */
    REFUSED,
    /** The provider will take it later. */
    BUSY,
    /** The request never left: name, connection, TLS or connection pool. */
    NOT_SENT,
    /** The account cannot send: login, credit, sender not enabled, contract. */
    ACCOUNT_UNUSABLE,
    /** The request may have reached the provider, and no answer says so. */
    UNKNOWN
}
