package io.staffetta.batch.text;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Recognises the encoding of a file by its first bytes. */
public final class ByteOrderMark {

    private ByteOrderMark() {}

    /** The encoding that a byte order mark tells, with its order of bytes; empty if there is none. */
    public static Optional<Charset> of(byte[] beginning) {
        String text = new String(beginning, 0, Math.min(4, beginning.length), StandardCharsets.ISO_8859_1);
        if (text.startsWith("\u00ff\u00fe\u0000\u0000")) {
            return Optional.of(Charset.forName("UTF-32LE"));
        }
        if (text.startsWith("\u0000\u0000\u00fe\u00ff")) {
            return Optional.of(Charset.forName("UTF-32BE"));
        }
        if (text.startsWith("\u00ff\u00fe")) {
            return Optional.of(StandardCharsets.UTF_16LE);
        }
        if (text.startsWith("\u00fe\u00ff")) {
            return Optional.of(StandardCharsets.UTF_16BE);
        }
        return text.startsWith("\u00ef\u00bb\u00bf") ? Optional.of(StandardCharsets.UTF_8) : Optional.empty();
    }

    /** UTF-16 as its zeros tell where there is no mark; empty if it is none. */
    static Optional<Charset> guessed(byte[] beginning) {
        if (beginning.length < 4) {
            return Optional.empty();
        }
        boolean isLittle = beginning[0] != 0 && beginning[1] == 0 && beginning[2] != 0 && beginning[3] == 0;
        boolean isBig = beginning[0] == 0 && beginning[1] != 0 && beginning[2] == 0 && beginning[3] != 0;
        return isLittle
                ? Optional.of(StandardCharsets.UTF_16LE)
                : isBig ? Optional.of(StandardCharsets.UTF_16BE) : Optional.empty();
    }
}
