package io.staffetta.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import io.staffetta.broker.BrokerOutage;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.activemq.broker.SuppressReplyException;
import org.slf4j.Marker;
import org.slf4j.helpers.MessageFormatter;

/**
 * Keeps what the embedded broker says of a full disk out of the log, a stack trace for each message that it cannot store. The
 * gateway says it in one line, and another when it is over.
 */
public final class StoreFailureFilter extends TurboFilter {

    private static final String BROKER = "org.apache.activemq.";
    private static final List<String> FAILURES = List.of(
            "KahaDB failed to store",
            "Checkpoint failed",
            "The queues cannot be written",
            "Journal failed while writing");
    /** The broker that ends, and the one that starts in vain, whose disk is full: the gateway says that it tries again. */
    private static final String NOT_STOPPED = "Could not stop service: KahaDB";

    private static final String TRANSACTIONS = "org.springframework.jms.connection.JmsTransactionManager";
    /** Of the last file of the journal, the only one that is looked at. */
    private static final Pattern TORN =
            Pattern.compile("Corrupt journal records found in '(.*)' from offset: .* to EOF");

    private static final int MOST_CAUSES = 20;

    @Override
    public FilterReply decide(
            Marker marker, Logger logger, Level level, String format, Object[] params, Throwable thrown) {
        Throwable failure = thrown == null ? MessageFormatter.getThrowableCandidate(params) : thrown;
        if (isSuppressed(failure)) {
            return FilterReply.DENY;
        }
        if (logger.getName().equals(TRANSACTIONS)) {
            // Whoever asked for the transaction gets the exception, and says what it means.
            return BrokerOutage.causes(failure) ? FilterReply.DENY : FilterReply.NEUTRAL;
        }
        String line = MessageFormatter.arrayFormat(format, params).getMessage();
        if (line.startsWith(NOT_STOPPED)) {
            return FilterReply.DENY;
        }
        if (!logger.getName().startsWith(BROKER)) {
            return FilterReply.NEUTRAL;
        }
        Matcher torn = TORN.matcher(line);
        if (torn.matches()) {
            logger.getLoggerContext()
                    .getLogger("io.staffetta.broker.embedded.JournalTail")
                    .warn(
                            "The end of {} was not written as a whole, and is left out: nobody was told that it was stored",
                            torn.group(1));
            return FilterReply.DENY;
        }
        return tells(line) ? FilterReply.DENY : FilterReply.NEUTRAL;
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
