package io.staffetta.gateway.start;

import io.staffetta.config.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Chooses the ports that the gateway will listen on, before anything starts. */
public final class Ports {

    private Ports() {}

    /**
     * Finds out which ports to use.
     *
     * @param wanted ports by their settings; 0 for a free one
     * @param hosts where they are, by their settings
     * @return the ports by their settings, none of them in use
     * @throws IllegalStateException if ports are in use; names all of them with their settings
     */
    public static Map<String, Integer> choose(Map<String, Integer> wanted, Function<String, InetAddress> hosts) {
        Map<String, Integer> ports = new LinkedHashMap<>();
        List<String> wrong = new ArrayList<>();
        List<ServerSocket> held = new ArrayList<>();
        wanted.forEach((key, port) -> {
            InetAddress host = hosts.apply(key);
            try {
                ServerSocket socket = new ServerSocket();
                socket.setReuseAddress(true);
                socket.bind(new InetSocketAddress(host, port));
                held.add(socket);
                ports.put(key, socket.getLocalPort());
            } catch (IOException e) {
                wrong.add("Port " + port + " of " + host.getHostAddress() + " cannot be used (" + e.getMessage()
                        + "): stop what uses it, or set " + key + " in config/" + Settings.FILE + " or by "
                        + Settings.variable(key));
            }
        });
        held.forEach(Ports::close);
        if (!wrong.isEmpty()) {
            throw new IllegalStateException(String.join(System.lineSeparator(), wrong));
        }
        return ports;
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException("Cannot close port " + socket.getLocalPort(), e);
        }
    }
}
