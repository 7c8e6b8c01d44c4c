package io.staffetta.tls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateEncodingException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Makes a certificate that nobody has issued, for a start: those who connect must be given it. */
public final class SelfSigned {

    private static final String PASSWORD = "only-for-a-moment";
    private static final long PATIENCE_SECONDS = 60;

    private SelfSigned() {}

    /**
     * Makes a key, and a certificate of it.
     *
     * @param names host names and addresses that it is for
     * @param days how long it is valid
     * @param certificate PEM file to write
     * @param key PEM file to write, which only its owner can read
     * @throws IllegalStateException if that does not work; says why
     */
    public static void make(Set<String> names, int days, Path certificate, Path key) {
        try {
            Files.createDirectories(certificate.toAbsolutePath().getParent());
            Path folder = Files.createTempDirectory("staffetta-tls");
            Path store = folder.resolve("made.p12");
            try {
                keytool(names, days, store);
                CertificateFiles.Identity made = new CertificateFiles(store, PASSWORD, null, null).read();
                write(key, pem("PRIVATE KEY", made.key().getEncoded()), "rw-------");
                write(certificate, pem("CERTIFICATE", made.certificate().getEncoded()), "rw-r--r--");
            } finally {
                Files.deleteIfExists(store);
                Files.deleteIfExists(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The certificate cannot be written: " + e.getMessage(), e);
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("The certificate cannot be written: " + e.getMessage(), e);
        }
    }

    private static void keytool(Set<String> names, int days, Path store) throws IOException {
        Set<String> all = new LinkedHashSet<>(names);
        String first = all.iterator().next();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "staffetta",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-sigalg",
                "SHA256withECDSA",
                "-dname",
                "CN=" + first,
                "-ext",
                "SAN=" + all.stream().map(SelfSigned::name).collect(Collectors.joining(",")),
                "-validity",
                Integer.toString(days),
                "-keystore",
                store.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException("Java's keytool made no certificate: " + said.strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String name(String name) {
        return (name.matches("[0-9.]+|.*:.*") ? "IP:" : "DNS:") + name;
    }

    private static String pem(String kind, byte[] bytes) {
        return "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes) + "\n-----END " + kind + "-----\n";
    }

    /** As a whole, so that a gateway that looks meanwhile reads no half. */
    private static void write(Path file, String text, String rights) throws IOException {
        Path made = Files.createTempFile(
                file.toAbsolutePath().getParent(),
                file.getFileName().toString(),
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(made, text);
        Files.setPosixFilePermissions(made, PosixFilePermissions.fromString(rights));
        Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
