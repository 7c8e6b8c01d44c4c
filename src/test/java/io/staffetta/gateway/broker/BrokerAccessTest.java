package io.staffetta.gateway.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.broker.Credentials;
import io.staffetta.config.Home;
import io.staffetta.config.Secrets;
import io.staffetta.config.Settings;
import io.staffetta.gateway.settings.AddressSettings;
import io.staffetta.gateway.settings.BrokerSettings;
import io.staffetta.gateway.settings.TlsSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrokerAccessTest {

    @TempDir
    private Path folder;

    private BrokerSettings settings(String... keysAndValues) {
        Map<String, String> overrides = new HashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            overrides.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return BrokerSettings.of(Settings.read(folder, Map.of(), overrides));
    }

    private Home home() {
        return new Home(folder);
    }

    private Path passwordFile() {
        return folder.resolve("data/broker-password");
    }

    @Test
    void makesAPasswordForTheEmbeddedBroker() {
        Credentials made = BrokerAccess.credentials(home(), settings(), false);

        assertThat(made.user()).isEqualTo("staffetta");
        assertThat(made.password()).isEqualTo(Secrets.read(passwordFile()));
        assertThat(BrokerAccess.clientCredentials(home(), settings())).isEqualTo(made);
    }

    @Test
    void takesThePasswordOfTheSettingsAndMakesNone() {
        BrokerSettings settings = settings("staffetta.broker.user", "pbx", "staffetta.broker.password", "p");

        assertThat(BrokerAccess.credentials(home(), settings, false)).isEqualTo(new Credentials("pbx", "p"));
        assertThat(BrokerAccess.clientCredentials(home(), settings)).isEqualTo(new Credentials("pbx", "p"));
        assertThat(passwordFile()).doesNotExist();
    }

    @Test
    void prefersThePasswordOfTheSettingsToOneThatWasMade() {
        BrokerAccess.credentials(home(), settings(), false);

        assertThat(BrokerAccess.clientCredentials(home(), settings("staffetta.broker.password", "p")))
                .isEqualTo(new Credentials("staffetta", "p"));
    }

    @Test
    void letsAnyoneIntoTheSandboxAndMakesNoPassword() {
        assertThat(BrokerAccess.credentials(home(), settings(), true).isAnonymous())
                .isTrue();
        assertThat(BrokerAccess.clientCredentials(home(), settings()).isAnonymous())
                .isTrue();
        assertThat(passwordFile()).doesNotExist();
    }

    @Test
    void usesTheSettingsForAnotherBroker() throws Exception {
        Files.createDirectories(passwordFile().getParent());
        Files.writeString(passwordFile(), "of-the-embedded-broker\n");
        BrokerSettings settings = settings("staffetta.broker.url", "tcp://broker1:61616");

        assertThat(BrokerAccess.credentials(home(), settings, false)).isEqualTo(new Credentials("staffetta", ""));
        assertThat(BrokerAccess.clientCredentials(home(), settings)).isEqualTo(new Credentials("staffetta", ""));
        assertThat(BrokerAccess.clientUrl(settings, null, null)).isEqualTo("tcp://broker1:61616");
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, '', tcp://127.0.0.1:61616",
        "::1, '', tcp://[0:0:0:0:0:0:0:1]:61616",
        "0.0.0.0, a.p12, ssl://127.0.0.1:61616",
        "::, a.p12, ssl://127.0.0.1:61616"
    })
    void reachesTheEmbeddedBrokerWhereItListens(String address, String keyStore, String url) {
        Settings given = Settings.read(
                folder, Map.of(), Map.of("staffetta.bind-address", address, "staffetta.tls.key-store", keyStore));

        assertThat(BrokerAccess.clientUrl(settings(), AddressSettings.of(given), TlsSettings.of(given)))
                .isEqualTo(url);
    }
}
