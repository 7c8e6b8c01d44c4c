package io.staffetta.delivery.sender;

import io.staffetta.account.Account;
import io.staffetta.account.Accounts;
import io.staffetta.delivery.parking.AccountLine;
import io.staffetta.delivery.retry.FailoverRoutes;
import io.staffetta.ledger.Ledger;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;

/**
 * Opens and closes the queues of accounts as their configuration and their parking have it.
 *
 * <p>Thread-safe.
 */
public final class AccountLines implements AccountLine {

    private final AccountConsumers consumers;
    private final AccountProbe probe;
    private final Predicate<String> open;
    private final Predicate<String> paused;
    private final Ledger ledger;
    private final Duration patience;
    private final FailoverRoutes failover;
    private final Map<String, Account> accounts = new ConcurrentHashMap<>();
    /** Parked accounts whose next message is to be tried, and so must stay. */
    private final Set<String> probed = ConcurrentHashMap.newKeySet();

    /**
     * @param open whether the account with an id is neither parked nor paused
     * @param paused whether a person holds it: then its messages go nowhere
     * @param ledger is told what each account may have under way, for other gateways
     * @param stopSeconds longest that a close waits for submissions under way
     */
    public AccountLines(
            Supplier<CamelContext> camel,
            AccountConsumers consumers,
            AccountProbe probe,
            Predicate<String> open,
            Predicate<String> paused,
            Ledger ledger,
            long stopSeconds) {
        this.consumers = consumers;
        this.probe = probe;
        this.open = open;
        this.paused = paused;
        this.ledger = ledger;
        this.patience = Duration.ofSeconds(stopSeconds);
        this.failover = new FailoverRoutes(camel, open, stopSeconds);
    }

    /** Opens and closes queues so that they fit the accounts. Those of disabled and parked accounts are closed. */
    public synchronized void fit(Accounts changed) {
        ledger.tellConcurrency(changed.byId().values().stream()
                .filter(Account::enabled)
                .collect(Collectors.toMap(
                        Account::id, account -> account.limits().concurrency())));
        accounts.keySet().stream()
                .filter(id -> !changed.byId().containsKey(id))
                .toList()
                .forEach(id -> {
                    accounts.remove(id);
                    stop(id);
                });
        for (Account account : changed.byId().values()) {
            Account before = accounts.put(account.id(), account);
            if (before != null
                    && before.limits().concurrency() != account.limits().concurrency()) {
                stop(account.id());
            }
            if (account.enabled() && open.test(account.id())) {
                open(account.id());
            } else {
                close(account.id());
            }
        }
        fitFailover();
    }

    private void fitFailover() {
        Set<String> left = new HashSet<>(probed);
        accounts.keySet().stream().filter(paused).forEach(left::add);
        failover.fit(accounts, left);
    }

    @Override
    public synchronized void open(String accountId) {
        Account account = accounts.get(accountId);
        probed.remove(accountId);
        fitFailover();
        if (account != null && account.enabled() && !paused.test(accountId)) {
            consumers.open(account);
        }
    }

    @Override
    public synchronized void close(String accountId) {
        if (accounts.containsKey(accountId)) {
            stop(accountId);
            probed.remove(accountId);
            fitFailover();
        }
    }

    private void stop(String accountId) {
        consumers.close(accountId, patience).join();
    }

    @Override
    public Probe probe(String accountId, Trial trial) {
        Account account = accounts.get(accountId);
        if (account == null || !account.enabled() || paused.test(accountId)) {
            return Probe.NO_MESSAGE;
        }
        leave(accountId, true);
        Probe result = probe.tryOne(account, trial);
        leave(accountId, result == Probe.NO_MESSAGE);
        return result;
    }

    private synchronized void leave(String accountId, boolean left) {
        if (left) {
            probed.add(accountId);
        } else {
            probed.remove(accountId);
        }
        fitFailover();
    }
}
