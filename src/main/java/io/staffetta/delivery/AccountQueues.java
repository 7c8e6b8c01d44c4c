package io.staffetta.delivery;

import io.staffetta.message.MessageHeaders;
import io.staffetta.message.Priority;
import java.util.List;
import java.util.Map;

/**
 * The two queues of an account. Urgent messages have one of their own: on one queue with others a broker finds them only when
 * it has dispatched those that it has paged in before, which with a slow provider took a minute.
 */
public final class AccountQueues {

    private AccountQueues() {}

    /** The queue of an account for messages that are not urgent. */
    public static String usual(String accountId) {
        return "sms.account." + accountId;
    }

    /** The queue of an account for urgent messages. */
    public static String urgent(String accountId) {
        return "sms.urgent." + accountId;
    }

    /** Both queues of an account, the urgent one first. */
    public static List<String> both(String accountId) {
        return List.of(urgent(accountId), usual(accountId));
    }

    /** The queue of an account for a message of a priority. */
    public static String of(String accountId, Priority priority) {
        return priority == Priority.HIGH ? urgent(accountId) : usual(accountId);
    }

    /** The queue of an account for a message with these headers. */
    public static String of(String accountId, Map<String, Object> headers) {
        return Priority.HIGH.label().equals(headers.get(MessageHeaders.PRIORITY))
                ? urgent(accountId)
                : usual(accountId);
    }
}
