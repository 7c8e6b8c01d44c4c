package io.staffetta.message;

import io.staffetta.access.Source;
import java.time.Instant;
import java.util.Map;

/**
 * Names all headers of a message beside its body, which are string properties in JMS. The first part, to {@link #BODY_TYPE}, says
 * what the message is; {@link Envelope} writes and reads it. The second part, from {@link #ATTEMPTS}, is the history of its
 * delivery.
 */
public final class MessageHeaders {

    /** Id of the message, see {@link MessageId}. */
    public static final String MESSAGE_ID = "messageId";

    /**
     * {@code true} on a message that a provider may have sent: it was of unknown outcome once, and a person, or its account,
     * decided to send it again. It stays so, whatever becomes of it later.
     */
    public static final String PERHAPS_SENT = "perhapsSent";

    /**
     * How often the message has been sent on from the dead letter queue, such as {@code 1}; absent for never. After
     * each time it may be submitted again, although that came to nothing before.
     */
    public static final String REDRIVE_COUNT = "journey";

    /** The one recipient of this message in E.164 form, of all that its body may name. */
    public static final String RECIPIENT = "recipient";

    /**
     * Id of the account that the message is routed to now. {@link Envelope#headers} sets what the sender asked for; whoever chooses
     * another account sets it anew.
     */
    public static final String ACCOUNT = "account";

    /** Id of the account that the sender asked for; empty if none. Stays the same when the message is routed anew. */
    public static final String REQUESTED_ACCOUNT = "requestedAccount";

    /**
     * Id of the account that an operator chose for a message from the dead letter queue, above the one that its sender asked
     * for. Counts only on a message that was here before, and only for the redrive that it came with.
     */
    public static final String REDRIVE_ACCOUNT = "redriveAccount";

    /** No attempt begins at or after this instant, ISO-8601 in UTC; {@link Instant#MAX} until the account is known. */
    public static final String DEADLINE = "deadline";

    /** The Channel Adapter that the message came in by, and its application, such as {@code jms}: see {@link Source}. */
    public static final String SOURCE = "source";

    /** The application of a message that was put on a queue: the embedded broker sets it, by the sender's login. */
    public static final String SENT_BY = "sentBy";

    /** No attempt begins before this instant, ISO-8601 in UTC; {@link Instant#EPOCH} for at once. */
    public static final String SEND_AT = "sendAt";

    /** How urgent the message is: {@code high}, {@code normal} or {@code bulk}. */
    public static final String PRIORITY = "priority";

    /** {@code true} on a message that no other account may send than the one it is routed to; else empty. */
    public static final String PINNED = "pinned";

    /** The recipient as the sender of a plain text wrote it. Its presence says that the body is the text itself. */
    public static final String TO = "to";

    /** Sender name that the sender of a plain text asked for. */
    public static final String SENDER = "sender";

    /** Reference that the sender of a plain text gave. */
    public static final String REFERENCE = "reference";

    /** Tag that the sender of a plain text gave. */
    public static final String TAG = "tag";

    /** What the body is, as its sender says: a media type. A header of STOMP. */
    public static final String CONTENT_TYPE = "content-type";

    /** {@code text/plain} on a message of which a sender said so: the gateway's own name, which JMS takes as it is. */
    public static final String BODY_TYPE = "bodyType";

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

    private MessageHeaders() {}

    /** A header as text; empty if it is not there. */
    static String text(Map<String, ?> headers, String name) {
        Object value = headers.get(name);
        return value == null ? "" : value.toString();
    }
}
