package io.staffetta.it.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** A self-signed certificate of 127.0.0.1, made by the JDK's keytool, and the trust store that goes with it. */
public final class TestCertificate {

    /** Password of both stores. */
    public static final String PASSWORD = "test-password";

    /** Of this process alone: other tests run beside it. */
    private static final Path FOLDER =
            Path.of("target", "it", "certificate-" + UUID.randomUUID()).toAbsolutePath();

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

    /** What servers of 127.0.0.1 show, which {@link #trustStore()} believes. */
    public static SSLContext server() {
        try {
            KeyStore store = KeyStore.getInstance(keyStore().toFile(), PASSWORD.toCharArray());
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, PASSWORD.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes a PKCS12 file with a key and a certificate of a name, for servers. */
    public static void keyStore(Path store, String name) {
        keytool(
                store,
                List.of("-genkeypair", "-alias", "x", "-keyalg", "EC", "-dname", "CN=" + name),
                List.of("-ext", "SAN=DNS:" + name, "-validity", "30"));
    }

    /** Sockets that believe everybody, to look at what is shown. They begin a session of their own each time. */
    public static SSLSocketFactory anyone() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {everybody()}, null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Believes everybody. */
    public static X509TrustManager everybody() {
        return new X509TrustManager() {
            @Override
            public void checkClientTrusted(X509Certificate[] chain, String authType) {}

            @Override
            public void checkServerTrusted(X509Certificate[] chain, String authType) {}

            @Override
            public X509Certificate[] getAcceptedIssuers() {
                return new X509Certificate[0];
            }
        };
    }

    private static synchronized void keytool(Path store, List<String> what, List<String> more) {
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
