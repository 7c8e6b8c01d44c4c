package io.staffetta.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staffetta.config.Addresses;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PortsTest {

    private static final InetAddress HOST = InetAddress.getLoopbackAddress();

    private static Settings settings(String http, String management) {
        return Settings.read(
                Path.of("nowhere"), Map.of(), Map.of(Addresses.HTTP, http, Addresses.MANAGEMENT, management));
    }

    private static Map<String, Integer> choose(Settings settings) {
        return Ports.choose(settings, HOST, List.of(Addresses.HTTP, Addresses.MANAGEMENT));
    }

    @Test
    void areFreeOnesWhereTheSettingsSayZero() throws IOException {
        Map<String, Integer> ports = choose(settings("0", "0"));

        assertThat(ports).containsOnlyKeys(Addresses.HTTP, Addresses.MANAGEMENT);
        assertThat(ports.values()).doesNotHaveDuplicates().allSatisfy(port -> {
            try (ServerSocket socket = new ServerSocket(port, 1, HOST)) {
                assertThat(socket.getLocalPort()).isEqualTo(port);
            }
        });
    }

    @Test
    void areAllNamedThatAreInUse() throws IOException {
        try (ServerSocket one = new ServerSocket(0, 1, HOST);
                ServerSocket two = new ServerSocket(0, 1, HOST)) {
            String first = Integer.toString(one.getLocalPort());
            String second = Integer.toString(two.getLocalPort());

            assertThatThrownBy(() -> choose(settings(first, second)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("Port " + first + " of 127.0.0.1 cannot be used")
                    .hasMessageContaining(
                            "set staffetta.http.port in config/application.properties or by STAFFETTA_HTTP_PORT")
                    .hasMessageContaining("Port " + second)
                    .hasMessageContaining("staffetta.management.port");
        }
    }

    @Test
    void cannotBeTheSameForTwoParts() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, HOST)) {
            free = socket.getLocalPort();
        }
        String port = Integer.toString(free);

        assertThatThrownBy(() -> choose(settings(port, port)))
                .hasMessageContaining("staffetta.management.port")
                .hasMessageNotContaining("staffetta.http.port");
    }
}
