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

    /** Chooses the account that the message names; if it names none, that of the first rule that matches; else the default. */
    public AccountChoice choose(SmsMessage message) {
        Accounts now = accounts.get();
        if (!message.account().isEmpty()) {
            return new AccountChoice(message.account(), "message", now);
        }
        int number = 0;
        for (RoutingRule rule : now.rules()) {
            number++;
            if (rule.matches(message)) {
                return new AccountChoice(rule.account(), "rule " + number, now);
            }
        }
        return new AccountChoice(now.defaultAccount(), "default", now);
    }

    /** The accounts as they are now; other ones after each change. */
    public Accounts accounts() {
        return accounts.get();
    }
}
