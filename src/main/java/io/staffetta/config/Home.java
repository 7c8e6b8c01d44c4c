package io.staffetta.config;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

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
     *     decides; then the folder of the jar, or the one above it, if it has routes; else the current folder.
     * @throws IllegalArgumentException if the folder given has no {@code routes} in it
     */
    public static Home find(Path given) {
        String variable = System.getenv(VARIABLE);
        if (given != null || (variable != null && !variable.isBlank())) {
            Path folder =
                    (given != null ? given : Path.of(variable)).toAbsolutePath().normalize();
            Home home = new Home(folder);
            home.check(List.of(home.routes()));
            return home;
        }
        return new Home(Stream.iterate(program().getParent(), Objects::nonNull, Path::getParent)
                .limit(2)
                .filter(each -> Files.isDirectory(each.resolve("routes")))
                .findFirst()
                .orElse(Path.of("").toAbsolutePath()));
    }

    /**
     * Sees that it is one.
     *
     * @throws IllegalArgumentException if it is not there, cannot be read, or has no {@code routes} or no {@code config}
     */
    public void check() {
        check(List.of(routes(), config()));
    }

    private void check(List<Path> parts) {
        String right = ": --home (or " + VARIABLE + ") must name the folder that holds config, routes and data";
        if (!Files.exists(folder)) {
            throw new IllegalArgumentException("No folder " + folder + right);
        }
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException(folder + " is a file" + right);
        }
        for (Path part : parts) {
            if (!Files.isDirectory(part)) {
                throw new IllegalArgumentException(
                        Files.isExecutable(folder)
                                ? "No folder '" + part.getFileName() + "' in " + folder + right
                                : folder + " cannot be read by " + FileFault.user());
            }
            if (!Files.isReadable(part) || !Files.isExecutable(part)) {
                throw new IllegalArgumentException(part + " cannot be read by " + FileFault.user()
                        + ": give that user the right to read it, and all that is in it");
            }
        }
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

    /** The jar: of a distribution beside the routes, of a build in a folder beside them. */
    private static Path program() {
        try {
            return Path.of(Home.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("The place of the program cannot be told", e);
        }
    }
}
