package io.staffetta.broker.embedded;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import javax.net.ServerSocketFactory;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.transport.Transport;
import org.apache.activemq.transport.TransportServer;
import org.apache.activemq.transport.stomp.StompTransportFactory;
import org.apache.activemq.transport.tcp.TcpTransportFactory;
import org.apache.activemq.transport.tcp.TcpTransportServer;
import org.apache.activemq.wireformat.WireFormat;

/** Opens the ports of the embedded broker, such that their connections are {@link MeteredTransport}s. */
final class MeteredServers {

    private MeteredServers() {}

    /** A port for OpenWire or STOMP, which the scheme of its address says. */
    static TransportServer bind(BrokerService broker, URI address, FrameMemory memory) throws IOException {
        if (address.getScheme().equals("stomp")) {
            Stomp stomp = new Stomp(memory);
            stomp.setBrokerService(broker);
            return stomp.doBind(address);
        }
        return new OpenWire(memory).doBind(address);
    }

    private static final class OpenWire extends TcpTransportFactory {

        private final FrameMemory memory;

        OpenWire(FrameMemory memory) {
            this.memory = memory;
        }

        @Override
        protected TcpTransportServer createTcpTransportServer(URI location, ServerSocketFactory sockets)
                throws IOException, URISyntaxException {
            return new Server(this, location, sockets, memory);
        }
    }

    private static final class Stomp extends StompTransportFactory {

        private final FrameMemory memory;

        Stomp(FrameMemory memory) {
            this.memory = memory;
        }

        @Override
        protected TcpTransportServer createTcpTransportServer(URI location, ServerSocketFactory sockets)
                throws IOException, URISyntaxException {
            return new Server(this, location, sockets, memory);
        }
    }

    private static final class Server extends TcpTransportServer {

        private final FrameMemory memory;

        Server(TcpTransportFactory factory, URI location, ServerSocketFactory sockets, FrameMemory memory)
                throws IOException, URISyntaxException {
            super(factory, location, sockets);
            this.memory = memory;
        }

        @Override
        protected Transport createTransport(Socket socket, WireFormat format) throws IOException {
            return new MeteredTransport(format, socket, memory.new Share());
        }
    }
}
