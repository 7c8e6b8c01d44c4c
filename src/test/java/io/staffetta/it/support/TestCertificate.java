package io.staffetta.it.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A self-signed certificate of 127.0.0.1, made by the JDK's keytool, and the trust store that goes with it. */
public final class TestCertificate {

    /** Password of both stores. */
    public static final String PASSWORD = "test-password";

    private static final Path FOLDER = Path.of("target", "it", "certificate").toAbsolutePath();

    private TestCertificate() {}

    /** PKCS12 file with key and certificate, for the broker. */
    static synchronized Path keyStore() {
        Path store = FOLDER.resolve("broker.p12");
        if (!Files.exists(store)) {
            keytool(
                    store,
                    List.of("-genkeypair", "-alias", "broker", "-keyalg", "EC", "-dname", "CN=127.0.0.1"),
                    List.of("-ext", "SAN=IP:127.0.0.1", "-validity", "30"));
        }
        return store;
    }

    /** PKCS12 file with the certificate alone, for those who connect. */
    public static synchronized Path trustStore() {
        Path store = FOLDER.resolve("trust.p12");
        Path certificate = FOLDER.resolve("broker.crt");
        if (!Files.exists(store)) {
            keytool(keyStore(), List.of("-exportcert", "-alias", "broker"), List.of("-file", certificate.toString()));
            keytool(
                    store,
                    List.of("-importcert", "-alias", "broker", "-noprompt"),
                    List.of("-file", certificate.toString()));
        }
        return store;
    }

    private static void keytool(Path store, List<String> what, List<String> more) {
        try {
            Files.createDirectories(FOLDER);
            List<String> command = new ArrayList<>();
            command.add(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
            command.addAll(what);
            command.addAll(List.of("-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD));
            command.addAll(more);
            Path log = FOLDER.resolve("keytool.log");
            int code = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new AssertionError("keytool failed: " + Files.readString(log));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
