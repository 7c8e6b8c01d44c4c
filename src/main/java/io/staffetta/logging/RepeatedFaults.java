package io.staffetta.logging;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/**
 * Logs faults of one kind once, and then once an hour how many more there were. For what comes again with each message and is not
 * about the message.
 *
 * <p>Thread-safe.
 */
public final class RepeatedFaults {

    private static final long HOUR_NANOS = Duration.ofHours(1).toNanos();
    /** Kinds that are remembered. Of one that is forgotten the next fault is told at once. */
    private static final int MOST = 1000;

    private final Map<String, Kind> kinds = new LinkedHashMap<>();
    private final LongSupplier nanos;

    /** Faults of one kind since one of them was told. */
    private static final class Kind {

        private final Logger log;
        private final Level level;
        private String line;
        private long told;
        private long more;

        private Kind(Logger log, Level level, long told) {
            this.log = log;
            this.level = level;
            this.told = told;
        }

        private void tellCount(long now) {
            log.atLevel(level)
                    .log(
                            "{} (the last of {} like it in {} min)",
                            line,
                            more,
                            Duration.ofNanos(now - told).toMinutes());
            told = now;
            more = 0;
        }
    }

    public RepeatedFaults() {
        this(System::nanoTime);
    }

    /**
     * @param nanos a clock that nobody sets, as {@link System#nanoTime} is
     */
    RepeatedFaults(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Logs a fault as a warning, unless one of its kind was told within the last hour. */
    public void warn(Logger log, String kind, String line) {
        tell(log, Level.WARN, kind, line, null);
    }

    /**
     * Logs a fault, unless one of its kind was told within the last hour; then it is counted.
     *
     * @param kind what such faults have in common, such as the account and what went wrong
     * @param line the fault in words
     * @param stack logged with the first of the kind; {@code null} for none
     */
    public synchronized void tell(Logger log, Level level, String kind, String line, Throwable stack) {
        long now = nanos.getAsLong();
        Kind known = kinds.get(kind);
        if (known == null) {
            forgetEldest(now);
            kinds.put(kind, new Kind(log, level, now));
            log.atLevel(level).setCause(stack).log("{}", line);
            return;
        }
        known.line = line;
        known.more++;
        if (now - known.told >= HOUR_NANOS) {
            known.tellCount(now);
        }
    }

    /** Tells what is to be told after an hour, and forgets the kinds of which there was none. To be called now and then. */
    public synchronized void sweep() {
        long now = nanos.getAsLong();
        for (Iterator<Kind> all = kinds.values().iterator(); all.hasNext(); ) {
            Kind kind = all.next();
            if (now - kind.told >= HOUR_NANOS) {
                if (kind.more > 0) {
                    kind.tellCount(now);
                } else {
                    all.remove();
                }
            }
        }
    }

    private void forgetEldest(long now) {
        if (kinds.size() >= MOST) {
            Iterator<Kind> all = kinds.values().iterator();
            Kind eldest = all.next();
            if (eldest.more > 0) {
                eldest.tellCount(now);
            }
            all.remove();
        }
    }
}
