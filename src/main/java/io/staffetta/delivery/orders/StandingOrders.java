package io.staffetta.delivery.orders;

import io.staffetta.access.Caller;
import io.staffetta.access.Role;
import io.staffetta.account.CurrentAccounts;
import io.staffetta.audit.AuditEntry;
import io.staffetta.audit.AuditTrail;
import io.staffetta.ledger.Ledger;
import io.staffetta.ledger.accounts.AccountMove;
import io.staffetta.ledger.accounts.AccountOrders;
import io.staffetta.ledger.accounts.AccountPause;
import io.staffetta.thread.DaemonThreads;
import io.staffetta.thread.ExecutorShutdown;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies what people have ordered of accounts, as the ledger has it for all gateways: which are held, which are no longer to be
 * parked, and where what waits for those that are gone is put. Looks again every 2 s; while the ledger is away all stays as it was.
 *
 * <p>Thread-safe.
 */
public final class StandingOrders implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StandingOrders.class);
    private static final Caller CLOCK = new Caller("clock", Role.OPERATOR, "");
    private static final long LOOK_MILLIS = 2000;
    private static final long COUNT_MILLIS = 5000;
    /** From when a move is ordered until the account is gone. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final AccountOrders orders;
    private final UnparkOrders unparks;
    private final CurrentAccounts accounts;
    private final AuditTrail audit;
    private final Clock clock;
    private final ScheduledExecutorService executor =
            Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("standing-orders"));
    private volatile Map<String, AccountPause> pauses = Map.of();
    private volatile Map<String, AccountMove> moves = Map.of();
    private volatile Map<String, Long> waiting = Map.of();
    private volatile Instant counted = Instant.MIN;
    private volatile Runnable fit = () -> {};
    private volatile WaitingMover mover = targets -> {};
    private volatile Consumer<String> opener = account -> {};
    private volatile Map<String, String> fitted = Map.of();

    public StandingOrders(Ledger ledger, CurrentAccounts accounts, AuditTrail audit, Clock clock) {
        orders = new AccountOrders(ledger);
        unparks = new UnparkOrders(orders, ledger.nodes());
        this.accounts = accounts;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Reads what was said, and begins to look again and again.
     *
     * @param lines opens and closes the queues of accounts when their pauses have changed
     * @param movers moves what waits
     * @param openers opens an account if it is parked
     */
    public void start(Runnable lines, WaitingMover movers, Consumer<String> openers) {
        fit = lines;
        mover = movers;
        opener = openers;
        look();
        ScheduledFuture<?> unused =
                executor.scheduleWithFixedDelay(this::lookSafely, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Since when, how long and why an account is held, if it is. */
    public Optional<AccountPause> pause(String accountId) {
        return Optional.ofNullable(pauses.get(accountId));
    }

    /** Whether an account is held. */
    public boolean isPaused(String accountId) {
        return pauses.containsKey(accountId);
    }

    /** All configured accounts that are held. */
    public List<AccountPause> pauses() {
        return pauses.values().stream()
                .filter(pause -> accounts.get().byId().containsKey(pause.account()))
                .sorted(Comparator.comparing(AccountPause::account))
                .toList();
    }

    /** Holds an account: its messages wait, and nothing else becomes of them but by their deadlines. */
    public void pause(AccountPause pause) {
        orders.pause(pause);
        look();
    }

    /** Lets an account go on; whether it was held. */
    public boolean resume(String accountId) {
        boolean was = orders.resume(accountId);
        look();
        return was;
    }

    /**
     * Has the other gateways on the ledger open an account if it is parked there, when they look. It is not opened here.
     *
     * @return names of the others that live; empty if there are none, or if they could not be told since the ledger is away
     */
    public List<String> unparkElsewhere(String accountId) {
        return unparks.order(accountId);
    }

    /** Has what waits for an account that is gone sent by another one. */
    public void move(AccountMove move) {
        orders.move(move);
        look();
    }

    /** Has nothing more moved from an account. */
    public void moveNoMore(String accountId) {
        orders.moved(accountId);
        look();
    }

    /** Where what waits for an account is put, if anywhere. */
    public Optional<AccountMove> moveOf(String accountId) {
        return Optional.ofNullable(moves.get(accountId));
    }

    /** How many messages wait, by account, asked anew. */
    public Map<String, Long> waitingNow() {
        waiting = orders.waiting();
        counted = clock.instant();
        return waiting;
    }

    /** How many messages wait, by account, as of some seconds ago. */
    public Map<String, Long> waiting() {
        if (counted.plusMillis(COUNT_MILLIS).isBefore(clock.instant())) {
            waitingNow();
        }
        return waiting;
    }

    /** How many messages wait for accounts that are not configured, by account, as of some seconds ago. */
    public Map<String, Long> orphans() {
        Map<String, Long> orphans = new TreeMap<>(waiting());
        orphans.keySet().removeAll(accounts.get().byId().keySet());
        orphans.remove("");
        return orphans;
    }

    /** Looks at once, as after a change of the accounts. */
    public void accountsChanged() {
        lookSafely();
    }

    private void lookSafely() {
        try {
            look();
        } catch (RuntimeException e) {
            LOG.debug("Pauses and moves of accounts stay as they are", e);
        }
    }

    private synchronized void look() {
        Map<String, AccountPause> read = new HashMap<>();
        for (AccountPause pause : orders.pauses()) {
            if (pause.until() == null || pause.until().isAfter(clock.instant())) {
                read.put(pause.account(), pause);
            } else if (orders.resume(pause)) {
                LOG.info("Account '{}' is no longer paused: its pause has ended", pause.account());
                audit.note(new AuditEntry(CLOCK, "account.resume", pause.account(), Map.of(), "its pause has ended"));
            }
        }
        if (!read.equals(pauses)) {
            tell(pauses, read);
            pauses = Map.copyOf(read);
            fit.run();
        }
        unparks.look(opener);
        lookAtMoves();
    }

    private static void tell(Map<String, AccountPause> before, Map<String, AccountPause> now) {
        now.values().stream()
                .filter(pause -> !pause.equals(before.get(pause.account())))
                .forEach(pause -> LOG.warn(
                        "Account '{}' is paused{}, its messages wait",
                        pause.account(),
                        pause.until() == null ? "" : " until " + pause.until()));
        before.keySet().stream()
                .filter(id -> !now.containsKey(id))
                .forEach(id -> LOG.info("Account '{}' is no longer paused", id));
    }

    private void lookAtMoves() {
        Map<String, AccountMove> read = new HashMap<>();
        orders.moves().forEach(move -> read.put(move.account(), move));
        if (!read.isEmpty()) {
            Map<String, Long> left = waitingNow();
            read.values().removeIf(move -> {
                boolean configured = accounts.get().byId().containsKey(move.account());
                boolean over = configured
                        // It came back, or its deletion never happened.
                        ? move.since().plus(PATIENCE).isBefore(clock.instant())
                        : left.getOrDefault(move.account(), 0L) == 0;
                if (over) {
                    orders.moved(move.account());
                    LOG.info("Nothing more is moved from account '{}'", move.account());
                }
                return over;
            });
        }
        moves = Map.copyOf(read);
        Map<String, String> targets = new HashMap<>();
        read.values().stream()
                .filter(move -> accounts.get().byId().containsKey(move.target())
                        && !accounts.get().byId().containsKey(move.account()))
                .forEach(move -> targets.put(move.account(), move.target()));
        if (!targets.equals(fitted)) {
            mover.fit(targets);
            fitted = Map.copyOf(targets);
        }
    }

    @Override
    public void close() {
        ExecutorShutdown.of(executor);
    }
}
