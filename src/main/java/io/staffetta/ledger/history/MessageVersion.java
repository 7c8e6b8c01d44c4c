package io.staffetta.ledger.history;

/**
 * Identifies a copy of a message. The broker may deliver one again, and a crash between two steps may leave two:
 * of copies with the same numbers one is tried, and one with lower numbers than have been seen is of the past.
 *
 * @param messageId id of the message
 * @param redriveCount 0, and one more with each redrive from the dead letter queue
 * @param requeueCount 0, and one more each time that the gateway puts the message on a queue anew; begins at 0 with each redrive
 */
public record MessageVersion(String messageId, int redriveCount, int requeueCount) {}
