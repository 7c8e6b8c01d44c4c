package io.staffetta.broker.embedded;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.SequenceInputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import org.apache.activemq.openwire.OpenWireFormat;
import org.apache.activemq.transport.tcp.TcpTransport;
import org.apache.activemq.wireformat.WireFormat;

/** A connection whose frames take no more memory than there is for those of all clients together. */
final class MeteredTransport extends TcpTransport {

    private final FrameMemory.Share share;
    private final Socket wire;

    /**
     * @param socket the connection, which may be one of TLS
     * @param wire what it goes over, which may be the same
     */
    MeteredTransport(WireFormat format, Socket socket, Socket wire, FrameMemory.Share share) throws IOException {
        super(format, socket);
        this.wire = wire;
        this.share = share;
    }

    /** What it takes of the memory. */
    FrameMemory.Share share() {
        return share;
    }

    /** Ends one of TLS, whatever waits for it: a handshake that does not come to its end holds its locks. */
    void cut() {
        try {
            if (wire != socket) {
                wire.close();
            }
        } catch (IOException e) {
            // It is over.
        }
    }

    @Override
    protected Object readCommand() throws IOException {
        share.begin();
        Object command = wireFormat instanceof OpenWireFormat openWire
                ? openWire(openWire)
                : wireFormat.unmarshal(MeteredInput.of(dataIn, share));
        share.read();
        return command;
    }

    /** Frames of OpenWire begin with their size. */
    private Object openWire(OpenWireFormat format) throws IOException {
        byte[] size = new byte[Integer.BYTES];
        dataIn.readFully(size);
        int bytes = ByteBuffer.wrap(size).getInt();
        if (bytes > FrameMemory.FREE && bytes <= format.getMaxFrameSize()) {
            share.need(bytes);
        }
        return format.unmarshal(new DataInputStream(new SequenceInputStream(new ByteArrayInputStream(size), dataIn)));
    }
}
