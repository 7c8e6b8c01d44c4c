package io.staffetta.bench.load;

import io.staffetta.bench.load.Arrivals.Counts;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * What one run of messages through a gateway was like.
 *
 * @param perSecond messages a second, from the first request until the last message was at the provider
 * @param doorPerSecond messages a second that its HTTP door took
 * @param cpuMillis processor time of the gateway for each message, in milliseconds, until it was idle again
 * @param residentMib memory in use after it, in MiB
 * @param mostInFlight most submissions at once
 * @param isSound whether every message was at the provider once, and nothing else
 */
public record SideRun(
        double perSecond, double doorPerSecond, double cpuMillis, long residentMib, int mostInFlight, boolean isSound) {

    private static final Duration STALL = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration IDLE = Duration.ofMillis(40);
    private static final int LOOKS = 40;

    /** Runs messages with numbers that were not used before through a gateway that is idle, and waits until it is again. */
    public static SideRun of(Side side, ProviderStub stub, long first, long count) throws IOException {
        stub.reset();
        Duration before = side.use().cpu();
        HttpInjector.Result injected = side.inject(first, count);
        Counts arrived = stub.awaitCount(count, STALL);
        Duration after = awaitIdle(side);
        Counts counts = stub.counts();
        SideRun run = new SideRun(
                count * (double) TimeUnit.SECONDS.toNanos(1) / (arrived.last() - injected.begun()),
                injected.perSecond(),
                after.minus(before).toNanos() / 1e6 / count,
                side.use().residentMib(),
                counts.mostInFlight(),
                counts.isExactlyOnce(count) && injected.isAllTaken());
        if (!run.isSound()) {
            System.err.println("NOT EACH MESSAGE ONCE: " + side.name() + ", " + count + " messages from number " + first
                    + ": " + injected + ", " + counts);
        }
        return run;
    }

    /** The same, of which not every message was at the provider once. */
    public SideRun unsound() {
        return new SideRun(perSecond, doorPerSecond, cpuMillis, residentMib, mostInFlight, false);
    }

    /** Waits, up to 20 s, until the processes use less than 8 % of a processor. Returns what they have used until then. */
    public static Duration awaitIdle(Side side) {
        Duration used = side.use().cpu();
        for (int i = 0; i < LOOKS; i++) {
            long end = System.nanoTime() + LOOK.toNanos();
            while (System.nanoTime() - end < 0) {
                LockSupport.parkNanos(end - System.nanoTime());
            }
            Duration now = side.use().cpu();
            if (now.minus(used).compareTo(IDLE) < 0) {
                return now;
            }
            used = now;
        }
        return used;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%.0f messages/s, door %.0f/s, %.2f ms CPU a message, %d MiB, %d in flight%s",
                perSecond,
                doorPerSecond,
                cpuMillis,
                residentMib,
                mostInFlight,
                isSound ? "" : ", NOT EACH ONCE");
    }
}
