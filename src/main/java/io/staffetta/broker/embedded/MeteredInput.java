package io.staffetta.broker.embedded;

import java.io.DataInput;
import java.io.DataInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Reads one frame of STOMP, and asks for room before it is needed: by its {@code content-length}, else as it comes. */
final class MeteredInput extends FilterInputStream {

    private static final String LENGTH = "content-length:";
    private static final int LINE = 64;

    private final FrameMemory.Share share;
    private final byte[] line = new byte[LINE];
    private int inLine;
    private boolean inBody;
    private long read;

    private MeteredInput(InputStream in, FrameMemory.Share share) {
        super(in);
        this.share = share;
    }

    /** A metered input on another. */
    static DataInput of(DataInput in, FrameMemory.Share share) {
        return in instanceof InputStream stream ? new DataInputStream(new MeteredInput(stream, share)) : in;
    }

    @Override
    public int read() throws IOException {
        int c = super.read();
        count(1);
        if (!inBody) {
            header(c);
        }
        return c;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        int count = super.read(bytes, from, length);
        count(Math.max(0, count));
        return count;
    }

    private void count(int more) throws IOException {
        long before = read / FrameMemory.FREE;
        read += more;
        if (read / FrameMemory.FREE != before) {
            share.need(read);
        }
    }

    private void header(int c) throws IOException {
        if (c != '\n') {
            if (c != '\r' && inLine < LINE) {
                line[inLine++] = (byte) c;
            }
            return;
        }
        // Line ends before a frame are heart-beats.
        inBody = inLine == 0 && read > 2;
        String header = new String(line, 0, inLine, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        inLine = 0;
        if (header.startsWith(LENGTH)) {
            String length = header.substring(LENGTH.length()).strip();
            if (length.matches("[0-9]{1,7}")) {
                share.need(Math.min(Integer.parseInt(length), FrameMemory.LARGEST));
            }
        }
    }
}
