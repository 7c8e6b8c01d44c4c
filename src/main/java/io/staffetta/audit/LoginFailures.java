package io.staffetta.audit;

import io.staffetta.access.Caller;
import io.staffetta.thread.DaemonThreads;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Writes down who could not log in: of each address the first failure at once, and how many there were besides in the minute
 * after it. Of more than {@value #MOST_ADDRESSES} addresses a minute the others are counted together, so that a flood of them
 * does not fill the disk.
 *
 * <p>Thread-safe; waits for nothing.
 */
public final class LoginFailures implements AutoCloseable {

    /** Most addresses that are told apart in a minute. */
    static final int MOST_ADDRESSES = 20;

    private static final String OTHERS = "others";

    private final AuditTrail trail;
    private final Map<Key, Long> counts = new HashMap<>();
    private final ScheduledExecutorService executor =
            Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("login-failures"));

    private record Key(String door, String address) {}

    public LoginFailures(AuditTrail trail) {
        this.trail = trail;
        ScheduledFuture<?> unused = executor.scheduleWithFixedDelay(this::tell, 1, 1, TimeUnit.MINUTES);
    }

    /**
     * Somebody could not log in.
     *
     * @param door where, such as {@code http}
     * @param address where he came from, without a port
     */
    public void failed(String door, String address) {
        Key key = new Key(door, address);
        synchronized (counts) {
            if (!counts.containsKey(key) && counts.size() >= MOST_ADDRESSES) {
                key = new Key(door, OTHERS);
            }
            if (counts.merge(key, 1L, Long::sum) > 1) {
                return;
            }
        }
        note(key, 1);
    }

    /** Writes down how many there were since. */
    void tell() {
        Map<Key, Long> last;
        synchronized (counts) {
            last = Map.copyOf(counts);
            counts.clear();
        }
        last.forEach((key, count) -> {
            if (count > 1) {
                note(key, count - 1);
            }
        });
    }

    private void note(Key key, long count) {
        trail.noteLater(new AuditEntry(
                new Caller("", null, key.address()),
                "login.fail",
                key.door(),
                Map.of("count", Long.toString(count)),
                ""));
    }

    @Override
    public void close() {
        executor.shutdownNow();
        tell();
    }
}
