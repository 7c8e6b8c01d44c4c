package io.staffetta.broker.embedded;

import io.staffetta.broker.embedded.rights.RefusalLog;
import java.io.IOException;
import java.util.function.Predicate;
import org.apache.activemq.command.Command;
import org.apache.activemq.command.ConnectionControl;
import org.apache.activemq.command.ConnectionError;
import org.apache.activemq.command.ConnectionInfo;
import org.apache.activemq.command.KeepAliveInfo;
import org.apache.activemq.command.ShutdownInfo;
import org.apache.activemq.command.WireFormatInfo;
import org.apache.activemq.openwire.OpenWireFormat;
import org.apache.activemq.transport.Transport;
import org.apache.activemq.transport.TransportFilter;
import org.apache.activemq.transport.stomp.StompWireFormat;
import org.apache.activemq.transport.tcp.TcpTransport;
import org.apache.activemq.wireformat.WireFormat;

/**
 * Lets a client log in, and do nothing else before it has: neither send a frame that is larger than a login needs, nor speak as
 * another broker.
 */
final class LoginGate extends TransportFilter {

    /** Largest frame before a login, in bytes. */
    private static final int LOGIN_BYTES = 64 * 1024;

    private final Predicate<ConnectionInfo> mayHaveItsId;
    private final TcpTransport tcp;
    private final WireFormat format;
    private volatile boolean open;

    /** @param mayHaveItsId whether a client may have the id that it gives its connection */
    LoginGate(Transport transport, Predicate<ConnectionInfo> mayHaveItsId) {
        super(transport);
        this.mayHaveItsId = mayHaveItsId;
        tcp = transport.narrow(TcpTransport.class);
        format = tcp == null ? null : tcp.getWireFormat();
        limit(LOGIN_BYTES);
    }

    /** Its client has logged in. */
    void open() {
        open = true;
        limit(FrameMemory.LARGEST);
    }

    /** Whether its client does not come to the end of a large frame. */
    boolean isStalled() {
        return tcp instanceof MeteredTransport metered && metered.share().isStalled();
    }

    /** Ends the connection at once. */
    void cut() {
        if (tcp instanceof MeteredTransport metered) {
            metered.cut();
        }
    }

    /** The connection has ended. */
    void end() {
        if (tcp instanceof MeteredTransport metered) {
            metered.share().end();
        }
    }

    @Override
    public void onCommand(Object command) {
        if (!open) {
            if ((command instanceof ConnectionInfo info && !mayHaveItsId.test(info)) || !isOfLogin(command)) {
                onException(new IOException(RefusalLog.MARK + "what came before a login"));
                return;
            }
            // OpenWire agrees with its client on another one.
            limit(LOGIN_BYTES);
        } else if (command instanceof Command sent && sent.isBrokerInfo()) {
            onException(new IOException(RefusalLog.MARK + "a client that is another broker"));
            return;
        }
        super.onCommand(command);
    }

    /** A client that reconnects by {@code failover:} begins with a {@code ConnectionControl}, which says that it does. */
    private static boolean isOfLogin(Object command) {
        return command instanceof WireFormatInfo
                || command instanceof ConnectionInfo
                || command instanceof ConnectionControl
                || command instanceof KeepAliveInfo
                || command instanceof ShutdownInfo
                || command instanceof ConnectionError;
    }

    private void limit(int bytes) {
        if (format instanceof OpenWireFormat openWire) {
            openWire.setMaxFrameSize(bytes);
        } else if (format instanceof StompWireFormat stomp) {
            stomp.setMaxDataLength(bytes);
            stomp.setMaxFrameSize(bytes + LOGIN_BYTES);
        }
    }
}
