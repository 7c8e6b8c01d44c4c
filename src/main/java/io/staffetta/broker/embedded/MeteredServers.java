package io.staffetta.broker.embedded;

import io.staffetta.tls.ServerCertificate;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
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

    /**
     * A port for OpenWire or STOMP, which the scheme of its address says.
     *
     * @param tls what makes TLS of a connection; empty for none
     */
    static TransportServer bind(BrokerService broker, URI address, FrameMemory memory, Optional<SSLSocketFactory> tls)
            throws IOException {
        Connections connections = new Connections(memory, tls);
        if (address.getScheme().equals("stomp")) {
            Stomp stomp = new Stomp(connections);
            stomp.setBrokerService(broker);
            return stomp.doBind(address);
        }
        return new OpenWire(connections).doBind(address);
    }

    private static final class OpenWire extends TcpTransportFactory {

        private final Connections connections;

        OpenWire(Connections connections) {
            this.connections = connections;
        }

        @Override
        protected TcpTransportServer createTcpTransportServer(URI location, ServerSocketFactory sockets)
                throws IOException, URISyntaxException {
            return new Server(this, location, sockets, connections);
        }
    }

    private static final class Stomp extends StompTransportFactory {

        private final Connections connections;

        Stomp(Connections connections) {
            this.connections = connections;
        }

        @Override
        protected TcpTransportServer createTcpTransportServer(URI location, ServerSocketFactory sockets)
                throws IOException, URISyntaxException {
            return new Server(this, location, sockets, connections);
        }
    }

    private static final class Server extends TcpTransportServer {

        private final Connections connections;

        Server(TcpTransportFactory factory, URI location, ServerSocketFactory sockets, Connections connections)
                throws IOException, URISyntaxException {
            super(factory, location, sockets);
            this.connections = connections;
        }

        @Override
        protected Transport createTransport(Socket socket, WireFormat format) throws IOException {
            return connections.of(socket, format);
        }
    }

    /** Makes the transport of each connection of a port. */
    private record Connections(FrameMemory memory, Optional<SSLSocketFactory> tls) {

        Transport of(Socket socket, WireFormat format) throws IOException {
            return new MeteredTransport(
                    format, tls.isPresent() ? secured(socket, tls.get()) : socket, socket, memory.new Share());
        }

        /** The handshake comes with the first byte that is read or written: it holds nobody else up. */
        private static SSLSocket secured(Socket socket, SSLSocketFactory tls) throws IOException {
            SSLSocket secured = (SSLSocket) tls.createSocket(socket, null, true);
            secured.setUseClientMode(false);
            secured.setEnabledProtocols(ServerCertificate.PROTOCOLS.toArray(String[]::new));
            return secured;
        }
    }
}
