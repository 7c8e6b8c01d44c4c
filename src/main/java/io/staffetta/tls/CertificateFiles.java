package io.staffetta.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Files of the gateway's certificate and its private key: a PKCS12 key store, or two files in PEM.
 *
 * @param keyStore the key store; {@code null} if there are PEM files
 * @param password its password; empty for none
 * @param certificate PEM file with the certificate and those that it was issued by, in this order; {@code null} if there is a key
 *     store
 * @param key PEM file with the private key, PKCS #8; {@code null} if there is a key store
 */
public record CertificateFiles(Path keyStore, String password, Path certificate, Path key) {

    private static final long MOST_BYTES = 1 << 20;
    private static final Pattern PRIVATE_KEY =
            Pattern.compile("-----BEGIN ([A-Z ]*)PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END [A-Z ]*PRIVATE KEY-----");

    /**
     * Holds the key and the certificates that were read.
     *
     * @param key the private key
     * @param chain the certificate, and those that it was issued by
     */
    record Identity(PrivateKey key, List<X509Certificate> chain) {

        X509Certificate certificate() {
            return chain.get(0);
        }

        /** Has no key in it. */
        @Override
        public String toString() {
            return "Identity[" + certificate().getSubjectX500Principal() + "]";
        }
    }

    /** All of them. */
    List<Path> files() {
        return keyStore != null ? List.of(keyStore) : List.of(certificate, key);
    }

    /**
     * Reads them.
     *
     * @throws IllegalArgumentException if they cannot be used; says which of them, what is wrong, and what would be right
     */
    Identity read() {
        Identity identity = keyStore != null ? readStore() : new Identity(readKey(), readChain(certificate));
        if (!fits(identity)) {
            throw wrong(key == null ? keyStore : key, "has a private key that is not that of the certificate", null);
        }
        return identity;
    }

    /**
     * The certificate alone, and those that it was issued by.
     *
     * @throws IllegalArgumentException if it cannot be read
     */
    public List<X509Certificate> chain() {
        return keyStore != null ? readStore().chain() : readChain(certificate);
    }

    private Identity readStore() {
        try {
            KeyStore store = KeyStore.getInstance(readable(keyStore).toFile(), password.toCharArray());
            for (String alias : Collections.list(store.aliases())) {
                if (store.isKeyEntry(alias)
                        && store.getKey(alias, password.toCharArray()) instanceof PrivateKey found) {
                    List<X509Certificate> chain = new ArrayList<>();
                    for (Certificate one : store.getCertificateChain(alias)) {
                        chain.add((X509Certificate) one);
                    }
                    return new Identity(found, chain);
                }
            }
        } catch (IOException | GeneralSecurityException e) {
            throw wrong(
                    keyStore,
                    "cannot be opened: it must be PKCS12, and staffetta.tls.key-store-password its password",
                    e);
        }
        throw wrong(
                keyStore, "has no private key in it: put key and certificate into it, by openssl pkcs12 -export", null);
    }

    private static List<X509Certificate> readChain(Path file) {
        try {
            List<X509Certificate> chain = new ArrayList<>();
            CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(readable(file))))
                    .forEach(one -> chain.add((X509Certificate) one));
            if (!chain.isEmpty()) {
                return chain;
            }
        } catch (IOException | GeneralSecurityException e) {
            throw wrong(file, "cannot be read: it must have the certificate in PEM", e);
        }
        throw wrong(file, "has no certificate in it: it must be PEM, with -----BEGIN CERTIFICATE-----", null);
    }

    private PrivateKey readKey() {
        try {
            String text = Files.readString(readable(key), StandardCharsets.ISO_8859_1);
            Matcher pem = PRIVATE_KEY.matcher(text);
            if (!pem.find() || !pem.group(1).isEmpty()) {
                throw wrong(
                        key,
                        "has no key that can be read: it must be PKCS #8 without a password, such as openssl pkcs8 -topk8"
                                + " -nocrypt makes",
                        null);
            }
            PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(decoded(pem.group(2)));
            for (String algorithm : List.of("RSA", "EC", "Ed25519")) {
                try {
                    return KeyFactory.getInstance(algorithm).generatePrivate(spec);
                } catch (InvalidKeySpecException e) {
                    // Of another kind.
                }
            }
        } catch (IOException | GeneralSecurityException e) {
            throw wrong(key, "cannot be read", e);
        }
        throw wrong(key, "has a key that is neither RSA nor EC nor Ed25519", null);
    }

    private byte[] decoded(String base64) {
        try {
            return Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw wrong(key, "is cut off, or no PEM", e);
        }
    }

    private static boolean fits(Identity identity) {
        try {
            byte[] probe = "Staffetta".getBytes(StandardCharsets.US_ASCII);
            String algorithm =
                    switch (identity.key().getAlgorithm()) {
                        case "RSA" -> "SHA256withRSA";
                        case "EC" -> "SHA256withECDSA";
                        default -> identity.key().getAlgorithm();
                    };
            java.security.Signature signature = java.security.Signature.getInstance(algorithm);
            signature.initSign(identity.key());
            signature.update(probe);
            byte[] signed = signature.sign();
            signature.initVerify(identity.certificate());
            signature.update(probe);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static Path readable(Path file) throws IOException {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw wrong(file, "is no file that can be read. Paths are absolute, or from config/", null);
        }
        if (Files.size(file) > MOST_BYTES) {
            throw wrong(file, "has more than " + MOST_BYTES + " bytes: no certificate has", null);
        }
        return file;
    }

    private static IllegalArgumentException wrong(Path file, String what, Exception cause) {
        return new IllegalArgumentException(
                "TLS cannot be used: " + file + " " + what
                        + (cause == null || cause.getMessage() == null ? "" : " (" + cause.getMessage() + ")")
                        + ". See staffetta.tls.* in config/application.properties",
                cause);
    }

    /** Has no password in it. */
    @Override
    public String toString() {
        return "CertificateFiles" + files();
    }
}
