package io.staffetta.gateway.settings;

import io.staffetta.config.Addresses;
import io.staffetta.config.Settings;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Settings of where the gateway listens.
 *
 * @param host address of the ports for messages
 * @param management address of the port for health and metrics, which asks for no token
 * @param ports ports by the settings that name them, as in {@link Addresses}; 0 for a free one
 */
public record AddressSettings(InetAddress host, InetAddress management, Map<String, Integer> ports) {

    static final String HOST = "staffetta.bind-address";

    private static final List<String> PORTS =
            List.of(Addresses.OPENWIRE, Addresses.STOMP, Addresses.HTTP, Addresses.MANAGEMENT, Addresses.SANDBOX);

    /** Reads the settings. */
    public static AddressSettings of(Settings settings) {
        InetAddress host = settings.address(HOST);
        InetAddress management = settings.address("staffetta.management.bind-address");
        Map<String, Integer> ports = new LinkedHashMap<>();
        PORTS.forEach(key -> ports.put(key, settings.port(key)));
        return new AddressSettings(host, management, ports);
    }

    /** URL of one of the gateway's ports that speak HTTP, as the settings say, whether or not it can listen there. */
    public static String url(Settings settings, String port) {
        return new Addresses(
                        settings.text(HOST),
                        settings.text("staffetta.management.bind-address"),
                        TlsSettings.of(settings).isGiven(),
                        Map.of(port, settings.port(port)))
                .url(port);
    }

    /** Whether other machines reach the ports for messages. */
    public boolean isOpen() {
        return !host.isLoopbackAddress();
    }

    /** Address of the host, as it is written in numbers. */
    public String hostAddress() {
        return host.getHostAddress();
    }

    /** Port of a part, by its setting. */
    public int port(String setting) {
        return ports.get(setting);
    }
}
