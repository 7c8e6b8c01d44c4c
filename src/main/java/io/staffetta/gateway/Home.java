package io.staffetta.gateway;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folder in which {@code config}, {@code routes} and {@code data} lie.
 *
 * @param folder absolute path
 */
public record Home(Path folder) {

    /** Environment variable that names the folder. */
    public static final String VARIABLE = "STAFFETTA_HOME";

    /**
     * Finds the folder.
     *
     * @param given what the command line says; {@code null} for nothing. Then the environment variable {@value #VARIABLE}
     *     decides; then the folder above the jar's if it has routes; else the current folder.
     * @throws IllegalArgumentException if the folder given has no {@code routes} in it
     */
    public static Home find(Path given) {
        String variable = System.getenv(VARIABLE);
        if (given != null || (variable != null && !variable.isBlank())) {
            Path folder =
                    (given != null ? given : Path.of(variable)).toAbsolutePath().normalize();
            if (!Files.isDirectory(folder.resolve("routes"))) {
                throw new IllegalArgumentException("No folder 'routes' in " + folder + ": --home (or " + VARIABLE
                        + ") must name the folder that holds config, routes and data");
            }
            return new Home(folder);
        }
        Path aboveJar = aboveJar();
        return new Home(
                aboveJar != null && Files.isDirectory(aboveJar.resolve("routes"))
                        ? aboveJar
                        : Path.of("").toAbsolutePath());
    }

    /** Folder of settings, accounts and providers. */
    public Path config() {
        return folder.resolve("config");
    }

    /** Folder of the routes. */
    public Path routes() {
        return folder.resolve("routes");
    }

    /** Folder of queues and secrets. The sandbox has its own, so that a demonstration never sends, or loses, real messages. */
    public Path data(boolean sandbox) {
        Path data = folder.resolve("data");
        return sandbox ? data.resolve("sandbox") : data;
    }

    private static Path aboveJar() {
        try {
            Path code = Path.of(Home.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return code.getParent() == null ? null : code.getParent().getParent();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("The place of the program cannot be told", e);
        }
    }
}
