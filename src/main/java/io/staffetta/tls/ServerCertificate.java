package io.staffetta.tls;

import io.staffetta.thread.DaemonThreads;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificate that the gateway shows. Its files are looked at again and again: handshakes that begin after a change have the new
 * one. New files that cannot be used are told in the log and in {@link #problem()}, and the old ones stay.
 *
 * <p>Thread-safe.
 */
public final class ServerCertificate implements AutoCloseable {

    /** What is spoken: older ones are broken. */
    public static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

    private static final Logger LOG = LoggerFactory.getLogger(ServerCertificate.class);
    private static final int LOOK_SECONDS = 5;
    private static final Duration SOON = Duration.ofDays(14);
    /** A handshake asks for chain and key by the alias that it was given, each by itself: so each change has another alias. */
    private static final String ALIAS = "staffetta-";

    private final CertificateFiles files;
    private final Clock clock;
    private final ScheduledExecutorService executor =
            Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("certificate"));
    private volatile Shown shown;
    private volatile String problem = "";
    private List<String> seen;
    private Instant told = Instant.MIN;

    /**
     * What is shown, and under which alias.
     *
     * @param before for handshakes that have begun with it; {@code null} for none
     */
    private record Shown(int number, CertificateFiles.Identity identity, CertificateFiles.Identity before) {

        Shown next(CertificateFiles.Identity next) {
            return new Shown(number + 1, next, identity);
        }

        String alias() {
            return ALIAS + number;
        }

        /** The one that an alias was given for; {@code null} if it is older than the one before. */
        CertificateFiles.Identity find(String alias) {
            return alias.equals(alias()) ? identity : alias.equals(ALIAS + (number - 1)) ? before : null;
        }
    }

    /**
     * Reads the files, and looks at them from now on.
     *
     * @throws IllegalArgumentException if they cannot be used; says why
     */
    public ServerCertificate(CertificateFiles files, Clock clock) {
        this.files = files;
        this.clock = clock;
        seen = stamps();
        shown = new Shown(1, files.read(), null);
        tellEnd();
        ScheduledFuture<?> unused =
                executor.scheduleWithFixedDelay(this::look, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
    }

    /** When the certificate ends. */
    public Instant end() {
        return shown.identity().certificate().getNotAfter().toInstant();
    }

    /** Why the files as they are now cannot be used, so that an older certificate is shown; empty if they are shown. */
    public Optional<String> problem() {
        return Optional.of(problem).filter(words -> !words.isEmpty());
    }

    /** What handshakes take the certificate from: always the newest. */
    public X509ExtendedKeyManager keys() {
        return new Keys();
    }

    /** A context for sockets of a server, which always have the newest certificate. */
    public SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {keys()}, null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("TLS cannot be set up", e);
        }
    }

    /** Reads the files again if they have changed. */
    synchronized void look() {
        try {
            List<String> now = stamps();
            if (!now.equals(seen)) {
                seen = now;
                shown = shown.next(files.read());
                problem = "";
                LOG.info("The certificate has changed; it ends at {}", end());
                told = Instant.MIN;
            }
            tellEnd();
        } catch (RuntimeException e) {
            problem = String.valueOf(e.getMessage());
            LOG.error(
                    "The files of the certificate have changed and cannot be used, so the old one stays, which ends at {}: {}",
                    end(),
                    problem);
        }
    }

    private void tellEnd() {
        Instant now = clock.instant();
        if (end().isBefore(now.plus(SOON)) && told.isBefore(now.minus(Duration.ofDays(1)))) {
            told = now;
            LOG.warn(
                    "The certificate of the gateway's ports {} at {}: {}",
                    end().isBefore(now) ? "ended" : "ends",
                    end(),
                    files);
        }
    }

    private List<String> stamps() {
        List<String> stamps = new ArrayList<>();
        for (Path file : files.files()) {
            try {
                stamps.add(file.toRealPath() + " " + Files.getLastModifiedTime(file) + " " + Files.size(file) + " "
                        + Files.readAttributes(file, BasicFileAttributes.class).fileKey());
            } catch (IOException e) {
                stamps.add(file + " is away");
            }
        }
        return stamps;
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }

    /** Offers one key, whatever the client asks for: what does not fit ends the handshake. */
    private final class Keys extends X509ExtendedKeyManager {

        @Override
        public String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
            return alias(keyType);
        }

        @Override
        public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
            return alias(keyType);
        }

        private String alias(String keyType) {
            Shown now = shown;
            String algorithm = now.identity().key().getAlgorithm();
            boolean fits = keyType.equals(algorithm)
                    || keyType.startsWith(algorithm + "_")
                    || (keyType.equals("EdDSA") && algorithm.startsWith("Ed"));
            return fits ? now.alias() : null;
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            CertificateFiles.Identity found = shown.find(alias);
            return found == null ? null : found.chain().toArray(X509Certificate[]::new);
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            CertificateFiles.Identity found = shown.find(alias);
            return found == null ? null : found.key();
        }

        @Override
        public String[] getServerAliases(String keyType, Principal[] issuers) {
            return new String[] {shown.alias()};
        }

        @Override
        public String[] getClientAliases(String keyType, Principal[] issuers) {
            return null;
        }

        @Override
        public String chooseClientAlias(String[] keyType, Principal[] issuers, Socket socket) {
            return null;
        }
    }
}
