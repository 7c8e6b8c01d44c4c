package io.staffetta.operations;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.staffetta.account.Account;
import io.staffetta.account.CurrentAccounts;
import io.staffetta.delivery.parking.Breakers;
import io.staffetta.delivery.parking.Parking;
import io.staffetta.ledger.Ledger;
import io.staffetta.ledger.figures.Figures;
import io.staffetta.thread.DaemonThreads;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the gateway while it runs, for operators: figures, metrics, one line a minute. Nothing waits for it.
 *
 * <p>Thread-safe once it is started.
 */
public final class Monitoring implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Monitoring.class);
    private static final long LOOK_SECONDS = 2;
    private static final Duration FIGURES_EVERY = Duration.ofSeconds(3);

    private final MeterRegistry meters;
    private final AttemptMetrics attempts;
    private final TallyCounter tally;
    private final Clock clock;
    private final ScheduledExecutorService executor =
            Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("monitoring"));
    private Ledger ledger;
    private FigureSampler sampler;
    private FigureMetrics figureMetrics;
    private DiskMetrics disk;
    private MinuteLine minute;
    private Supplier<Map<String, Long>> queues;
    private volatile Supplier<Map<String, Instant>> certificates = Map::of;

    /**
     * @param meters what is told
     */
    public Monitoring(MeterRegistry meters, Clock clock) {
        this.meters = meters;
        this.clock = clock;
        attempts = new AttemptMetrics(meters, clock);
        tally = new TallyCounter(clock);
    }

    /** Counts what is done by minutes and hours. */
    public TallyCounter tally() {
        return tally;
    }

    /** Is told how attempts end. */
    public AttemptMetrics attempts() {
        return attempts;
    }

    /** Counts a question for a delivery report. */
    public void asked(String account, boolean answered) {
        Counter.builder("staffetta.reports.asked")
                .description("Questions to providers what became of messages")
                .tags(Tags.of("account", account, "answered", Boolean.toString(answered)))
                .register(meters)
                .increment();
    }

    /**
     * Tells from now on when certificates end.
     *
     * @param ends the ends by the names of the certificates; is asked now and then
     */
    public void certificates(Supplier<Map<String, Instant>> ends) {
        certificates = ends;
    }

    /**
     * Knows from now on what to look at.
     *
     * @param metrics counts outcomes
     * @param taken how many messages were taken in
     * @param depths messages on the queues of the embedded broker; empty where the broker is another
     * @param data the data folder
     */
    public void watch(
            Metrics metrics,
            LongSupplier taken,
            CurrentAccounts accounts,
            Parking parking,
            Breakers breakers,
            Ledger ledger,
            Supplier<Map<String, Long>> depths,
            Path data) {
        queues = depths;
        this.ledger = ledger;
        tally.taken(taken);
        sampler = new FigureSampler(ledger, clock, FIGURES_EVERY);
        figureMetrics = new FigureMetrics(meters, accounts, parking, breakers);
        disk = new DiskMetrics(meters, data, clock);
        minute = new MinuteLine(
                () -> metrics.totals(taken.getAsLong()), sampler::current, queues, () -> parked(accounts, parking));
    }

    /** When certificates end, by their names. */
    public Map<String, Instant> certificateEnds() {
        return certificates.get();
    }

    /** The figures of the ledger that were read last. Does not wait. */
    public Figures figures() {
        return sampler.current();
    }

    private static Collection<String> parked(CurrentAccounts accounts, Parking parking) {
        return accounts.get().byId().values().stream()
                .filter(account -> account.enabled() && !parking.isOpen(account.id()))
                .map(Account::id)
                .sorted()
                .toList();
    }

    /** Begins to look. */
    public void start() {
        ScheduledFuture<?> unused =
                executor.scheduleWithFixedDelay(() -> attempt(this::look), 0, LOOK_SECONDS, TimeUnit.SECONDS);
        ScheduledFuture<?> unusedToo = executor.scheduleWithFixedDelay(() -> attempt(minute), 1, 1, TimeUnit.MINUTES);
    }

    private void look() {
        tally.write(ledger);
        if (sampler.look()) {
            figureMetrics.tell(sampler.current(), queues.get());
            disk.tell(certificates.get());
        }
    }

    private static void attempt(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            // What is thrown here would end the looking for good.
            LOG.warn("The figures of the gateway cannot be read now: {}", e.toString());
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
