package io.staffetta.gateway;

import io.staffetta.account.CurrentAccounts;
import io.staffetta.delivery.ExecutorShutdown;
import io.staffetta.delivery.outcome.OutcomeEvents;
import io.staffetta.delivery.outcome.ReportPolling;
import io.staffetta.delivery.outcome.ReportSchedule;
import io.staffetta.ledger.Ledger;
import io.staffetta.logging.RepeatedFaults;
import io.staffetta.provider.wire.DeliveryReports;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.apache.camel.CamelContext;

/** Asks for delivery reports while the gateway runs. */
final class Reporting implements AutoCloseable {

    private static final long PAUSE_SECONDS = 1;

    /** At once, of all accounts: each takes a thread, and one that hangs takes as long as the time-outs say. */
    private static final int MOST_QUESTIONS = 256;

    private final ScheduledExecutorService executor =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "delivery-reports"));
    private final ThreadPoolExecutor questions = new ThreadPoolExecutor(
            0, MOST_QUESTIONS, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), Reporting::daemon);
    private final ReportPolling polling;

    /**
     * Begins to ask.
     *
     * @param mine whether this node is the one to ask
     * @param faults what comes again and again; told from here when it is time
     * @param perSecond most questions to the provider of one account in a second
     * @param asked is told of each question, see {@link ReportPolling.Asking}
     */
    Reporting(
            CamelContext camel,
            Ledger ledger,
            ReportSchedule schedule,
            CurrentAccounts accounts,
            OutcomeEvents events,
            BooleanSupplier mine,
            RepeatedFaults faults,
            Clock clock,
            int perSecond,
            BiConsumer<String, Boolean> asked) {
        DeliveryReports reports = camel.getRegistry().lookupByNameAndType("deliveryReports", DeliveryReports.class);
        polling = new ReportPolling(
                ledger,
                reports,
                schedule,
                accounts,
                events,
                camel.createProducerTemplate(),
                mine,
                faults,
                clock,
                new ReportPolling.Asking(perSecond, questions, asked));
        ScheduledFuture<?> unused =
                executor.scheduleWithFixedDelay(polling, PAUSE_SECONDS, PAUSE_SECONDS, TimeUnit.SECONDS);
        ScheduledFuture<?> unusedToo = executor.scheduleWithFixedDelay(faults::sweep, 1, 1, TimeUnit.MINUTES);
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "delivery-report");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        polling.stop();
        ExecutorShutdown.of(executor);
        ExecutorShutdown.of(questions);
    }
}
