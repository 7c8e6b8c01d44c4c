package io.staffetta.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Checks the data folder before anything starts, and says in words why it cannot be used. */
final class DataFolder {

    /** The file that a gateway locks in it. */
    static final String LOCK = "gateway.lock";

    private static final Set<String> SECRETS = Set.of("admin-token", "broker-password");
    private static final List<String> OWN = List.of(
            "admin-token", "broker-password", LOCK, "ledger.lock", "ledger.db", "ledger.db-wal", "ledger.db-shm");

    private DataFolder() {}

    /**
     * Makes the folder if it is not there, and looks whether this user may write it and what is in it.
     *
     * @throws UnusableException if not
     * @throws IllegalStateException if its disk is full
     */
    static void makeUsable(Path data) {
        try {
            Files.createDirectories(data);
        } catch (IOException e) {
            throw problem(data, e);
        }
        Optional<Path> foreign = foreign(data);
        if (foreign.isPresent()) {
            String owner = FileFault.owner(foreign.get());
            throw new UnusableException(
                    foreign.get() + " cannot be read and written by " + FileFault.user()
                            + (owner.isEmpty() ? "" : ": " + owner) + ". " + advice(data),
                    null);
        }
    }

    /** What a failure to write something there means. */
    static IllegalStateException problem(Path path, IOException e) {
        if (FileFault.isFull(e)) {
            return new IllegalStateException(
                    "The disk of " + path + " is full: make room, or name another home by --home or " + Home.VARIABLE,
                    e);
        }
        return new UnusableException(
                "The data folder cannot be written as " + FileFault.user() + ": " + path + ": " + FileFault.words(e)
                        + ". " + advice(path),
                e);
    }

    private static String advice(Path path) {
        return "Give that user the right to write " + path + " (chown -R), or name another home by --home or "
                + Home.VARIABLE + "; under systemd the unit needs ReadWritePaths for it";
    }

    /** The first of the gateway's own files that this user cannot use, as after a start by another user. */
    private static Optional<Path> foreign(Path data) {
        if (!isUsable(data)) {
            return Optional.of(data);
        }
        Path queues = data.resolve("kahadb");
        Stream<Path> own = Stream.concat(OWN.stream().map(data::resolve), Stream.of(queues));
        return Stream.concat(own, list(queues))
                .filter(file -> Files.exists(file) && !isUsable(file))
                .findFirst();
    }

    private static Stream<Path> list(Path folder) {
        if (!Files.isDirectory(folder) || !isUsable(folder)) {
            return Stream.empty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList().stream();
        } catch (IOException e) {
            return Stream.of(folder);
        }
    }

    private static boolean isUsable(Path path) {
        boolean folder = Files.isDirectory(path);
        boolean secret = SECRETS.contains(String.valueOf(path.getFileName()));
        return Files.isReadable(path) && (secret || Files.isWritable(path)) && (!folder || Files.isExecutable(path));
    }
}
