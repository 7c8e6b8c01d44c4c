package io.staffetta.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import javax.net.ssl.X509ExtendedKeyManager;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerCertificateTest {

    private static final String PASSWORD = "a-test-password";

    @TempDir
    private static Path made;

    @TempDir
    private Path folder;

    @BeforeAll
    static void make() {
        SelfSigned.make(Set.of("one.example"), 30, made.resolve("one.crt"), made.resolve("one.key"));
        SelfSigned.make(Set.of("two.example"), 30, made.resolve("two.crt"), made.resolve("two.key"));
    }

    private CertificateFiles pem(String certificate, String key) throws IOException {
        Files.write(folder.resolve("server.crt"), Files.readAllBytes(made.resolve(certificate)));
        Files.write(folder.resolve("server.key"), Files.readAllBytes(made.resolve(key)));
        return new CertificateFiles(null, "", folder.resolve("server.crt"), folder.resolve("server.key"));
    }

    @Test
    void isMadeWithItsNamesForItsOwnerAlone() throws Exception {
        X509Certificate certificate = pem("one.crt", "one.key").chain().get(0);

        assertThat(certificate.getSubjectAlternativeNames()).containsExactly(List.of(2, "one.example"));
        assertThat(certificate.getNotAfter().toInstant())
                .isBetween(
                        Instant.now().plus(Duration.ofDays(29)), Instant.now().plus(Duration.ofDays(31)));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made.resolve("one.key"))))
                .isEqualTo("rw-------");
    }

    @Test
    void isReadFromAKeyStore() throws Exception {
        CertificateFiles.Identity one = pem("one.crt", "one.key").read();
        Path store = folder.resolve("server.p12");
        write(store, one);

        CertificateFiles.Identity read = new CertificateFiles(store, PASSWORD, null, null).read();

        assertThat(read.certificate()).isEqualTo(one.certificate());
        assertThat(read.key()).isEqualTo(one.key());
        assertThatThrownBy(() -> new CertificateFiles(store, "wrong", null, null).read())
                .hasMessageStartingWith("TLS cannot be used: " + store + " cannot be opened")
                .hasMessageContaining("staffetta.tls.key-store-password")
                .hasMessageNotContaining("wrong");
    }

    private static void write(Path store, CertificateFiles.Identity identity)
            throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        keys.setKeyEntry("x", identity.key(), PASSWORD.toCharArray(), new Certificate[] {identity.certificate()});
        try (var out = Files.newOutputStream(store)) {
            keys.store(out, PASSWORD.toCharArray());
        }
    }

    @Test
    void saysWhatIsWrongWithItsFiles() throws Exception {
        CertificateFiles mixed = pem("one.crt", "two.key");
        assertThatThrownBy(mixed::read).hasMessageContaining("server.key has a private key that is not that of the");

        Files.writeString(
                folder.resolve("server.key"), "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n");
        assertThatThrownBy(mixed::read).hasMessageContaining("openssl pkcs8 -topk8 -nocrypt");
        Files.writeString(folder.resolve("server.crt"), "");
        assertThatThrownBy(mixed::chain).hasMessageContaining("server.crt has no certificate in it");
        Files.delete(folder.resolve("server.crt"));
        assertThatThrownBy(mixed::chain).hasMessageContaining("server.crt is no file that can be read");
    }

    @Test
    void takesNewFilesAndKeepsTheOldOneWhereTheyCannotBeUsed() throws Exception {
        try (ServerCertificate certificate = new ServerCertificate(pem("one.crt", "one.key"), Clock.systemUTC())) {
            String one = name(certificate);
            pem("two.crt", "one.key");
            certificate.look();
            assertThat(name(certificate)).isEqualTo(one).isEqualTo("CN=one.example");

            pem("two.crt", "two.key");
            certificate.look();
            assertThat(name(certificate)).isEqualTo("CN=two.example");
            assertThat(certificate.keys().chooseServerAlias("EC", null, null)).isNotNull();
            assertThat(certificate.keys().chooseServerAlias("RSA", null, null)).isNull();
        }
    }

    /** A handshake asks for the key and for the chain, one after the other, and the files may change between. */
    @Test
    void givesAHandshakeTheChainOfItsKeyThoughTheFilesChangeMeanwhile() throws Exception {
        try (ServerCertificate certificate = new ServerCertificate(pem("one.crt", "one.key"), Clock.systemUTC())) {
            X509ExtendedKeyManager keys = certificate.keys();
            String begun = keys.chooseServerAlias("EC", null, null);
            PrivateKey key = keys.getPrivateKey(begun);

            pem("two.crt", "two.key");
            certificate.look();

            assertThat(name(keys.getCertificateChain(begun))).isEqualTo("CN=one.example");
            assertThat(keys.getPrivateKey(begun)).isEqualTo(key);
            String next = keys.chooseServerAlias("EC", null, null);
            assertThat(name(keys.getCertificateChain(next))).isEqualTo("CN=two.example");
            assertThat(keys.getPrivateKey(next)).isNotEqualTo(key);
        }
    }

    private static String name(ServerCertificate certificate) {
        X509ExtendedKeyManager keys = certificate.keys();
        return name(keys.getCertificateChain(keys.chooseServerAlias("EC", null, null)));
    }

    private static String name(X509Certificate[] chain) {
        return chain[0].getSubjectX500Principal().getName();
    }
}
