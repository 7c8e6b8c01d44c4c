package io.staffetta.message;

/** JMS properties that tell the story of a message's attempts; all are strings. */
public final class DeliveryHeaders {

    /** Attempts made so far, such as {@code 2}. */
    public static final String ATTEMPTS = "attempts";
    /** When the first attempt began, as ISO-8601. */
    public static final String FIRST_ATTEMPT = "firstAttempt";
    /** When the last attempt began, as ISO-8601. */
    public static final String LAST_ATTEMPT = "lastAttempt";
    /** No attempt before this instant, as ISO-8601. */
    public static final String NOT_BEFORE = "notBefore";
    /** How often the gateway has put the message on a queue anew since it was redriven last, such as {@code 2}; absent for never. */
    public static final String REQUEUE_COUNT = "hop";
    /** Ids of the accounts that were tried in this round, the last one left out, separated by blanks. */
    public static final String TRIED = "tried";
    /** Id of the account that the message was routed to first, while a failover account has it. */
    public static final String HOME_ACCOUNT = "homeAccount";
    /** Not before this instant with {@link #HOME_ACCOUNT}, which asked for that, as ISO-8601. */
    public static final String HOME_NOT_BEFORE = "homeNotBefore";
    /** How often the message has waited because no account took it, such as {@code 2}. */
    public static final String WAITS = "waits";
    /** Of a message that no failover account may send: for which run of {@code FailoverRoutes} that was found. */
    public static final String STAYS = "stays";
    /** When the head of a retry queue moves on, as ISO-8601. */
    public static final String DUE_AT = "dueAt";
    /** When the wait until {@link #NOT_BEFORE} was decided; not there where the sender wants it sent later. */
    public static final String WAIT_SINCE = "waitSince";
    /** Why the message is in the dead letter queue, see {@code Reason}. */
    public static final String REASON = "reason";
    /** The same in words. */
    public static final String DETAIL = "detail";
    /** Provider of the account that was tried. */
    public static final String PROVIDER = "provider";
    /** Status of the provider's last answer. */
    public static final String HTTP_STATUS = "httpStatus";
    /** The provider's own code in its last answer. */
    public static final String PROVIDER_CODE = "providerCode";
    /** Name of the gateway that made the last attempt; absent if none was made, or if that is not known. */
    public static final String NODE = "node";
    /** Of an unknown outcome: how far the attempt came, see {@code Phase}. */
    public static final String PHASE = "phase";
    /** Of an unknown outcome: milliseconds since the call began. */
    public static final String MILLIS = "millis";
    /** Of an unknown outcome: bytes of the request that were sent. */
    public static final String BYTES_SENT = "bytesSent";
    /** Of an unknown outcome: status line of the answer; empty if none came. */
    public static final String STATUS_LINE = "statusLine";
    /** When the message was put into the dead letter queue, as ISO-8601. */
    public static final String DEAD_SINCE = "deadSince";

    private DeliveryHeaders() {}
}
