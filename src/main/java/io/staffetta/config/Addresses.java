package io.staffetta.config;

import java.util.Map;

/**
 * Holds the addresses on which the gateway listens.
 *
 * @param host address, such as {@code 127.0.0.1}; {@code 0.0.0.0} for all that the machine has
 * @param management address of the port for health and metrics
 * @param tls whether the ports for messages speak TLS
 * @param ports ports by the settings that name them; those of parts that do not run are missing
 */
public record Addresses(String host, String management, boolean tls, Map<String, Integer> ports) {

    /** Setting of the port for messages over HTTP. */
    public static final String HTTP = "staffetta.http.port";
    /** Setting of the port for health and metrics. */
    public static final String MANAGEMENT = "staffetta.management.port";
    /** Setting of the embedded broker's port for OpenWire. */
    public static final String OPENWIRE = "staffetta.broker.openwire-port";
    /** Setting of the embedded broker's port for STOMP. */
    public static final String STOMP = "staffetta.broker.stomp-port";
    /** Setting of the provider sandbox's port. */
    public static final String SANDBOX = "staffetta.sandbox.port";

    /** All on one address, without TLS. */
    public Addresses(String host, Map<String, Integer> ports) {
        this(host, host, false, ports);
    }

    /** Port of a part, by its setting; 0 if the part does not run. */
    public int port(String setting) {
        return ports.getOrDefault(setting, 0);
    }

    /** Whether a part runs. */
    public boolean has(String setting) {
        return ports.containsKey(setting);
    }

    /** URL of a part that speaks HTTP, such as {@code http://127.0.0.1:8080}. */
    public String url(String setting) {
        boolean secured = tls && setting.equals(HTTP);
        String at = setting.equals(MANAGEMENT) ? management : host;
        return (secured ? "https://" : "http://") + inUrl(reached(at)) + ":" + port(setting);
    }

    /** The address at which this machine reaches a server that listens on another, which may be all of them. */
    public static String reached(String host) {
        return host.matches("0\\.0\\.0\\.0|[0:]+") && !host.endsWith("1") ? "127.0.0.1" : host;
    }

    /** An address as it is written in a URL. */
    public static String inUrl(String host) {
        return host.contains(":") ? "[" + host + "]" : host;
    }

    /** URL of the provider sandbox. */
    public String sandboxUrl() {
        return url(SANDBOX);
    }
}
