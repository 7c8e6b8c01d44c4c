package io.staffetta.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;

/**
 * Holds the certificates that are trusted when a broker is reached over TLS.
 *
 * @param file PKCS12 or JKS file with their certificates; {@code null} for those that the Java runtime believes
 * @param password password of the file; empty for none
 */
public record TrustStore(Path file, String password) {

    /** What the Java runtime believes. */
    public static final TrustStore OF_JAVA = new TrustStore(null, "");

    /** Whether there is a file. */
    public boolean isGiven() {
        return file != null;
    }

    /**
     * Opens the file, if there is one.
     *
     * @throws IllegalArgumentException if it cannot be read, or holds no certificate; names the setting
     */
    public void check() {
        if (!isGiven()) {
            return;
        }
        if (!Files.isReadable(file)) {
            throw new IllegalArgumentException(
                    "Setting staffetta.broker.trust-store names " + file
                            + ", which is no file that can be read: give a PKCS12 or JKS file, its path absolute or from config/");
        }
        try {
            KeyStore store = KeyStore.getInstance(file.toFile(), password.toCharArray());
            if (store.size() == 0) {
                throw new IllegalArgumentException("Setting staffetta.broker.trust-store names " + file
                        + ", which holds no certificate: import the broker's with keytool -importcert");
            }
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "Setting staffetta.broker.trust-store names " + file + ", which cannot be opened (" + e.getMessage()
                            + "): it must be PKCS12 or JKS, and staffetta.broker.trust-store-password its password",
                    e);
        }
    }

    /** Names the file, not the password. */
    @Override
    public String toString() {
        return "TrustStore[" + file + "]";
    }
}
