package io.staffetta.bench.load;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.Optional;

/**
 * A connection that does not block: what came and is not used up, and what could not be written yet. It is the attachment
 * of its key. For the selector's thread alone.
 */
final class HttpWire {

    private static final int ROOM = 1024;

    private final SocketChannel channel;
    private final SelectionKey key;
    private byte[] in = new byte[4 * ROOM];
    private int from;
    private int to;
    private ByteBuffer out = ByteBuffer.allocate(0);

    /** Waits for bytes of a connection from now on. */
    HttpWire(SocketChannel channel, Selector selector) throws IOException {
        this.channel = channel;
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        key = channel.register(selector, SelectionKey.OP_READ, this);
    }

    /** Reads what is there. Returns false if the other side has closed. */
    boolean read() throws IOException {
        if (in.length - to < ROOM) {
            byte[] roomy = to - from > in.length / 2 ? new byte[2 * in.length] : in;
            System.arraycopy(in, from, roomy, 0, to - from);
            to -= from;
            from = 0;
            in = roomy;
        }
        int read = channel.read(ByteBuffer.wrap(in, to, in.length - to));
        to += Math.max(read, 0);
        return read >= 0;
    }

    /** The next message, if all of it came; it is used up with this. */
    Optional<HttpMessage> next() {
        Optional<HttpMessage> message = HttpMessage.first(in, from, to);
        message.ifPresent(whole -> from += whole.length());
        if (from == to) {
            from = 0;
            to = 0;
        }
        return message;
    }

    /** Writes now as much as goes, and the rest when there is room. */
    void write(ByteBuffer bytes) throws IOException {
        if (!out.hasRemaining()) {
            channel.write(bytes);
            if (!bytes.hasRemaining()) {
                return;
            }
        }
        byte[] rest = Arrays.copyOf(remaining(out), out.remaining() + bytes.remaining());
        bytes.get(rest, out.remaining(), bytes.remaining());
        out = ByteBuffer.wrap(rest);
        key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
    }

    /** Writes what was left, if there is room. */
    void flush() throws IOException {
        channel.write(out);
        if (!out.hasRemaining()) {
            key.interestOps(SelectionKey.OP_READ);
        }
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // It is gone either way.
        }
    }

    private static byte[] remaining(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
