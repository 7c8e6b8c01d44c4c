package io.staffetta.gateway;

import io.staffetta.delivery.outcome.OutcomeEvents;
import io.staffetta.delivery.outcome.OutcomeLog;
import io.staffetta.delivery.outcome.ReportPolling;
import io.staffetta.delivery.outcome.ReportSchedule;
import io.staffetta.gateway.settings.ReportSettings;
import io.staffetta.logging.RepeatedFaults;
import io.staffetta.provider.table.ProviderWires;
import io.staffetta.provider.wire.DeliveryReports;
import io.staffetta.thread.DaemonThreads;
import io.staffetta.thread.ExecutorShutdown;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/** Wires outcome events, and the polling of delivery reports. */
final class OutcomeConfiguration implements AutoCloseable {

    private static final long PAUSE_SECONDS = 1;

    /** For what comes before and after questions. No thread waits for a provider. */
    private static final int THREADS = 2;

    private final Foundation on;
    private final OutcomeEvents events;
    private final RepeatedFaults faults = new RepeatedFaults();
    private final ReportSchedule schedule;
    private final ScheduledExecutorService executor =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "delivery-reports"));
    private final ThreadPoolExecutor questions = new ThreadPoolExecutor(
            THREADS,
            THREADS,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            DaemonThreads.named("delivery-report"));
    private final BiConsumer<String, Boolean> asked;
    private ReportPolling polling;

    /**
     * @param asked is told of each question, see {@link ReportPolling.Asking}
     */
    OutcomeConfiguration(Foundation on, BiConsumer<String, Boolean> asked) {
        this.on = on;
        this.asked = asked;
        questions.allowCoreThreadTimeOut(true);
        ReportSettings settings = on.settings().reports();
        events = new OutcomeEvents(on.clock());
        schedule = new ReportSchedule(
                new ProviderWires(on.providers().all())::offersReports, settings.delays(), settings.giveUpAfter());
        on.bind("outcomeEvents", events);
        on.bind("outcomeLog", new OutcomeLog(faults));
    }

    OutcomeEvents events() {
        return events;
    }

    /** What comes again and again, and is not told each time. */
    RepeatedFaults faults() {
        return faults;
    }

    /** When the provider is asked about a message. */
    ReportSchedule schedule() {
        return schedule;
    }

    /** Asks for delivery reports from now on, and tells from time to time what came again and again. */
    void start() {
        DeliveryReports reports =
                on.camel().getRegistry().lookupByNameAndType("deliveryReports", DeliveryReports.class);
        polling = new ReportPolling(
                on.ledger(),
                reports,
                schedule,
                on.accounts(),
                events,
                on.template(),
                this::isToAsk,
                faults,
                on.clock(),
                new ReportPolling.Asking(on.settings().reports().perSecond(), questions, asked));
        ScheduledFuture<?> unused =
                executor.scheduleWithFixedDelay(polling, PAUSE_SECONDS, PAUSE_SECONDS, TimeUnit.SECONDS);
        ScheduledFuture<?> unusedToo = executor.scheduleWithFixedDelay(faults::sweep, 1, 1, TimeUnit.MINUTES);
    }

    /** Of several gateways one asks for delivery reports. */
    private boolean isToAsk() {
        return on.ledger().isAvailable() && on.ledger().jobs().take("delivery-reports");
    }

    @Override
    public void close() {
        if (polling != null) {
            polling.stop();
        }
        ExecutorShutdown.of(executor);
        ExecutorShutdown.of(questions);
    }
}
