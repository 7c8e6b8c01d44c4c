package io.staffetta.provider.http;

import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** The bytes of an answer's content as they come, of which at most {@link #LARGEST} are kept. */
final class AnswerContent {

    /** Largest answer read, in bytes. A provider's answer takes a few hundred. */
    static final int LARGEST = 1 << 20;

    /** An answer above {@link #LARGEST}, as it came or inflated. */
    static final class TooLargeException extends IOException {
        private static final long serialVersionUID = 1L;
    }

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);

    /**
     * Adds what came.
     *
     * @throws TooLargeException if it is too much
     */
    void add(ByteBuf part) throws IOException {
        if (bytes.size() + part.readableBytes() > LARGEST) {
            throw new TooLargeException();
        }
        part.readBytes(bytes, part.readableBytes());
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }

    /**
     * Reads all of a stream.
     *
     * @throws TooLargeException if it is too much
     */
    static byte[] all(InputStream in) throws IOException {
        byte[] all = in.readNBytes(LARGEST + 1);
        if (all.length > LARGEST) {
            throw new TooLargeException();
        }
        return all;
    }
}
