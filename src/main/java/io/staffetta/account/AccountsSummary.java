package io.staffetta.account;

import java.util.StringJoiner;
import java.util.TreeMap;

/** Writes accounts as one text, so that those of several gateways can be compared. Has secrets in it: not to be shown or kept. */
public final class AccountsSummary {

    private AccountsSummary() {}

    /** The text. */
    public static String of(Accounts accounts) {
        StringJoiner all = new StringJoiner("\n");
        all.add(accounts.defaultAccount());
        new TreeMap<>(accounts.byId()).values().forEach(account -> all.add(account.id())
                .add(account.wire())
                .add(account.description())
                .add(Boolean.toString(account.enabled()))
                .add(new TreeMap<>(account.fields()).toString())
                .add(account.url())
                .add(account.limits().toString())
                .add(account.validity().toString())
                .add(account.failover().toString())
                .add(account.unsupportedCharacters().name())
                .add(account.unknownOutcome().name())
                .add(account.quietHours().toString())
                .add(account.price().toString())
                .add(account.bought().toString()));
        accounts.rules().forEach(rule -> all.add(rule.toString()));
        return all.toString();
    }
}
