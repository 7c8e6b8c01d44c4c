package io.staffetta.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

    private static final String PORT = "staffetta.http.port";

    @TempDir
    private Path config;

    private Settings with(String key, String value) {
        return Settings.read(config, Map.of(), Map.of(key, value));
    }

    private void write(String properties) throws IOException {
        Files.writeString(config.resolve(Settings.FILE), properties);
    }

    @Test
    void haveTheShippedDefaultsWithoutAFile() {
        Settings settings = Settings.read(config.resolve("nowhere"), Map.of(), Map.of());

        assertThat(settings.all()).isEqualTo(Settings.defaults());
        assertThat(settings.number(PORT, 0, 65535)).isEqualTo(8080);
    }

    @Test
    void areReadWithoutAByteOrderMark() throws IOException {
        write("\ufeff" + PORT + " = 1234\r\nstaffetta.management.port = 1235\r\n");

        Settings settings = Settings.read(config, Map.of(), Map.of());

        assertThat(settings.port(PORT)).isEqualTo(1234);
        assertThat(settings.port("staffetta.management.port")).isEqualTo(1235);
    }

    @Test
    void sayThatTheirFileIsNotInUtf8() throws IOException {
        Files.write(config.resolve(Settings.FILE), "# perch\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> Settings.read(config, Map.of(), Map.of()))
                .hasMessage("Cannot read " + config.resolve(Settings.FILE)
                        + ": it must be encoded in UTF-8, but byte 8 of it is not: save or send it in that encoding");
    }

    @Test
    void takeTheCommandLineOverTheEnvironmentOverTheFileOverTheDefaults() throws IOException {
        write("""
                staffetta.http.port = 1
                staffetta.management.port = 1
                staffetta.sandbox.port = 1
                """);
        Map<String, String> environment =
                Map.of("STAFFETTA_MANAGEMENT_PORT", "2", "STAFFETTA_SANDBOX_PORT", "2", "PATH", "/bin");

        Settings settings = Settings.read(config, environment, Map.of("staffetta.sandbox.port", "3"));

        assertThat(settings.port("staffetta.broker.stomp-port")).isEqualTo(61613);
        assertThat(settings.port(PORT)).isEqualTo(1);
        assertThat(settings.port("staffetta.management.port")).isEqualTo(2);
        assertThat(settings.port("staffetta.sandbox.port")).isEqualTo(3);
    }

    @Test
    void nameAllKeysThatDoNotExistAtOnce() throws IOException {
        write("""
                staffetta.http.prot = 1
                staffetta.htpp.port = 1
                camel.main.tracing = true
                """);

        assertThatThrownBy(() -> with("staffeta.http.port", "2"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("No setting 'staffetta.http.prot' (in " + config.resolve(Settings.FILE) + ")")
                .hasMessageContaining("No setting 'staffetta.htpp.port'")
                .hasMessageContaining("No setting 'staffeta.http.port' (in the command line)")
                .hasMessageNotContaining("camel");
    }

    @Test
    void handSettingsOfCamelOn() throws IOException {
        write("camel.main.tracing = true\n");

        assertThat(Settings.read(config, Map.of(), Map.of()).all()).containsEntry("camel.main.tracing", "true");
    }

    @Test
    void doNotKnowAKeyThatIsNotASetting() {
        assertThatThrownBy(() -> Settings.read(config, Map.of(), Map.of()).text("staffetta.colour"))
                .hasMessage("No setting 'staffetta.colour'");
    }

    @ParameterizedTest(name = "''{0}''")
    @ValueSource(strings = {"-1", "65536", "", "http", "8080.0", "99999999999"})
    void refuseAPortThatIsNone(String value) {
        assertThatThrownBy(() -> with(PORT, value).port(PORT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Setting staffetta.http.port must be a number from 0 to 65535: change it in"
                        + " config/application.properties or by STAFFETTA_HTTP_PORT");
    }

    @ParameterizedTest(name = "''{0}''")
    @ValueSource(strings = {"0", "65535", " 8080 "})
    void takeAPort(String value) {
        assertThat(with(PORT, value).port(PORT)).isEqualTo(Integer.parseInt(value.strip()));
    }

    @ParameterizedTest(name = "''{0}''")
    @ValueSource(strings = {"PT0S", "PT-1S", "24h", ""})
    void refuseADurationThatIsNone(String value) {
        assertThatThrownBy(() -> with("staffetta.message.validity", value).duration("staffetta.message.validity"))
                .hasMessageStartingWith("Setting staffetta.message.validity must be an ISO-8601 duration above zero");
    }

    @Test
    void readDurations() {
        Settings settings = Settings.read(config, Map.of(), Map.of());

        assertThat(settings.duration("staffetta.message.validity")).isEqualTo(Duration.ofHours(24));
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1, true", "127.1.2.3, true", "::1, true", "localhost, true", "0.0.0.0, false", "::, false"})
    void takeAnAddress(String value, boolean isLoopback) {
        InetAddress address = with("staffetta.bind-address", value).address("staffetta.bind-address");

        assertThat(address.isLoopbackAddress()).isEqualTo(isLoopback);
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-such-host.invalid", ""})
    void refuseAnAddressThatIsNone(String value) {
        assertThatThrownBy(() -> with("staffetta.bind-address", value).address("staffetta.bind-address"))
                .hasMessageStartingWith("Setting staffetta.bind-address must be an address of this machine");
    }

    @Test
    void takeOneOfSeveralWords() {
        assertThat(with("staffetta.numbers.check", "valid").oneOf("staffetta.numbers.check", "possible", "valid"))
                .isEqualTo("valid");
        assertThatThrownBy(() ->
                        with("staffetta.numbers.check", "VALID").oneOf("staffetta.numbers.check", "possible", "valid"))
                .hasMessageStartingWith("Setting staffetta.numbers.check must be one of possible, valid");
    }
}
