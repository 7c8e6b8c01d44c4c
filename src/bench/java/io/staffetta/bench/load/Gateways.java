package io.staffetta.bench.load;

import static org.awaitility.Awaitility.await;

import io.staffetta.bench.load.Arrivals.Counts;
import io.staffetta.it.support.GatewayProcess;
import io.staffetta.it.support.ProcessUse;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;

/**
 * Gateways that work together, and messages for them, each with a number of its own: from a queue to a provider. They live
 * through several measurements. Their files go when they are closed, unless a message was lost or came twice.
 */
public final class Gateways implements AutoCloseable {

    /** Longest wait for the next message. */
    public static final Duration STALL = Duration.ofSeconds(60);

    /** What the gateway does with a message after its provider has it: ledger and acknowledgement. */
    private static final Duration SETTLING = Duration.ofMillis(700);

    private static final double NANOS_A_MILLI = 1e6;

    private static final long LOOK_MILLIS = 200;

    private final List<GatewayProcess> all;
    private final Producers.Connecting connecting;
    private final ProviderStub stub;
    private final LongFunction<String> account;
    private boolean wrong;

    /**
     * @param all 1 or more; started before the first measurement
     * @param connecting how programs reach their broker
     * @param stub where all their accounts send to
     * @param account of the message with a number
     */
    public Gateways(
            List<GatewayProcess> all,
            Producers.Connecting connecting,
            ProviderStub stub,
            LongFunction<String> account) {
        this.all = List.copyOf(all);
        this.connecting = connecting;
        this.stub = stub;
        this.account = account;
    }

    /** One gateway with its own broker and ledger, and an account for all messages. */
    public static Gateways ofOne(GatewayProcess gateway, ProviderStub stub, String account) {
        return new Gateways(List.of(gateway), gateway::connect, stub, number -> account);
    }

    /**
     * What one run gave.
     *
     * @param flow from the first put, or from readiness, to the provider
     * @param cpuMillis processor time of all gateways for each message, in ms
     * @param residentMib of all gateways, afterwards
     * @param threads most of all gateways, while it went on
     * @param counts what the provider saw
     */
    public record Measure(Flow flow, double cpuMillis, double residentMib, double threads, Counts counts) {

        /** Whether every message came, and none twice. */
        public boolean isExactlyOnce() {
            return counts.isExactlyOnce(flow.messages());
        }
    }

    /** A new process with what all measurements have in common; not started. */
    public static GatewayProcess process(ProviderStub stub, String heap) {
        // Questions for delivery reports would come to the stub after a minute, and be counted there.
        return new GatewayProcess(stub.url())
                .heap(heap)
                // As bin/staffetta has it.
                .environment("MALLOC_ARENA_MAX", "2")
                .environment("MALLOC_MMAP_THRESHOLD_", "30000")
                .with("staffetta.reports.delays", "24h");
    }

    /**
     * Puts messages, and waits until the provider has all of them.
     *
     * @param from number of the first one; no number twice in the life of a ledger
     */
    public Measure live(long from, long messages, Batching batching) throws JMSException, InterruptedException {
        stub.reset();
        Duration before = use().cpu();
        long begun = new Producers(connecting, "sms.outbound", number -> Bodies.json(number, account.apply(number)))
                .put(from, messages, batching);
        return finish(messages, begun, before);
    }

    /**
     * Waits until the provider has messages that are on the queues.
     *
     * @param begun when the time began, from {@link System#nanoTime()}
     * @param before processor time that the gateways had used then
     */
    public Measure finish(long messages, long begun, Duration before) {
        long threads = mostThreads(() -> stub.awaitCount(messages, STALL));
        await().pollDelay(SETTLING).until(() -> true);
        ProcessUse after = use();
        Counts counts = stub.counts();
        double cpu = after.cpu().minus(before).toNanos() / NANOS_A_MILLI / messages;
        return new Measure(
                new Flow(messages, begun, counts.first(), counts.last()), cpu, after.residentMib(), threads, counts);
    }

    private long mostThreads(Runnable wait) {
        AtomicLong most = new AtomicLong();
        ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor();
        try {
            ScheduledFuture<?> unused = looks.scheduleWithFixedDelay(
                    () -> most.accumulateAndGet(use().threads(), Math::max), 0, LOOK_MILLIS, TimeUnit.MILLISECONDS);
            wait.run();
        } finally {
            looks.shutdownNow();
        }
        return most.get();
    }

    /** What all of them have used together. */
    public ProcessUse use() {
        return all.stream().map(GatewayProcess::use).reduce(ProcessUse::plus).orElseThrow();
    }

    @Override
    public void close() {
        for (GatewayProcess gateway : all) {
            if (gateway.process() != null) {
                gateway.kill();
            }
            gateway.close();
            if (wrong) {
                System.err.println("What went wrong can be looked up in " + gateway.home());
            } else {
                delete(gateway.home());
            }
        }
    }

    private static void delete(Path folder) {
        try {
            Folders.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
