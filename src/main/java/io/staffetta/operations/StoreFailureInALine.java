package io.staffetta.operations;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.List;
import org.apache.activemq.broker.SuppressReplyException;
import org.slf4j.Marker;
import org.slf4j.helpers.MessageFormatter;

/**
 * Keeps what the embedded broker says of a full disk out of the log, a stack trace for each message that it cannot store. The
 * gateway says it in one line, and another when it is over.
 */
final class StoreFailureInALine extends TurboFilter {

    private static final String BROKER = "org.apache.activemq.";
    private static final List<String> FAILURES =
            List.of("KahaDB failed to store", "Checkpoint failed", "The queues cannot be written");
    private static final int MOST_CAUSES = 20;

    @Override
    public FilterReply decide(
            Marker marker, Logger logger, Level level, String format, Object[] params, Throwable thrown) {
        Throwable failure = thrown == null ? MessageFormatter.getThrowableCandidate(params) : thrown;
        boolean told = isSuppressed(failure)
                || (logger.getName().startsWith(BROKER)
                        && tells(MessageFormatter.arrayFormat(format, params).getMessage()));
        return told ? FilterReply.DENY : FilterReply.NEUTRAL;
    }

    private static boolean tells(String line) {
        return FAILURES.stream().anyMatch(line::contains);
    }

    private static boolean isSuppressed(Throwable failure) {
        int depth = 0;
        for (Throwable cause = failure; cause != null && depth < MOST_CAUSES; cause = cause.getCause()) {
            if (cause instanceof SuppressReplyException) {
                return true;
            }
            depth++;
        }
        return false;
    }
}
