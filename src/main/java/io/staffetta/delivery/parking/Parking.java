package io.staffetta.delivery.parking;

import io.staffetta.delivery.OpenAttempt;
import io.staffetta.delivery.Wait;
import io.staffetta.thread.ExecutorShutdown;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the accounts that cannot be used. Their messages stay on their queues, and cost neither thread nor memory. A
 * parked account is opened again by a change of the configuration, by a command, or when a probe, one of its messages,
 * gets through; probes come after growing waits, and each takes another message where there is one.
 *
 * <p>Thread-safe.
 */
public final class Parking implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Parking.class);
    private static final Duration RECOVERY = Duration.ofSeconds(5);
    private static final Duration LOOK_FOR_MESSAGE = Duration.ofSeconds(5);
    /** Messages that one probe may see refused alike: 1, 2, 4 and so on up to this, since good ones may wait behind them. */
    private static final int MOST_ALIKE = 16;

    /** An account, and the one time of being parked that its probes belong to. */
    private record Parked(ParkedAccount account, Object episode, List<Duration> waits, String refusedWith) {

        Duration wait(int probes) {
            return waits.get(Math.min(probes, waits.size() - 1));
        }
    }

    private final Map<String, Parked> parked = new ConcurrentHashMap<>();
    /** When accounts opened last, as {@link System#nanoTime} has it. */
    private final Map<String, Long> opened = new ConcurrentHashMap<>();

    private final long started = System.nanoTime();
    private final Set<String> recovering = ConcurrentHashMap.newKeySet();
    private final List<Duration> waits;
    private final AccountLine line;
    private final ScheduledExecutorService executor;
    private final Clock clock;

    /**
     * @param waits waits before each probe; the last one is repeated
     * @param line opens and closes accounts; called from {@code executor} alone
     * @param executor a {@link #thread()}; shut down by {@link #close()}
     * @param clock tells the time
     */
    public Parking(List<Duration> waits, AccountLine line, ScheduledExecutorService executor, Clock clock) {
        this.waits = List.copyOf(waits);
        this.line = line;
        this.executor = executor;
        this.clock = clock;
    }

    /** A thread for one such object, which forgets what waits for its time when it is shut down. */
    public static ScheduledExecutorService thread() {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, task -> new Thread(task, "parking"));
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        return executor;
    }

    /** All parked accounts. */
    public List<ParkedAccount> all() {
        return parked.values().stream().map(Parked::account).toList();
    }

    /** Why and since when an account is parked, if it is. */
    public Optional<ParkedAccount> find(String accountId) {
        return Optional.ofNullable(parked.get(accountId)).map(Parked::account);
    }

    /** Whether an account is not parked. */
    public boolean isOpen(String accountId) {
        return !parked.containsKey(accountId);
    }

    /** When an account opened last, or the start, as {@link System#nanoTime} has it. */
    long openedAt(String accountId) {
        return opened.getOrDefault(accountId, started);
    }

    /**
     * Whether an attempt belongs to the present time of an account's being open. One of a time before says nothing of it now.
     *
     * @param begun when the attempt began, as {@link System#nanoTime} has it
     */
    boolean isOf(String accountId, long begun) {
        return isOpen(accountId) && begun - openedAt(accountId) >= 0;
    }

    /** Parks an account. One that is parked already stays so, with the new reason. */
    public void park(String accountId, String reason) {
        Parked parkedNow = parked(accountId, reason, waits, "");
        Parked after = parked.merge(
                accountId,
                parkedNow,
                (before, unused) -> new Parked(before.account().withReason(reason), before.episode(), waits, ""));
        begin(accountId, parkedNow, after);
    }

    /**
     * Parks an account after an attempt that showed that it cannot be used, and whose message was left on its queue. An attempt
     * that began before the account opened shows nothing: its message is taken from the queue again.
     *
     * @param attempt the attempt; {@code null} if none was opened
     */
    public void parkAfter(String accountId, String reason, OpenAttempt attempt) {
        if (attempt != null && isOpen(accountId) && !isOf(accountId, attempt.opened())) {
            recover(accountId);
        } else {
            park(accountId, reason);
        }
    }

    /**
     * Parks an account for a reason that soon may be gone. One that is parked already stays as it is.
     *
     * @param probeWaits waits before each probe; the last one is repeated
     * @param refusedWith a probe that is refused with this code, see {@link BreakerWindow#code}, does not open the account;
     *     empty if each refusal does
     */
    public void parkTemporarily(String accountId, String reason, List<Duration> probeWaits, String refusedWith) {
        Parked parkedNow = parked(accountId, reason, probeWaits, refusedWith);
        begin(accountId, parkedNow, parked.merge(accountId, parkedNow, (before, unused) -> before));
    }

    private Parked parked(String accountId, String reason, List<Duration> probeWaits, String refusedWith) {
        Instant now = clock.instant();
        return new Parked(
                new ParkedAccount(accountId, reason, now, now.plus(probeWaits.get(0)), 0),
                new Object(),
                probeWaits,
                refusedWith);
    }

    private void begin(String accountId, Parked parkedNow, Parked after) {
        if (after.episode() == parkedNow.episode()) {
            Duration wait = after.wait(0);
            LOG.error(
                    "Account '{}' is parked, its messages wait; next try in {}: {}",
                    accountId,
                    Wait.words(wait),
                    after.account().reason());
            later(Duration.ZERO, () -> line.close(accountId));
            probeAfter(accountId, after.episode(), wait, Duration.ZERO);
        }
    }

    /**
     * Opens a parked account again; does nothing if it is not parked.
     *
     * @return whether it was parked
     */
    public boolean unpark(String accountId, String why) {
        boolean[] wasParked = {false};
        parked.computeIfPresent(accountId, (id, before) -> {
            // First: nobody is to take an attempt of the time before for one of now.
            opened.put(id, System.nanoTime());
            wasParked[0] = true;
            return null;
        });
        if (!wasParked[0]) {
            return false;
        }
        LOG.info("Account '{}' is no longer parked: {}", accountId, why);
        later(Duration.ZERO, () -> line.open(accountId));
        return true;
    }

    /** Opens an account's line anew after a while, so that the broker delivers again what was not settled. */
    public void recover(String accountId) {
        if (recovering.add(accountId)) {
            later(RECOVERY, () -> {
                recovering.remove(accountId);
                try {
                    line.close(accountId);
                } finally {
                    if (!parked.containsKey(accountId)) {
                        line.open(accountId);
                    }
                }
            });
        }
    }

    /** Parks and opens nothing more, and returns when what is under way has come to its end. */
    @Override
    public void close() {
        ExecutorShutdown.of(executor);
    }

    /**
     * @param left how long after the wait no message is tried again that the account has failed with
     */
    private void probeAfter(String accountId, Object episode, Duration wait, Duration left) {
        later(wait, () -> probe(accountId, episode, left));
    }

    private void later(Duration wait, Runnable task) {
        try {
            ScheduledFuture<?> unused = executor.schedule(
                    () -> {
                        try {
                            task.run();
                        } catch (RuntimeException e) {
                            LOG.error("Work on parked accounts failed", e);
                        }
                    },
                    wait.toMillis(),
                    TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("The gateway stops: the next start opens all accounts", e);
        }
    }

    private void probe(String accountId, Object episode, Duration left) {
        Parked before = parked.get(accountId);
        if (before == null || before.episode() != episode) {
            return;
        }
        int mostAlike =
                Math.min(MOST_ALIKE, 1 << Math.min(MOST_ALIKE, before.account().probes()));
        switch (tryOne(accountId, new AccountLine.Trial(left.isZero(), before.refusedWith(), mostAlike))) {
            case USABLE -> unpark(accountId, "a message got through");
            case NO_MESSAGE -> lookAgain(accountId, episode, left);
            case NOT_USABLE -> probeAfter(accountId, episode, stayParked(accountId, before), Duration.ZERO);
            // What comes meanwhile may get through.
            case STILL_NOT_USABLE -> lookAfter(accountId, episode, stayParked(accountId, before));
        }
    }

    private void lookAgain(String accountId, Object episode, Duration left) {
        if (left.isZero()) {
            nextProbe(accountId, episode, LOOK_FOR_MESSAGE, 0);
            probeAfter(accountId, episode, LOOK_FOR_MESSAGE, Duration.ZERO);
        } else {
            lookAfter(accountId, episode, left);
        }
    }

    /** Looks soon for a message that the account has not failed with; after this wait the others are tried, too. */
    private void lookAfter(String accountId, Object episode, Duration wait) {
        Duration look = wait.compareTo(LOOK_FOR_MESSAGE) < 0 ? wait : LOOK_FOR_MESSAGE;
        probeAfter(accountId, episode, look, wait.minus(look));
    }

    /** The wait until the next probe. */
    private Duration stayParked(String accountId, Parked before) {
        Parked now = parked.getOrDefault(accountId, before);
        Duration wait = now.wait(before.account().probes() + 1);
        LOG.warn("Account '{}' stays parked; next try in {}", accountId, Wait.words(wait));
        nextProbe(accountId, before.episode(), wait, 1);
        return wait;
    }

    private void nextProbe(String accountId, Object episode, Duration wait, int made) {
        Instant next = clock.instant().plus(wait);
        parked.computeIfPresent(
                accountId,
                (id, now) -> now.episode() == episode
                        ? new Parked(
                                now.account().withNextProbe(next, now.account().probes() + made),
                                episode,
                                now.waits(),
                                now.refusedWith())
                        : now);
    }

    private AccountLine.Probe tryOne(String accountId, AccountLine.Trial trial) {
        try {
            return line.probe(accountId, trial);
        } catch (RuntimeException e) {
            LOG.warn("Account '{}': no message could be tried: {}", accountId, e.getMessage());
            return AccountLine.Probe.NOT_USABLE;
        }
    }
}
