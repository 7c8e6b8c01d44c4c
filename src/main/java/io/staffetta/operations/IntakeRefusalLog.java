package io.staffetta.operations;

import java.util.EnumSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs that requests are not taken: once for each kind of reason, and once when they are taken again, with how many were not.
 *
 * <p>Thread-safe.
 */
final class IntakeRefusalLog {

    private static final Logger LOG = LoggerFactory.getLogger(IntakeRefusalLog.class);

    private final Set<IntakeFault.Kind> told = EnumSet.noneOf(IntakeFault.Kind.class);
    private long requests;

    /**
     * A request was not taken.
     *
     * @param fault the reason, as its caller is told
     * @param failure what it failed of; {@code null} if nothing answered
     */
    synchronized void note(IntakeFault fault, Throwable failure) {
        requests++;
        if (told.add(fault.kind())) {
            String cause = failure == null || failure.getMessage() == null ? "" : " (" + failure.getMessage() + ")";
            LOG.warn("Requests are answered 503, their messages are not taken: {}{}", fault.words(), cause);
        }
    }

    /** A request was taken. */
    synchronized void end() {
        if (requests > 0) {
            LOG.info("Requests are taken again; {} were not", requests);
            requests = 0;
            told.clear();
        }
    }
}
