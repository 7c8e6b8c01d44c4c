package io.staffetta.delivery;

import io.staffetta.account.Account;
import io.staffetta.account.Accounts;
import io.staffetta.account.Share;
import io.staffetta.broker.EachAcknowledgedContainerFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The routes that carry messages from the queues of the accounts: two for each account, made from the template
 * {@code account}, one for urgent messages and one for the others, so that a flood of these does not hold those up. Routes are made here rather than in YAML because Camel does not reload templated routes.
 *
 * <p>Thread-safe.
 */
public final class AccountRoutes implements AccountLine {

    private static final Logger LOG = LoggerFactory.getLogger(AccountRoutes.class);

    private final Supplier<CamelContext> camel;
    private final AccountProbe probe;
    private final Predicate<String> open;
    private final BooleanSupplier ready;
    private final long stopSeconds;
    private final FailoverRoutes failover;
    private final Slots slots;
    private final Map<String, Account> routed = new ConcurrentHashMap<>();
    /** Accounts whose routes are being stopped. */
    private final Set<String> closing = ConcurrentHashMap.newKeySet();
    /** Parked accounts whose next message is to be tried, and so must stay. */
    private final Set<String> probed = ConcurrentHashMap.newKeySet();

    /**
     * @param open whether the account with an id is not parked
     * @param ready whether anything can be submitted at all
     * @param stopSeconds longest that a stop waits for submissions under way, above what one can take
     */
    public AccountRoutes(
            Supplier<CamelContext> camel,
            AccountProbe probe,
            Predicate<String> open,
            BooleanSupplier ready,
            Slots slots,
            long stopSeconds) {
        this.camel = camel;
        this.probe = probe;
        this.open = open;
        this.ready = ready;
        this.slots = slots;
        this.stopSeconds = stopSeconds;
        this.failover = new FailoverRoutes(camel, open, stopSeconds);
    }

    /**
     * Makes, remakes and removes routes so that they fit the accounts. Those of disabled and parked accounts do not run.
     */
    public synchronized void fit(Accounts accounts) {
        slots.tell(accounts.byId().values().stream()
                .filter(Account::enabled)
                .collect(Collectors.toMap(
                        Account::id, account -> account.limits().concurrency())));
        routed.keySet().stream()
                .filter(id -> !accounts.byId().containsKey(id))
                .toList()
                .forEach(this::remove);
        for (Account account : accounts.byId().values()) {
            Account before = routed.get(account.id());
            if (before != null
                    && before.limits().concurrency() != account.limits().concurrency()) {
                remove(account.id());
                before = null;
            }
            routed.put(account.id(), account);
            if (before == null) {
                add(account);
            }
            if (account.enabled() && open.test(account.id())) {
                open(account.id());
            } else {
                close(account.id());
            }
        }
        failover.fit(routed, probed);
    }

    @Override
    public synchronized void open(String accountId) {
        Account account = routed.get(accountId);
        probed.remove(accountId);
        failover.fit(routed, probed);
        if (account != null && account.enabled()) {
            run(accountId, "open", () -> {
                for (String routeId : routeIds(accountId)) {
                    camel.get().getRouteController().startRoute(routeId);
                }
            });
        }
    }

    @Override
    public synchronized void close(String accountId) {
        if (routed.containsKey(accountId)) {
            run(accountId, "close", () -> stop(accountId));
            probed.remove(accountId);
            failover.fit(routed, probed);
        }
    }

    @Override
    public Probe probe(String accountId, Trial trial) {
        Account account = routed.get(accountId);
        if (account == null || !account.enabled()) {
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
        failover.fit(routed, probed);
    }

    private void add(Account account) {
        Share share = Share.of(account.limits().concurrency());
        slots.open(account.id(), share.all());
        add(account.id(), routeId(account.id()), AccountQueues.usual(account.id()), share.usual());
        add(account.id(), urgentRouteId(account.id()), AccountQueues.urgent(account.id()), share.all());
    }

    private void add(String accountId, String routeId, String queue, int threads) {
        // Twice what is submitted at once, so that the next messages are at hand when submissions end.
        int prefetch = 2 * threads;
        String listeners = "listeners-" + routeId;
        camel.get()
                .getRegistry()
                .bind(
                        listeners,
                        new EachAcknowledgedContainerFactory(prefetch, () -> hasRoom(accountId, routeId, prefetch)));
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("accountId", accountId);
        parameters.put("name", routeId);
        parameters.put("queue", queue);
        parameters.put("threads", threads);
        parameters.put("prefetch", prefetch);
        run(accountId, "add", () -> camel.get().addRouteFromTemplate(routeId, "account", parameters));
    }

    private void remove(String accountId) {
        if (routed.remove(accountId) != null) {
            run(accountId, "remove", () -> {
                stop(accountId);
                for (String routeId : routeIds(accountId)) {
                    camel.get().removeRoute(routeId);
                }
            });
        }
    }

    private void stop(String accountId) throws Exception {
        closing.add(accountId);
        try {
            for (String routeId : routeIds(accountId)) {
                camel.get().getRouteController().stopRoute(routeId, stopSeconds, TimeUnit.SECONDS);
            }
        } finally {
            closing.remove(accountId);
        }
    }

    /** Whether an account goes on with what it has taken from its queue. */
    public boolean isGoingOn(String accountId) {
        return !closing.contains(accountId);
    }

    /** A parked account's messages stay where they are; and no more are taken than the account's threads soon get to. */
    private boolean hasRoom(String accountId, String routeId, int most) {
        return ready.getAsBoolean()
                && open.test(accountId)
                && camel.get().getInflightRepository().size(routeId) < most;
    }

    private static String routeId(String accountId) {
        return "account-" + accountId;
    }

    private static String urgentRouteId(String accountId) {
        return "urgent-" + accountId;
    }

    private static List<String> routeIds(String accountId) {
        return List.of(routeId(accountId), urgentRouteId(accountId));
    }

    private static void run(String accountId, String deed, Deed step) {
        try {
            step.run();
        } catch (Exception e) {
            LOG.error("Cannot {} the route of account '{}'", deed, accountId, e);
            throw new IllegalStateException("Cannot " + deed + " the route of account '" + accountId + "'", e);
        }
    }

    private interface Deed {
        void run() throws Exception;
    }
}
