package io.staffetta.batch.format;

import io.staffetta.batch.text.ByteOrderMark;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** NULs at the end of a file: room that its writer has made for what is still to come. */
public final class Padding {

    private static final int UNIT = 4;

    private Padding() {}

    /**
     * Whether a file ends in a NUL.
     *
     * @param said the encoding that its folder says; a byte order mark goes before it
     */
    public static boolean isAtEnd(Path file, Optional<Charset> said) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer bytes = ByteBuffer.allocate(UNIT);
            channel.read(bytes, 0);
            Optional<Charset> charset = ByteOrderMark.of(bytes.array()).or(() -> said);
            int unit = charset.filter(wide ->
                            wide.name().contains("UTF-16") || wide.name().contains("UTF-32"))
                    .map(wide -> UNIT)
                    .orElse(1);
            if (channel.size() < unit) {
                return false;
            }
            ByteBuffer end = ByteBuffer.allocate(unit);
            channel.read(end, channel.size() - unit);
            for (byte b : end.array()) {
                if (b != 0) {
                    return false;
                }
            }
            return true;
        }
    }
}
