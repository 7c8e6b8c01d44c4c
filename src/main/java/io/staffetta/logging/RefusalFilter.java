package io.staffetta.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import org.slf4j.Marker;
import org.slf4j.helpers.MessageFormatter;

/**
 * Keeps what the broker says of each thing that it was made to refuse out of the log. The gateway tells it in a line for each kind,
 * with a count: strangers could fill a disk.
 */
final class RefusalFilter extends TurboFilter {

    private static final String BROKER = "org.apache.activemq.";
    private static final String MARK = "Refused: ";
    private static final int MOST_CAUSES = 20;

    @Override
    public FilterReply decide(
            Marker marker, Logger logger, Level level, String format, Object[] params, Throwable thrown) {
        if (!logger.getName().startsWith(BROKER)) {
            return FilterReply.NEUTRAL;
        }
        Throwable failure = thrown == null ? MessageFormatter.getThrowableCandidate(params) : thrown;
        boolean told = MessageFormatter.arrayFormat(format, params).getMessage().contains(MARK) || isRefusal(failure);
        return told ? FilterReply.DENY : FilterReply.NEUTRAL;
    }

    private static boolean isRefusal(Throwable failure) {
        int depth = 0;
        for (Throwable cause = failure; cause != null && depth < MOST_CAUSES; cause = cause.getCause()) {
            if (String.valueOf(cause.getMessage()).contains(MARK)) {
                return true;
            }
            depth++;
        }
        return false;
    }
}
