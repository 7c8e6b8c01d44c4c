package io.staffetta.batch.result;

import io.staffetta.batch.files.Rights;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file that is written to its end, and after a crash cut to what of it is known to be right.
 *
 * <p>Not thread-safe.
 */
public final class ResultFile implements Closeable {

    private static final int BUFFER = 1 << 16;

    private final FileChannel channel;
    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream(BUFFER);
    private long length;

    /**
     * @param length what of it is right, in bytes; 0 for a new file
     * @throws IOException if it is shorter than that, or not there
     */
    public ResultFile(Path path, long length) throws IOException {
        channel = length > 0
                ? FileChannel.open(path, StandardOpenOption.WRITE)
                : FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        this.length = length;
        Rights.restrict(path);
        if (channel.size() < length) {
            channel.close();
            throw new IOException(
                    path + " has lost what was written of it: of " + length + " bytes some are not there");
        }
        channel.truncate(length).position(length);
    }

    /** How long it is with all that was appended, in bytes. */
    public long length() {
        return length;
    }

    public void append(byte[] bytes) throws IOException {
        buffer.writeBytes(bytes);
        length += bytes.length;
        if (buffer.size() >= BUFFER) {
            write();
        }
    }

    /** Waits until all of it is on the disk. */
    public void force() throws IOException {
        write();
        channel.force(true);
    }

    private void write() throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(buffer.toByteArray());
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        buffer.reset();
    }

    @Override
    public void close() throws IOException {
        try {
            write();
        } finally {
            channel.close();
        }
    }
}
