package io.staffetta.tokens;

import io.staffetta.ledger.Ledger;
import io.staffetta.ledger.store.LedgerAwayException;
import io.staffetta.ledger.store.LedgerCommand;
import io.staffetta.ledger.store.Sql;
import io.staffetta.thread.DaemonThreads;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Limits how many messages applications hand in: no more a minute than each may, and no more a day. A minute is counted
 * by each gateway for itself. A day is counted in the ledger, where what came since is added every {@value
 * #LOOK_SECONDS} s, so that several gateways know of each other's, and a restart forgets nothing but the last moments
 * before a crash. What is refused later, or came before, counts as well.
 *
 * <p>Thread-safe.
 */
public final class Quotas implements AutoCloseable {

    static final long LOOK_SECONDS = 2;

    private static final Logger LOG = LoggerFactory.getLogger(Quotas.class);
    private static final double MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private static final LedgerCommand<Added, Void> ADD = (connection, inputs) -> {
        for (Added added : inputs) {
            for (Map.Entry<String, Long> one : added.counts().entrySet()) {
                Sql.update(
                        connection,
                        "insert into application_day (name, day, messages) values (?, ?, ?) on conflict (name, day)"
                                + " do update set messages = application_day.messages + excluded.messages",
                        one.getKey(),
                        added.day(),
                        one.getValue());
            }
        }
        return Collections.nCopies(inputs.size(), null);
    };

    private final Ledger ledger;
    private final ZoneId zone;
    private final Clock clock;
    private final Map<String, Bucket> buckets = new HashMap<>();
    private final Map<String, Long> unwritten = new HashMap<>();
    private Map<String, Long> written = new HashMap<>();
    private String day;
    private final ScheduledExecutorService executor =
            Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("quotas"));

    private record Added(String day, Map<String, Long> counts) {}

    /**
     * Holds how many of a minute's messages are left, and when that was. Who asks for more than all of it at once waits
     * for a full one.
     */
    private static final class Bucket {
        private double left;
        private long at;
    }

    /**
     * Too many messages.
     *
     * @param code stable name of the limit
     * @param limit the limit
     * @param until in which time the next one may come
     */
    public record Excess(String code, long limit, Duration until) {}

    /**
     * @param zone where a day begins
     * @throws LedgerAwayException if it cannot be read
     */
    public Quotas(Ledger ledger, ZoneId zone) {
        this.ledger = ledger;
        this.zone = zone;
        clock = ledger.clock();
        day = today();
        written = ledger.read(connection -> ApplicationTable.counts(connection, day));
        ScheduledFuture<?> unused =
                executor.scheduleWithFixedDelay(this::write, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
    }

    /**
     * Counts messages of an application, if it may hand them in.
     *
     * @param paced whether its limit a minute counts: not where messages wait on a queue of their own
     * @return empty if it may; nothing is counted otherwise
     */
    public synchronized Optional<Excess> take(Application application, int messages, boolean paced) {
        turnDay();
        long today = written.getOrDefault(application.name(), 0L) + unwritten.getOrDefault(application.name(), 0L);
        if (application.perDay() != null && today + messages > application.perDay()) {
            return Optional.of(new Excess("daily_limit", application.perDay(), untilMidnight()));
        }
        if (paced && application.perMinute() != null) {
            Optional<Excess> excess = takeOfMinute(application, messages);
            if (excess.isPresent()) {
                return excess;
            }
        }
        unwritten.merge(application.name(), (long) messages, Long::sum);
        return Optional.empty();
    }

    /** How many messages an application has handed in today. */
    public synchronized long today(String application) {
        turnDay();
        return written.getOrDefault(application, 0L) + unwritten.getOrDefault(application, 0L);
    }

    private Optional<Excess> takeOfMinute(Application application, int messages) {
        double most = application.perMinute();
        long now = System.nanoTime();
        Bucket bucket = buckets.computeIfAbsent(application.name(), name -> full(most, now));
        bucket.left = Math.min(most, bucket.left + (now - bucket.at) * most / MINUTE_NANOS);
        bucket.at = now;
        double needed = Math.min(messages, most);
        if (bucket.left < needed) {
            long wait = (long) Math.ceil((needed - bucket.left) * MINUTE_NANOS / most);
            return Optional.of(new Excess("rate_limit", application.perMinute(), Duration.ofNanos(wait)));
        }
        bucket.left -= messages;
        return Optional.empty();
    }

    private static Bucket full(double most, long now) {
        Bucket bucket = new Bucket();
        bucket.left = most;
        bucket.at = now;
        return bucket;
    }

    private void turnDay() {
        String today = today();
        if (!today.equals(day)) {
            // What is not written yet counts for the new day: a few messages about midnight.
            day = today;
            written = new HashMap<>();
        }
    }

    private String today() {
        return LocalDate.ofInstant(clock.instant(), zone).toString();
    }

    private Duration untilMidnight() {
        return Duration.between(
                clock.instant(),
                LocalDate.ofInstant(clock.instant(), zone)
                        .plusDays(1)
                        .atStartOfDay(zone)
                        .toInstant());
    }

    void write() {
        try {
            Added added;
            synchronized (this) {
                turnDay();
                added = new Added(day, Map.copyOf(unwritten));
            }
            if (!added.counts().isEmpty()) {
                Ledger.await(ledger.submit(ADD, added));
            }
            Map<String, Long> now = ledger.read(connection -> ApplicationTable.counts(connection, added.day()));
            synchronized (this) {
                added.counts()
                        .forEach((name, count) -> unwritten.compute(
                                name, (any, left) -> left == null || left <= count ? null : left - count));
                if (day.equals(added.day())) {
                    written = now;
                }
            }
        } catch (LedgerAwayException e) {
            LOG.debug("Messages of applications are counted in memory while the ledger is away", e);
        } catch (RuntimeException e) {
            LOG.error("The daily counts of applications cannot be read or written: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
        write();
    }
}
