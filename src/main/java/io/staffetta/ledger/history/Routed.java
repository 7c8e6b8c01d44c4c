package io.staffetta.ledger.history;

/**
 * The decision of the router about a message. It stays as it is, whichever account sends the message in the end.
 *
 * @param account id of the account; empty if not known
 * @param by what chose it: {@code message}, which named it, {@code default}, or {@code rule 2}; empty if not known
 */
public record Routed(String account, String by) {

    /** Not known: of a message of before, one that is redriven and was not known, or one of a test. */
    public static final Routed UNKNOWN = new Routed("", "");
}
