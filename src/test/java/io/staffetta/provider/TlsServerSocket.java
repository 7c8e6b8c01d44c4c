package io.staffetta.provider;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * A server with a certificate of its own making for {@code localhost} alone. What lies under the encryption of each connection can
 * be taken hold of, to break it as no library would.
 */
public final class TlsServerSocket extends ServerSocket {

    /** Of all stores. */
    public static final String PASSWORD = "changeit";

    private final SSLContext context;
    private final String protocol;
    private final Map<Socket, Socket> plain = new ConcurrentHashMap<>();

    /**
     * @param store as {@link #makeCertificate} made it
     * @param protocol the one version of TLS that it speaks
     */
    public TlsServerSocket(Path store, String protocol) throws IOException, GeneralSecurityException {
        super(0, 50, InetAddress.getByName("localhost"));
        this.protocol = protocol;
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
    }

    @Override
    public Socket accept() throws IOException {
        Socket accepted = super.accept();
        accepted.setTcpNoDelay(true); // Else what is written may leave later.
        SSLSocket encrypted = (SSLSocket) context.getSocketFactory().createSocket(accepted, null, true);
        encrypted.setEnabledProtocols(new String[] {protocol});
        plain.put(encrypted, accepted);
        return encrypted;
    }

    /** The connection under an encrypted one. Closing it tells the other side nothing of TLS. */
    public Socket under(Socket encrypted) {
        return plain.get(encrypted);
    }

    /** Closes all connections, with a farewell or without. */
    public void closeConnections(boolean farewell) throws IOException {
        for (Map.Entry<Socket, Socket> each : plain.entrySet()) {
            (farewell ? each.getKey() : each.getValue()).close();
        }
        plain.clear();
    }

    /** Makes a store with a key and its certificate for the name {@code localhost}. */
    public static Path makeCertificate(Path folder) throws IOException, InterruptedException {
        Path store = folder.resolve("server.p12");
        keytool(
                store,
                "-genkeypair -alias server -keyalg EC -dname CN=localhost -ext san=dns:localhost -validity 30"
                        .split(" "));
        return store;
    }

    /** Makes a store of those who trust the certificate of another. */
    public static Path makeTrust(Path server) throws IOException, InterruptedException {
        Path certificate = server.resolveSibling("server.crt");
        Path store = server.resolveSibling("trust.p12");
        keytool(server, "-exportcert", "-alias", "server", "-file", certificate.toString());
        keytool(store, "-importcert", "-alias", "server", "-noprompt", "-file", certificate.toString());
        return store;
    }

    private static void keytool(Path store, String... what) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(what));
        command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD, "-keystore", store.toString()));
        Path log = store.resolveSibling("keytool.log");
        int code = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        if (code != 0) {
            throw new AssertionError(Files.readString(log));
        }
    }
}
