package io.staffetta.delivery.retry;

import io.staffetta.account.Account;
import io.staffetta.account.CurrentAccounts;
import io.staffetta.delivery.AccountQueues;
import io.staffetta.delivery.AttemptPreparation;
import io.staffetta.delivery.OutgoingMessage;
import io.staffetta.ledger.accounts.AccountOrders;
import io.staffetta.ledger.operation.ItemOutcome;
import io.staffetta.message.InvalidMessageException;
import io.staffetta.message.MessageHeaders;
import io.staffetta.message.MessageReader;
import io.staffetta.message.SmsMessage;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Decides where a message that waits goes when a person has it moved to another account, or will not have it wait any longer; and
 * where one goes that was taken off a retry queue and is not meant: all there must be in the order in which they are due.
 *
 * <p>Thread-safe.
 */
public final class WaitingChange {

    private static final List<String> WAIT =
            List.of(MessageHeaders.NOT_BEFORE, MessageHeaders.DUE_AT, MessageHeaders.WAIT_SINCE, MessageHeaders.STAYS);
    private static final List<String> HOME =
            List.of(MessageHeaders.TRIED, MessageHeaders.HOME_ACCOUNT, MessageHeaders.HOME_NOT_BEFORE);

    private final CurrentAccounts accounts;
    private final FailoverSelector choice;
    private final Redelivery redelivery;
    private final MessageReader reader;
    private final AttemptPermission permission;
    private final AccountOrders orders;
    private final Clock clock;

    /**
     * @param choice knows what accounts can carry
     * @param redelivery knows the retry queues
     */
    public WaitingChange(
            CurrentAccounts accounts,
            FailoverSelector choice,
            Redelivery redelivery,
            MessageReader reader,
            AttemptPermission permission,
            AccountOrders orders,
            Clock clock) {
        this.accounts = accounts;
        this.choice = choice;
        this.redelivery = redelivery;
        this.reader = reader;
        this.permission = permission;
        this.orders = orders;
        this.clock = clock;
    }

    /**
     * Says what is done with a waiting message.
     *
     * @param outcome {@link ItemOutcome#DONE}, or why it stays as it is
     * @param queue where to put it
     * @param message what to put there
     */
    public record Change(ItemOutcome outcome, String queue, OutgoingMessage message) {}

    /**
     * Gives a message to another account. It is tried at once, unless its sender wants it sent later.
     *
     * @param headers properties of the gateway, and those headers of JMS that follow a message
     * @param queue queue that it was on
     * @param target id of the account
     * @throws io.staffetta.ledger.store.LedgerAwayException if nothing is certain
     */
    public Change move(Object body, Map<String, Object> headers, String queue, String target) {
        try {
            SmsMessage message = reader.readAgain(body, headers);
            int requeueCount = AttemptPreparation.count(headers, MessageHeaders.REQUEUE_COUNT);
            String account = Objects.toString(headers.get(MessageHeaders.ACCOUNT), "");
            Account to = accounts.find(target).orElse(null);
            if (to == null || !choice.carries(to, message)) {
                return stays(body, headers, queue, ItemOutcome.NOT_CARRIED);
            }
            if (!permission.isGiven(message, headers, account)) {
                return stays(body, headers, queue, ItemOutcome.NOT_WAITING);
            }
            Map<String, Object> moved = Failover.moved(headers, requeueCount, account, target);
            moved.keySet().removeAll(HOME);
            orders.reassign(message.id(), target);
            return message.sendAt().isAfter(clock.instant())
                    ? waits(body, moved, message.sendAt())
                    : goesOn(body, moved, message);
        } catch (InvalidMessageException e) {
            return stays(body, headers, queue, ItemOutcome.NOT_WAITING);
        }
    }

    /** Lets a message wait no longer, unless its sender wants it sent later. Its arguments are those of {@link #move}. */
    public Change hurry(Object body, Map<String, Object> headers, String queue) {
        try {
            SmsMessage message = reader.readAgain(body, headers);
            if (message.sendAt().isAfter(clock.instant())) {
                return stays(body, headers, queue, ItemOutcome.SCHEDULED);
            }
            Map<String, Object> now = new HashMap<>(headers);
            now.remove(MessageHeaders.HOME_NOT_BEFORE);
            return goesOn(body, now, message);
        } catch (InvalidMessageException e) {
            return stays(body, headers, queue, ItemOutcome.NOT_WAITING);
        }
    }

    /**
     * Puts a message back where it waits.
     *
     * @param outcome why it stays; {@code null} if it is not meant
     */
    public Change stays(Object body, Map<String, Object> headers, String queue, ItemOutcome outcome) {
        if (!headers.containsKey(MessageHeaders.DUE_AT)) {
            return new Change(outcome, queue, new OutgoingMessage(body, headers));
        }
        Change back = waits(body, headers, until(headers));
        return new Change(outcome, back.queue(), back.message());
    }

    private Instant until(Map<String, Object> headers) {
        try {
            return Instant.parse(Objects.toString(
                    headers.get(MessageHeaders.NOT_BEFORE), Objects.toString(headers.get(MessageHeaders.DUE_AT))));
        } catch (DateTimeException e) {
            return clock.instant();
        }
    }

    private Change waits(Object body, Map<String, Object> headers, Instant until) {
        Instant now = clock.instant();
        Map<String, Object> waiting = new HashMap<>(headers);
        if (!until.isAfter(now)) {
            waiting.put("JMSPriority", redelivery.priorityAfterWait(waiting));
            return new Change(ItemOutcome.DONE, redelivery.queueAfterWait(waiting), new OutgoingMessage(body, waiting));
        }
        waiting.put(MessageHeaders.NOT_BEFORE, until.toString());
        waiting.put(MessageHeaders.DUE_AT, redelivery.dueAt(now, until).toString());
        waiting.put("JMSPriority", Redelivery.WAITING_PRIORITY);
        return new Change(
                ItemOutcome.DONE, Redelivery.queue(redelivery.step(now, until)), new OutgoingMessage(body, waiting));
    }

    private static Change goesOn(Object body, Map<String, Object> headers, SmsMessage message) {
        Map<String, Object> now = new HashMap<>(headers);
        now.keySet().removeAll(WAIT);
        now.put("JMSPriority", message.priority().jmsPriority());
        return new Change(
                ItemOutcome.DONE,
                AccountQueues.of(now.get(MessageHeaders.ACCOUNT).toString(), now),
                new OutgoingMessage(body, now));
    }
}
