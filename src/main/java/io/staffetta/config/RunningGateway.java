package io.staffetta.config;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * A gateway that runs on a home, as it told those who look for it there.
 *
 * @param pid its process id, as its own machine or container counts them
 * @param machine name of that machine or container
 * @param since when it began to start, ISO-8601
 * @param sandbox whether it is one of {@code run --sandbox}
 * @param settings where it listens, by the settings that name it; empty while it starts
 */
public record RunningGateway(String pid, String machine, String since, boolean sandbox, Map<String, String> settings) {

    private static final String BIND = "staffetta.bind-address";
    private static final String MANAGEMENT_BIND = "staffetta.management.bind-address";
    private static final List<String> TLS =
            List.of("staffetta.tls.key-store", "staffetta.tls.certificate", "staffetta.tls.key");

    public RunningGateway {
        settings = Map.copyOf(settings);
    }

    /** The same, ready, with its addresses. */
    RunningGateway at(Addresses addresses) {
        Map<String, String> where = new LinkedHashMap<>();
        where.put(BIND, addresses.host());
        where.put(MANAGEMENT_BIND, addresses.management());
        if (!addresses.tls()) {
            // Whatever the settings say, as with the sandbox.
            TLS.forEach(key -> where.put(key, ""));
        }
        addresses.ports().forEach((key, port) -> where.put(key, Integer.toString(port)));
        return new RunningGateway(pid, machine, since, sandbox, where);
    }

    /** Which one it is, in words, such as {@code pid 4711 on mail1, run --sandbox}. */
    public String words() {
        return "pid " + clean(pid) + " on " + clean(machine) + ", run" + (sandbox ? " --sandbox" : "");
    }

    /** What {@link #of(String)} reads. */
    String note() {
        Properties properties = new Properties();
        properties.putAll(settings);
        properties.put("pid", pid);
        properties.put("machine", machine);
        properties.put("since", since);
        properties.put("sandbox", Boolean.toString(sandbox));
        StringWriter written = new StringWriter();
        try {
            properties.store(written, "The gateway that runs on this folder, while this file is locked");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return written.toString();
    }

    /** Reads a note; empty if it is none, as while it is being written. */
    static Optional<RunningGateway> of(String note) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(note));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
        Map<String, String> settings = new LinkedHashMap<>();
        Stream.concat(
                        TLS.stream(),
                        Stream.of(
                                BIND,
                                MANAGEMENT_BIND,
                                Addresses.HTTP,
                                Addresses.MANAGEMENT,
                                Addresses.OPENWIRE,
                                Addresses.STOMP,
                                Addresses.SANDBOX))
                .filter(key -> properties.containsKey(key))
                .forEach(key -> settings.put(key, properties.getProperty(key)));
        return Optional.of(new RunningGateway(
                properties.getProperty("pid", "unknown"),
                properties.getProperty("machine", "an unknown machine"),
                properties.getProperty("since", ""),
                Boolean.parseBoolean(properties.getProperty("sandbox")),
                settings));
    }

    private static String clean(String text) {
        return text.replaceAll("[^A-Za-z0-9._-]", "?");
    }
}
