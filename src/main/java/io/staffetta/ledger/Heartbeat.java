package io.staffetta.ledger;

import io.staffetta.ledger.slots.SharedSlots;
import io.staffetta.ledger.store.GroupCommit;
import io.staffetta.thread.DaemonThreads;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Renews every 2 s what this process has in the ledger for a time only: its sign of life, its leases and its slots; and reads
 * whether sending is on hold.
 *
 * <p>Thread-safe.
 */
final class Heartbeat implements AutoCloseable {

    private static final long PERIOD_MILLIS = 2000;
    private static final long SILENCE_SECONDS = 15;

    private final GroupCommit commits;
    private final Nodes nodes;
    private final SendingHold sending;
    private final DeadLetterLeases leases;
    private final Optional<SharedSlots> slots;
    private final ScheduledExecutorService executor =
            Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("ledger-heartbeat"));
    private volatile long beaten = System.nanoTime();

    Heartbeat(
            GroupCommit commits,
            Nodes nodes,
            SendingHold sending,
            DeadLetterLeases leases,
            Optional<SharedSlots> slots) {
        this.commits = commits;
        this.nodes = nodes;
        this.sending = sending;
        this.leases = leases;
        this.slots = slots;
    }

    void start() {
        ScheduledFuture<?> unused =
                executor.scheduleWithFixedDelay(this::beat, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
        slots.ifPresent(this::lookAfter);
    }

    private void beat() {
        CompletableFuture<Void> unused = commits.submit(nodes, 0L).thenRun(() -> {
            beaten = System.nanoTime();
            nodes.tellSilence();
        });
        CompletableFuture<Void> unusedToo = commits.submit(sending.look, 0L);
        leases.renew();
        renewSlots();
    }

    private void lookAfter(SharedSlots shared) {
        long millis = SharedSlots.LOOK.toMillis();
        ScheduledFuture<?> unused = executor.scheduleWithFixedDelay(
                () -> {
                    if (shared.areHeld()) {
                        CompletableFuture<Void> unusedToo = commits.submit(shared.look, 0L);
                    }
                },
                millis,
                millis,
                TimeUnit.MILLISECONDS);
    }

    /** Renews the slots at once. */
    void renewSlots() {
        slots.ifPresent(shared -> {
            CompletableFuture<Void> unused = commits.submit(shared.renew, 0L);
        });
    }

    /** That the ledger has not answered for 15 s or longer, in words; else empty. */
    Optional<String> silence() {
        long silent = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - beaten);
        return silent > SILENCE_SECONDS ? Optional.of("it has not answered for " + silent + " s") : Optional.empty();
    }

    /** Renews nothing any more. */
    @Override
    public void close() {
        executor.shutdownNow();
    }
}
