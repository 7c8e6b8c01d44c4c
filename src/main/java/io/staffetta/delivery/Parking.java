package io.staffetta.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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

    private final Map<String, ParkedAccount> parked = new ConcurrentHashMap<>();
    private final Set<String> recovering = ConcurrentHashMap.newKeySet();
    private final List<Duration> waits;
    private final AccountLine line;
    private final ScheduledExecutorService executor;
    private final Clock clock;

    /**
     * @param waits waits before each probe; the last one is repeated
     * @param line opens and closes accounts; called from {@code executor} alone
     * @param executor one thread; shut down by {@link #close()}
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
        return List.copyOf(parked.values());
    }

    /** Why and since when an account is parked, if it is. */
    public Optional<ParkedAccount> find(String accountId) {
        return Optional.ofNullable(parked.get(accountId));
    }

    /** Whether an account is not parked. */
    public boolean isOpen(String accountId) {
        return !parked.containsKey(accountId);
    }

    /** Parks an account. One that is parked already stays so, with the new reason. */
    public void park(String accountId, String reason) {
        ParkedAccount before = parked.get(accountId);
        int probes = before == null ? 0 : before.probes();
        Duration wait = waits.get(Math.min(probes, waits.size() - 1));
        Instant now = clock.instant();
        Instant since = before == null ? now : before.since();
        parked.put(accountId, new ParkedAccount(accountId, reason, since, now.plus(wait), probes));
        if (before == null) {
            LOG.error("Account '{}' is parked, its messages wait; next try in {}: {}", accountId, wait, reason);
            executor.execute(() -> line.close(accountId));
            probeAfter(accountId, wait);
        }
    }

    /** Opens a parked account again; does nothing if it is not parked. */
    public void unpark(String accountId, String why) {
        if (parked.remove(accountId) != null) {
            LOG.info("Account '{}' is no longer parked: {}", accountId, why);
            executor.execute(() -> line.open(accountId));
        }
    }

    /** Opens an account's line anew after a while, so that the broker delivers again what was not settled. */
    public void recover(String accountId) {
        if (recovering.add(accountId)) {
            later(RECOVERY, () -> {
                recovering.remove(accountId);
                line.close(accountId);
                if (!parked.containsKey(accountId)) {
                    line.open(accountId);
                }
            });
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }

    private void probeAfter(String accountId, Duration wait) {
        later(wait, () -> probe(accountId));
    }

    private void later(Duration wait, Runnable task) {
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
    }

    private void probe(String accountId) {
        ParkedAccount account = parked.get(accountId);
        if (account == null) {
            return;
        }
        switch (tryOne(accountId)) {
            case USABLE -> unpark(accountId, "a message got through");
            case NO_MESSAGE -> probeAfter(accountId, LOOK_FOR_MESSAGE);
            case NOT_USABLE -> {
                int probes = account.probes() + 1;
                Duration wait = waits.get(Math.min(probes, waits.size() - 1));
                parked.computeIfPresent(
                        accountId,
                        (id, now) -> new ParkedAccount(
                                id, now.reason(), now.since(), clock.instant().plus(wait), probes));
                LOG.warn("Account '{}' stays parked; next try in {}", accountId, wait);
                probeAfter(accountId, wait);
            }
        }
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
