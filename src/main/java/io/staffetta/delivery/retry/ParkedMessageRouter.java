package io.staffetta.delivery.retry;

import io.staffetta.account.Account;
import io.staffetta.delivery.AccountQueues;
import io.staffetta.delivery.AttemptPreparation;
import io.staffetta.delivery.OutgoingMessage;
import io.staffetta.message.InvalidMessageException;
import io.staffetta.message.MessageHeaders;
import io.staffetta.message.MessageReader;
import io.staffetta.message.SmsMessage;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Body;
import org.apache.camel.Headers;
import org.apache.camel.Variable;

/**
 * Decides where the messages of a parked account go: to a failover account, or back on the same queue, marked so that they
 * are not met again. What the ledger would not let through as it is stays: an attempt may have sent it.
 *
 * <p>Thread-safe.
 */
public final class ParkedMessageRouter {

    private final FailoverSelector choice;
    private final MessageReader reader;
    private final AttemptPermission permission;

    public ParkedMessageRouter(FailoverSelector choice, MessageReader reader, AttemptPermission permission) {
        this.choice = choice;
        this.reader = reader;
        this.permission = permission;
    }

    /**
     * Decides for one message. Its arguments are bound by annotations.
     *
     * @param account id of the parked account
     * @param run which run of {@link FailoverRoutes} asks
     * @throws io.staffetta.ledger.store.LedgerAwayException if nothing is certain
     */
    public Failover.Move move(
            @Body Object body,
            @Headers Map<String, Object> headers,
            @Variable("accountId") String account,
            @Variable("run") String run) {
        Map<String, Object> travelling = AttemptPreparation.travelling(headers);
        String to = account;
        try {
            SmsMessage message = reader.readAgain(body, headers);
            int requeueCount = AttemptPreparation.count(headers, MessageHeaders.REQUEUE_COUNT);
            Set<String> tried = FailoverSelector.tried(headers, account);
            Optional<Account> next = choice.next(message, tried);
            String home = Objects.toString(headers.get(MessageHeaders.HOME_ACCOUNT), account);
            to = next.map(Account::id).orElse(home);
            if (to.equals(account) || !permission.isGiven(message, headers, account)) {
                return stays(body, travelling, account, run);
            }
            Map<String, Object> moved = Failover.moved(travelling, requeueCount, account, to);
            if (next.isPresent()) {
                moved.put(MessageHeaders.TRIED, String.join(" ", tried));
            } else {
                // Nobody else: the account that it came from decides anew.
                moved.remove(MessageHeaders.TRIED);
                moved.remove(MessageHeaders.HOME_ACCOUNT);
            }
            return new Failover.Move(true, AccountQueues.of(to, moved), new OutgoingMessage(body, moved), null);
        } catch (InvalidMessageException e) {
            return stays(body, travelling, account, run);
        }
    }

    private static Failover.Move stays(Object body, Map<String, Object> headers, String account, String run) {
        Map<String, Object> marked = new HashMap<>(headers);
        marked.put(MessageHeaders.STAYS, run);
        return new Failover.Move(false, AccountQueues.of(account, marked), new OutgoingMessage(body, marked), null);
    }
}
