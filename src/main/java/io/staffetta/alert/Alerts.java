package io.staffetta.alert;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.staffetta.language.Phrase;
import io.staffetta.ledger.Ledger;
import io.staffetta.thread.DaemonThreads;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Raises and ends the alerts of a gateway, and tells the receivers. Neither takes anything from sending: they have
 * threads of their own, and only look.
 *
 * <p>Thread-safe.
 */
public final class Alerts implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Alerts.class);
    private static final long LOOK_SECONDS = 5;
    private static final long TEST_SECONDS = 25;

    private final String node;
    private final AlertWatch watch;
    private final List<ReceiverLine> receivers;
    private final AtomicBoolean testing = new AtomicBoolean();
    private volatile long firing;
    private final ScheduledExecutorService executor =
            Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("alerts"));

    /**
     * Somebody who is told.
     *
     * @param name by which way
     * @param to where
     * @param sent when something was told last; {@code null} for never
     * @param failed when that failed, if it was the last time; else {@code null}
     * @param failure why
     * @param waiting how many alerts are to be told yet
     */
    public record Receiver(String name, String to, Instant sent, Instant failed, Phrase failure, int waiting) {}

    /**
     * Holds the result of a test alert.
     *
     * @param name by which way
     * @param to where
     * @param failure why it failed; empty if it was told
     */
    public record Tested(String name, String to, Phrase failure) {}

    /**
     * @param repeat after which an alert that goes on is told again
     * @param receivers who is told
     * @param meters is told of alerts, too
     */
    public Alerts(
            AlertLimits limits,
            Watched watched,
            Ledger ledger,
            Duration repeat,
            List<AlertReceiver> receivers,
            MeterRegistry meters,
            Clock clock) {
        node = ledger.nodes().name(ledger.node());
        this.receivers = receivers.stream()
                .map(receiver -> new ReceiverLine(
                        receiver, (name, told) -> count(meters, name, told), ReceiverLine.AGAIN, clock))
                .toList();
        watch = new AlertWatch(
                new Conditions(limits, watched, node, clock),
                ledger,
                node,
                repeat,
                notice -> this.receivers.forEach(line -> line.tell(notice)),
                clock);
        receivers.forEach(receiver -> {
            counter(meters, receiver.name(), true);
            counter(meters, receiver.name(), false);
        });
        Gauge.builder("staffetta.alerts", this, alerts -> alerts.firing)
                .description("Alerts that hold now")
                .strongReference(true)
                .register(meters);
    }

    private static void count(MeterRegistry meters, String receiver, boolean told) {
        counter(meters, receiver, told).increment();
    }

    private static Counter counter(MeterRegistry meters, String receiver, boolean told) {
        return Counter.builder("staffetta.alerts.told")
                .description("Notices to receivers of alerts")
                .tags(Tags.of("receiver", receiver, "told", Boolean.toString(told)))
                .register(meters);
    }

    /**
     * Begins to look.
     *
     * @param warns whether to say so if nobody would be told
     */
    public void start(boolean warns) {
        if (warns && !reachAnybody()) {
            LOG.warn("Alerts reach nobody but this log: set staffetta.alerts.webhook.url, .mail.to or .sms.to");
        }
        ScheduledFuture<?> unused =
                executor.scheduleWithFixedDelay(this::look, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
    }

    private void look() {
        try {
            watch.run();
            firing = watch.all().stream().filter(alert -> alert.ended() == null).count();
        } catch (RuntimeException e) {
            // What is thrown here would end the looking for good.
            LOG.error("The conditions of alerts cannot be checked: {}", e.toString());
        }
    }

    /** Whether anybody is told. */
    public boolean reachAnybody() {
        return !receivers.isEmpty();
    }

    /** Alerts that hold, or ended within a day; the newest first. */
    public List<Alert> all() {
        return watch.all();
    }

    /** Who is told, and how that goes. */
    public List<Receiver> receivers() {
        return receivers.stream()
                .map(line -> new Receiver(
                        line.receiver().name(),
                        line.receiver().to(),
                        line.state().sent(),
                        line.state().failed(),
                        line.state().failure(),
                        line.waiting()))
                .toList();
    }

    /**
     * Tells everybody that this is a test. Takes up to 25 s.
     *
     * @return what came of it for each
     * @throws IllegalStateException if another test is under way
     */
    public List<Tested> test() {
        if (!testing.compareAndSet(false, true)) {
            throw new IllegalStateException("Another test of the alerts is under way");
        }
        try {
            List<CompletableFuture<Phrase>> results = new ArrayList<>();
            for (ReceiverLine line : receivers) {
                results.add(line.test(Notice.test(node))
                        .completeOnTimeout(
                                Phrase.of("it did not answer within {0} s", TEST_SECONDS),
                                TEST_SECONDS,
                                TimeUnit.SECONDS));
            }
            List<Tested> tested = new ArrayList<>();
            for (int i = 0; i < results.size(); i++) {
                AlertReceiver receiver = receivers.get(i).receiver();
                tested.add(new Tested(
                        receiver.name(), receiver.to(), results.get(i).join()));
            }
            return tested;
        } finally {
            testing.set(false);
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
        receivers.forEach(ReceiverLine::close);
    }
}
