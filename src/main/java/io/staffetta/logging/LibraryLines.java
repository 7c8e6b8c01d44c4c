package io.staffetta.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.List;
import org.slf4j.Marker;

/**
 * Puts right what libraries write at {@code warn} and above, by rules of which the first that has something to say decides.
 *
 * <p>They are behind one filter, which looks at the level first: it is asked whenever a library asks whether it may write, some
 * hundred times for each message, and Logback copies a list of two filters each time.
 */
public final class LibraryLines extends TurboFilter {

    private final List<TurboFilter> rules = List.of(
            new NoMessagesInLog(),
            new StoreFailureFilter(),
            new RefusalFilter(),
            new ClientFaultFilter(new RepeatedFaults()));

    @Override
    public FilterReply decide(
            Marker marker, Logger logger, Level level, String format, Object[] params, Throwable thrown) {
        if (format == null || !level.isGreaterOrEqual(Level.WARN) || !logger.isEnabledFor(level)) {
            return FilterReply.NEUTRAL;
        }
        for (TurboFilter rule : rules) {
            FilterReply reply = rule.decide(marker, logger, level, format, params, thrown);
            if (reply != FilterReply.NEUTRAL) {
                return reply;
            }
        }
        return FilterReply.NEUTRAL;
    }
}
