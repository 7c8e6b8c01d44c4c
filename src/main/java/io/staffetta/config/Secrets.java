package io.staffetta.config;

import io.staffetta.message.BodyText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;

/** Secrets that the gateway makes for itself at its first start, each in a file that only its owner can read. */
public final class Secrets {

    private static final int BYTES = 24;
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private Secrets() {}

    /**
     * The secret in a file; made, with mode 0600, if there is none.
     *
     * @throws UncheckedIOException if it can be neither read nor made
     */
    public static String readOrMake(Path file) {
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        try {
            Files.createDirectories(file.getParent());
            if (!Files.exists(file)) {
                // Written apart and then put in its place, so that nobody ever reads half of it.
                Path made = Files.createTempFile(
                        file.getParent(), file.getFileName().toString(), null, OWNER_ONLY);
                Files.writeString(made, secret + "\n");
                Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
            }
            return read(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    /**
     * The secret in a file.
     *
     * @throws UncheckedIOException if it cannot be read
     * @throws IllegalStateException if there is none in the file
     */
    public static String read(Path file) {
        try {
            String secret = BodyText.ofFile(file).strip();
            if (secret.isEmpty()) {
                throw new IllegalStateException(
                        "No secret in " + file + ": delete the file, and the next start makes one");
            }
            return secret;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
