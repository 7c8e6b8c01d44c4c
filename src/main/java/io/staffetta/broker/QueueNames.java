package io.staffetta.broker;

/** Names of the gateway's queues that more than one class must know; routes write them out. */
public final class QueueNames {

    /** Queue of the messages that need a person. */
    public static final String DEAD_LETTER = "sms.dead-letter";

    /** Queue of what an operator has done to a dead letter, until it is in the ledger. */
    public static final String INTERVENTION = "sms.intervention";

    /** Topic of the outcomes. */
    public static final String OUTCOME = "sms.outcome";

    private QueueNames() {}
}
