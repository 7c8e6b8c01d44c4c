package io.staffetta.batch;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.BooleanSupplier;

/**
 * What is known of a file that has been read once to its end, so that nothing is sent of one that breaks in the middle.
 *
 * @param digest SHA-256 of its bytes in hexadecimal
 * @param rows its rows, good or bad
 * @param directive what its first line says
 */
record Preparation(String digest, long rows, Directive directive) {

    private static final int BUFFER = 1 << 16;

    /**
     * Reads a file.
     *
     * @param isStopping whether to give up
     * @throws BatchFileException if it cannot be read to its end
     * @throws IOException if it fails to be read, or this was given up
     */
    static Preparation of(Path path, String name, BatchSettings defaults, BooleanSupplier isStopping)
            throws IOException {
        MessageDigest digest = sha256();
        try (InputStream in =
                new DigestInputStream(new BufferedInputStream(Files.newInputStream(path), BUFFER), digest)) {
            BatchFile file = BatchFile.open(unclosed(in), name, defaults);
            long rows = 0;
            while (file.rows().next().isPresent()) {
                rows++;
                if (isStopping.getAsBoolean()) {
                    throw new InterruptedIOException("The gateway stops");
                }
            }
            in.transferTo(OutputStream.nullOutputStream());
            return new Preparation(HexFormat.of().formatHex(digest.digest()), rows, file.directive());
        }
    }

    /** Readers of JSON and XML close what they read at its end, behind which there may be more to digest. */
    private static InputStream unclosed(InputStream in) {
        return new FilterInputStream(in) {
            @Override
            public void close() {
                // Whoever opened it does.
            }
        };
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
