package io.staffetta.delivery;

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
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the accounts that cannot be used. Their messages stay on their queues, and cost neither thread nor memory. A
 * parked account is opened again by a change of the configuration, by a command, or when a probe, one of its messages,
 * gets through; probes come after growing waits.
 *
 * <p>Thread-safe.
 */
public final class Parking implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Parking.class);
    private static final Duration RECOVERY = Duration.ofSeconds(5);
    private static final Duration LOOK_FOR_MESSAGE = Duration.ofSeconds(5);

    /** An account, and the one time of being parked that its probes belong to. */
    private record Parked(ParkedAccount account, Object episode, List<Duration> waits) {

        Duration wait(int probes) {
            return waits.get(Math.min(probes, waits.size() - 1));
        }
    }

    private final Map<String, Parked> parked = new ConcurrentHashMap<>();
    private final Set<String> recovering = ConcurrentHashMap.newKeySet();
    private final List<Duration> waits;
    private final AccountLine line;
    private final ScheduledExecutorService executor;
    private final Clock clock;

    /**
     * @param waits waits before each probe; the last one is repeated
     * @param line opens and closes accounts; called from {@code executor} alone
     * @param executor one thread; shut down by {@link #close()}, and should then forget what waits for its time
     * @param clock tells the time
     */
    public Parking(List<Duration> waits, AccountLine line, ScheduledExecutorService executor, Clock clock) {
        this.waits = List.copyOf(waits);
        this.line = line;
        this.executor = executor;
        this.clock = clock;
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

    /** Parks an account. One that is parked already stays so, with the new reason. */
    public void park(String accountId, String reason) {
        Parked parkedNow = parked(accountId, reason, waits);
        Parked after = parked.merge(
                accountId,
                parkedNow,
                (before, unused) -> new Parked(before.account().withReason(reason), before.episode(), waits));
        begin(accountId, parkedNow, after);
    }

    /**
     * Parks an account for a reason that soon may be gone. One that is parked already stays as it is.
     *
     * @param probeWaits waits before each probe; the last one is repeated
     */
    public void hold(String accountId, String reason, List<Duration> probeWaits) {
        Parked parkedNow = parked(accountId, reason, probeWaits);
        begin(accountId, parkedNow, parked.merge(accountId, parkedNow, (before, unused) -> before));
    }

    private Parked parked(String accountId, String reason, List<Duration> probeWaits) {
        Instant now = clock.instant();
        return new Parked(
                new ParkedAccount(accountId, reason, now, now.plus(probeWaits.get(0)), 0), new Object(), probeWaits);
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
            probeAfter(accountId, after.episode(), wait);
        }
    }

    /**
     * Opens a parked account again; does nothing if it is not parked.
     *
     * @return whether it was parked
     */
    public boolean unpark(String accountId, String why) {
        if (parked.remove(accountId) == null) {
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
        OrderlyEnd.of(executor);
    }

    private void probeAfter(String accountId, Object episode, Duration wait) {
        later(wait, () -> probe(accountId, episode));
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

    private void probe(String accountId, Object episode) {
        Parked before = parked.get(accountId);
        if (before == null || before.episode() != episode) {
            return;
        }
        switch (tryOne(accountId)) {
            case USABLE -> unpark(accountId, "a message got through");
            case NO_MESSAGE -> stayParked(accountId, episode, before.account().probes(), LOOK_FOR_MESSAGE);
            case NOT_USABLE -> {
                int probes = before.account().probes() + 1;
                Parked now = parked.getOrDefault(accountId, before);
                Duration wait = now.wait(probes);
                LOG.warn("Account '{}' stays parked; next try in {}", accountId, Wait.words(wait));
                stayParked(accountId, episode, probes, wait);
            }
        }
    }

    private void stayParked(String accountId, Object episode, int probes, Duration wait) {
        Instant next = clock.instant().plus(wait);
        parked.computeIfPresent(
                accountId,
                (id, now) -> now.episode() == episode
                        ? new Parked(now.account().withNextProbe(next, probes), episode, now.waits())
                        : now);
        probeAfter(accountId, episode, wait);
    }

    private AccountLine.Probe tryOne(String accountId) {
        try {
            return line.probe(accountId);
        } catch (RuntimeException e) {
            LOG.warn("Account '{}': no message could be tried: {}", accountId, e.getMessage());
            return AccountLine.Probe.NOT_USABLE;
        }
    }
}
