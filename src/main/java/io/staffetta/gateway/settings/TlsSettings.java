package io.staffetta.gateway.settings;

import io.staffetta.config.Settings;
import io.staffetta.tls.CertificateFiles;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Settings of the certificate that the gateway's own ports show.
 *
 * @param keyStore PKCS12 file with certificate and key; empty for none
 * @param keyStorePassword its password; empty for none
 * @param certificate PEM file with the certificate; empty for none
 * @param key PEM file with its key; empty for none
 */
public record TlsSettings(String keyStore, String keyStorePassword, String certificate, String key) {

    static final String KEY_STORE = "staffetta.tls.key-store";
    static final String CERTIFICATE = "staffetta.tls.certificate";
    static final String KEY = "staffetta.tls.key";

    /** Reads the settings. */
    public static TlsSettings of(Settings settings) {
        return new TlsSettings(
                settings.text(KEY_STORE),
                settings.text("staffetta.tls.key-store-password"),
                settings.text(CERTIFICATE),
                settings.text(KEY));
    }

    /** Whether there is any. */
    public boolean isGiven() {
        return !keyStore.isEmpty() || !certificate.isEmpty() || !key.isEmpty();
    }

    /** Why they do not go together; empty if they do. */
    Optional<String> contradiction() {
        boolean pem = !certificate.isEmpty() || !key.isEmpty();
        if (!keyStore.isEmpty() && pem) {
            return Optional.of("Setting " + KEY_STORE + " must be empty where " + CERTIFICATE + " and " + KEY
                    + " are given, which say the same in another form");
        }
        return pem && (certificate.isEmpty() || key.isEmpty())
                ? Optional.of("Settings " + CERTIFICATE + " and " + KEY + " must be given together")
                : Optional.empty();
    }

    /**
     * The files; empty if the ports speak no TLS.
     *
     * @param config folder that paths begin at
     */
    public Optional<CertificateFiles> files(Path config) {
        if (!isGiven() || contradiction().isPresent()) {
            return Optional.empty();
        }
        return Optional.of(
                keyStore.isEmpty()
                        ? new CertificateFiles(null, "", config.resolve(certificate), config.resolve(key))
                        : new CertificateFiles(config.resolve(keyStore), keyStorePassword, null, null));
    }

    /** Has no password in it. */
    @Override
    public String toString() {
        return "TlsSettings";
    }
}
