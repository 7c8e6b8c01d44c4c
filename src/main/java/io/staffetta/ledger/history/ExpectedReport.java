package io.staffetta.ledger.history;

/**
 * A message whose provider is to be asked what became of it.
 *
 * @param message the message, accepted
 * @param asked how often its provider has been asked
 */
public record ExpectedReport(MessageRecord message, int asked) {}
