package io.staffetta.delivery.retry;

import io.staffetta.account.Account;
import io.staffetta.delivery.AccountQueues;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Adds and removes the routes that empty the queues of parked accounts: two, made from the template {@code failover},
 * for each parked account from which messages may go to an account that is open. It is made anew when other accounts
 * have come to be open, since they may take messages that stayed.
 *
 * <p>Not safe for use by several threads.
 */
public final class FailoverRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(FailoverRoutes.class);

    private final Supplier<CamelContext> camel;
    private final Predicate<String> open;
    private final long stopSeconds;
    /** The open accounts that each route was made for, by account. */
    private final Map<String, Set<String>> running = new HashMap<>();

    /**
     * @param open whether the account with an id is not parked
     * @param stopSeconds longest that a stop waits for a transaction
     */
    public FailoverRoutes(Supplier<CamelContext> camel, Predicate<String> open, long stopSeconds) {
        this.camel = camel;
        this.open = open;
        this.stopSeconds = stopSeconds;
    }

    /**
     * Makes and removes routes so that they fit.
     *
     * @param accounts all accounts
     * @param left ids of those whose messages are to be left on their queues
     */
    public void fit(Map<String, Account> accounts, Collection<String> left) {
        List.copyOf(running.keySet()).stream()
                .filter(id -> !accounts.containsKey(id))
                .forEach(this::remove);
        for (Account account : accounts.values()) {
            boolean held = account.enabled() && !open.test(account.id()) && !left.contains(account.id());
            Set<String> others = held ? others(account, accounts) : Set.of();
            if (!others.equals(running.getOrDefault(account.id(), Set.of()))) {
                remove(account.id());
                if (!others.isEmpty()) {
                    add(account.id(), others);
                }
            }
        }
    }

    /** Removes the route of an account, and returns when its transaction is over. */
    void remove(String accountId) {
        if (running.remove(accountId) != null) {
            try {
                for (String queue : AccountQueues.both(accountId)) {
                    camel.get().getRouteController().stopRoute(routeId(queue), stopSeconds, TimeUnit.SECONDS);
                    camel.get().removeRoute(routeId(queue));
                }
            } catch (Exception e) {
                LOG.error("Cannot remove the failover route of account '{}'", accountId, e);
            }
        }
    }

    private void add(String accountId, Set<String> others) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("accountId", accountId);
        parameters.put("run", UUID.randomUUID().toString());
        try {
            for (String queue : AccountQueues.both(accountId)) {
                parameters.put("queue", queue);
                camel.get().addRouteFromTemplate(routeId(queue), "failover", parameters);
            }
            running.put(accountId, others);
            LOG.info("Account '{}': its messages may go to {}", accountId, String.join(", ", others));
        } catch (Exception e) {
            LOG.error("Cannot add the failover route of account '{}'", accountId, e);
        }
    }

    /** The open accounts that messages may go to: failover accounts, and those that messages came from for failover. */
    private Set<String> others(Account account, Map<String, Account> accounts) {
        Set<String> others = new TreeSet<>();
        for (Account other : accounts.values()) {
            boolean linked =
                    account.failover().contains(other.id()) || other.failover().contains(account.id());
            if (linked && other.enabled() && open.test(other.id())) {
                others.add(other.id());
            }
        }
        return others;
    }

    private static String routeId(String queue) {
        return "failover-" + queue.replace("sms.account.", "").replace("sms.urgent.", "urgent.");
    }
}
