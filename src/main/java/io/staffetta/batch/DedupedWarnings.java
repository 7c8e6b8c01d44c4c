package io.staffetta.batch;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;

/**
 * Complaints that are logged once, however often they are found: again only when they are others, or were gone in between.
 *
 * <p>Thread-safe.
 */
public final class DedupedWarnings {

    private static final int MOST = 10_000;

    private final Logger log;
    private final Map<String, String> told = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > MOST;
        }
    };

    public DedupedWarnings(Logger log) {
        this.log = log;
    }

    /** Logs a complaint, unless it was the last about this thing. */
    public synchronized void warn(String about, String complaint) {
        if (!complaint.equals(told.put(about, complaint))) {
            log.warn("{}", complaint);
        }
    }

    /** This thing is well. */
    public synchronized void forget(String about) {
        told.remove(about);
    }

    /** Only these things are still there. */
    public synchronized void keepOnly(Set<String> things) {
        told.keySet().retainAll(things);
    }
}
