package io.staffetta.broker.embedded.rights;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs what the embedded broker refuses: of each kind one line, and while that goes on another with a count each
 * minute, however many there are.
 *
 * <p>Thread-safe.
 */
public final class RefusalLog {

    /** Beginning of every refusal. Lines of the broker itself with it are not logged, since they would come for each one. */
    public static final String MARK = "Refused: ";

    private static final Logger LOG = LoggerFactory.getLogger(RefusalLog.class);
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final Clock clock;
    private final Map<String, Kind> kinds = new HashMap<>();

    private static final class Kind {
        private Instant told = Instant.MIN;
        private long since;
    }

    /**
     * @param clock when lines of a kind were last written
     */
    public RefusalLog(Clock clock) {
        this.clock = clock;
    }

    /**
     * Tells of one, or counts it.
     *
     * @param kind which of a few kinds
     * @param line what was refused and why, fit to be shown
     */
    public synchronized void tell(String kind, String line) {
        Kind same = kinds.computeIfAbsent(kind, any -> new Kind());
        Instant now = clock.instant();
        if (same.told.isAfter(now.minus(PAUSE))) {
            same.since++;
            return;
        }
        LOG.warn("{}{}", line, same.since == 0 ? "" : " (and " + same.since + " like it since the last such line)");
        same.told = now;
        same.since = 0;
    }
}
