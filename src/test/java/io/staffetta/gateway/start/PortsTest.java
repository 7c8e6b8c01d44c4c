package io.staffetta.gateway.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staffetta.config.Addresses;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PortsTest {

    private static final InetAddress HOST = InetAddress.getLoopbackAddress();

    private static Map<String, Integer> choose(int http, int management) {
        Map<String, Integer> wanted = new LinkedHashMap<>();
        wanted.put(Addresses.HTTP, http);
        wanted.put(Addresses.MANAGEMENT, management);
        return Ports.choose(wanted, key -> HOST);
    }

    @Test
    void areFreeOnesWhereTheSettingsSayZero() throws IOException {
        Map<String, Integer> ports = choose(0, 0);

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
            int first = one.getLocalPort();
            int second = two.getLocalPort();

            assertThatThrownBy(() -> choose(first, second))
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
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, HOST)) {
            port = socket.getLocalPort();
        }
        int wanted = port;

        assertThatThrownBy(() -> choose(wanted, wanted))
                .hasMessageContaining("staffetta.management.port")
                .hasMessageNotContaining("staffetta.http.port");
    }
}
