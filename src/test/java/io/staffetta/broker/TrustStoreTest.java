package io.staffetta.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustStoreTest {

    @TempDir
    private Path folder;

    @Test
    void namesTheSettingOfAFileThatIsNotThere() {
        assertThatThrownBy(() -> new TrustStore(folder.resolve("none.p12"), "").check())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Setting staffetta.broker.trust-store names " + folder.resolve("none.p12")
                        + ", which is no file");
    }

    @Test
    void namesTheSettingsOfAWrongPasswordAndNotThePassword() throws Exception {
        Path file = folder.resolve("empty.p12");
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, "right".toCharArray());
        }

        assertThatThrownBy(() -> new TrustStore(file, "wrong-secret").check())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("staffetta.broker.trust-store-password", "cannot be opened")
                .hasMessageNotContaining("wrong-secret");
        assertThatThrownBy(() -> new TrustStore(file, "right").check()).hasMessageContaining("holds no certificate");
    }

    @Test
    void isNotGivenUnlessThereIsAFile() {
        TrustStore.OF_JAVA.check();

        assertThat(TrustStore.OF_JAVA.isGiven()).isFalse();
        assertThat(new TrustStore(Path.of("a.p12"), "secret")).hasToString("TrustStore[a.p12]");
    }
}
