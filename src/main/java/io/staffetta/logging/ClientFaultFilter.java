package io.staffetta.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.Set;
import org.slf4j.Marker;
import org.slf4j.helpers.MessageFormatter;

/**
 * Has what the broker says of each connection that a client breaks, or fills with what is no frame, told once for each kind, and
 * then once an hour with a count: strangers could fill a disk.
 */
final class ClientFaultFilter extends TurboFilter {

    private static final String NAME = "io.staffetta.broker.Clients";

    private static final Set<String> LOGGERS = Set.of(
            "org.apache.activemq.broker.TransportConnection.Transport",
            "org.apache.activemq.broker.TransportConnector",
            "org.apache.activemq.transport.stomp.ProtocolConverter",
            "org.apache.activemq.transport.tcp.TcpTransport");

    private final RepeatedFaults faults;

    ClientFaultFilter(RepeatedFaults faults) {
        this.faults = faults;
    }

    @Override
    public FilterReply decide(
            Marker marker, Logger logger, Level level, String format, Object[] params, Throwable thrown) {
        if (!LOGGERS.contains(logger.getName())) {
            return FilterReply.NEUTRAL;
        }
        String line = MessageFormatter.arrayFormat(format, params).getMessage();
        org.slf4j.Logger log = logger.getLoggerContext().getLogger(NAME);
        // Addresses, ports and sizes make no other kind.
        faults.warn(log, logger.getName() + " " + line.replaceAll("[0-9a-fA-F]*[0-9][0-9a-fA-F.:]*", "#"), line);
        return FilterReply.DENY;
    }
}
