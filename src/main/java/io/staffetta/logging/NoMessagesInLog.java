package io.staffetta.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.regex.Pattern;
import org.slf4j.Marker;
import org.slf4j.helpers.MessageFormatter;

/**
 * Keeps messages out of the log. ActiveMQ and those who work with it write a message that gives them trouble as a whole,
 * with recipient and text. Such a line is written without it; an exception that repeats one is named, but not shown.
 */
final class NoMessagesInLog extends TurboFilter {

    private static final Pattern MESSAGE = Pattern.compile("ActiveMQ\\w*Message \\{.*", Pattern.DOTALL);
    private static final int MOST_CAUSES = 20;

    @Override
    public FilterReply decide(
            Marker marker, Logger logger, Level level, String format, Object[] params, Throwable thrown) {
        String line = MessageFormatter.arrayFormat(format, params).getMessage();
        Throwable failure = thrown == null ? MessageFormatter.getThrowableCandidate(params) : thrown;
        boolean inFailure = holdsMessage(failure);
        if (!inFailure && !MESSAGE.matcher(line).find()) {
            return FilterReply.NEUTRAL;
        }
        String kept = MESSAGE.matcher(line).replaceAll("(a message)");
        logger.log(
                marker,
                Logger.FQCN,
                Level.toLocationAwareLoggerInteger(level),
                inFailure ? kept + " " + failure.getClass().getName() : kept,
                null,
                inFailure ? null : failure);
        return FilterReply.DENY;
    }

    private static boolean holdsMessage(Throwable failure) {
        int depth = 0;
        for (Throwable cause = failure; cause != null && depth < MOST_CAUSES; cause = cause.getCause()) {
            if (MESSAGE.matcher(String.valueOf(cause.getMessage())).find()) {
                return true;
            }
            depth++;
        }
        return false;
    }
}
