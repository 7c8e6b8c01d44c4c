package io.staffetta.delivery.retry;

import io.staffetta.account.Account;
import io.staffetta.account.CurrentAccounts;
import io.staffetta.delivery.AccountQueues;
import io.staffetta.delivery.AttemptPreparation;
import io.staffetta.delivery.OutgoingMessage;
import io.staffetta.ledger.accounts.AccountOrders;
import io.staffetta.message.InvalidMessageException;
import io.staffetta.message.MessageHeaders;
import io.staffetta.message.MessageReader;
import io.staffetta.message.SmsMessage;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Headers;
import org.apache.camel.Variable;

/**
 * Takes messages of an account that is gone to another one. What that one cannot carry stays, marked so that it is not met
 * again; so does what the ledger would not let through as it is: an attempt may have sent it.
 *
 * <p>Thread-safe.
 */
public final class MessageMover {

    private final CurrentAccounts accounts;
    private final FailoverSelector choice;
    private final MessageReader reader;
    private final AttemptPermission permission;
    private final AccountOrders orders;

    /**
     * @param choice knows what accounts can carry
     */
    public MessageMover(
            CurrentAccounts accounts,
            FailoverSelector choice,
            MessageReader reader,
            AttemptPermission permission,
            AccountOrders orders) {
        this.accounts = accounts;
        this.choice = choice;
        this.reader = reader;
        this.permission = permission;
        this.orders = orders;
    }

    /**
     * Decides for one message. Its arguments are bound by annotations.
     *
     * @param account id of the account that is gone
     * @param target id of the account that is to send it
     * @param run which run of {@link MoveRoutes} asks
     * @throws io.staffetta.ledger.store.LedgerAwayException if nothing is certain
     */
    public Failover.Move move(
            @Body Object body,
            @Headers Map<String, Object> headers,
            @Variable("accountId") String account,
            @Variable("target") String target,
            @Variable("run") String run) {
        Map<String, Object> moved = new HashMap<>(AttemptPreparation.travelling(headers));
        try {
            SmsMessage message = reader.readAgain(body, headers);
            int requeueCount = AttemptPreparation.count(headers, MessageHeaders.REQUEUE_COUNT);
            Account to = accounts.find(target).orElse(null);
            if (to != null && choice.carries(to, message) && permission.isGiven(message, headers, account)) {
                moved.putAll(Failover.moved(moved, requeueCount, account, target));
                // The other account is its own from now on.
                moved.remove(MessageHeaders.TRIED);
                moved.remove(MessageHeaders.HOME_ACCOUNT);
                moved.remove(MessageHeaders.STAYS);
                orders.reassign(message.id(), target);
                return new Failover.Move(true, AccountQueues.of(target, moved), new OutgoingMessage(body, moved), null);
            }
        } catch (InvalidMessageException e) {
            // It stays, for a person to look at.
        }
        moved.put(MessageHeaders.STAYS, run);
        return new Failover.Move(false, AccountQueues.of(account, moved), new OutgoingMessage(body, moved), null);
    }
}
