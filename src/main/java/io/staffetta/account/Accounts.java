package io.staffetta.account;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Holds the accounts of {@code accounts.yaml}, which of them is the default, and the routing rules.
 *
 * <p>Immutable, and so safe to share between threads.
 *
 * @param defaultAccount id of the account for messages that name none and match no rule
 * @param byId the accounts by their id, in the order of the file
 * @param rules the routing rules, in the order of the file; the first that matches decides
 */
public record Accounts(String defaultAccount, Map<String, Account> byId, List<RoutingRule> rules) {

    public Accounts {
        byId = Collections.unmodifiableMap(new LinkedHashMap<>(byId));
        rules = List.copyOf(rules);
    }

    /** The account with an id, enabled or not, if it is configured. */
    public Optional<Account> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }
}
