package io.staffetta.account;

import io.staffetta.message.SmsMessage;
import java.util.function.Supplier;

/**
 * Chooses the account that a message is sent with: the decision behind the {@code outbound-router} route.
 *
 * <p>Thread-safe. Asks for the accounts at every message, so that a change of the file is followed at once.
 */
public final class AccountSelector {

    private final Supplier<Accounts> accounts;

    /**
     * @param accounts the accounts as they are now; asked once for each message
     */
    public AccountSelector(Supplier<Accounts> accounts) {
        this.accounts = accounts;
    }

    /**
     * The account that the message names; if it names none, that of the first rule that matches; else the default.
     *
     * @throws UnknownAccountException if that account is not configured
     * @throws AccountDisabledException if that account is disabled. Either way the message goes to the dead letter queue,
     *     since a redelivery would choose the same account.
     */
    public Account select(SmsMessage message) {
        Accounts now = accounts.get();
        String id = message.account().isEmpty() ? byRule(message, now) : message.account();
        Account account = now.find(id)
                .orElseThrow(() -> new UnknownAccountException(id, now.byId().keySet()));
        if (!account.enabled()) {
            throw new AccountDisabledException(id);
        }
        return account;
    }

    /** The accounts as they are now; other ones after each change. */
    public Accounts accounts() {
        return accounts.get();
    }

    private static String byRule(SmsMessage message, Accounts now) {
        return now.rules().stream()
                .filter(rule -> rule.matches(message))
                .findFirst()
                .map(RoutingRule::account)
                .orElse(now.defaultAccount());
    }
}
