package io.staffetta.batch.run;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A file that is read, with the SHA-256 of its bytes.
 *
 * <p>Not thread-safe.
 */
final class DigestedFile implements Closeable {

    private static final int BUFFER = 1 << 16;

    private final MessageDigest sha256;
    private final InputStream in;
    private String digest;

    DigestedFile(Path path) throws IOException {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
        in = new DigestInputStream(new BufferedInputStream(Files.newInputStream(path), BUFFER), sha256);
    }

    /** The digest of a file, in hexadecimal. */
    static String digest(Path path) throws IOException {
        try (DigestedFile file = new DigestedFile(path)) {
            return file.digest();
        }
    }

    /** Its bytes. Readers of JSON and XML close them at their end, behind which there may be more to digest. */
    InputStream in() {
        return new FilterInputStream(in) {
            @Override
            public void close() {
                // Whoever opened the file does.
            }
        };
    }

    /** Reads the rest of the file; returns the digest of all that was read, in hexadecimal. */
    String digest() throws IOException {
        if (digest == null) {
            in.transferTo(OutputStream.nullOutputStream());
            digest = HexFormat.of().formatHex(sha256.digest());
        }
        return digest;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
