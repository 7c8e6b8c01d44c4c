package io.staffetta.crash;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.Stream;

/** A PostgreSQL server that is killed with all its processes, and comes back on the same data and port. */
public final class Database implements Victim, AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Path folder =
            Path.of("target", "it", "postgres-" + UUID.randomUUID()).toAbsolutePath();
    private EmbeddedPostgres server;
    private int port;

    /** Starts it. */
    public Database() {
        launch();
        port = server.getPort();
    }

    @Override
    public String name() {
        return "database";
    }

    /** JDBC URL, with the user in it. */
    public String url() {
        return server.getJdbcUrl("postgres", "postgres");
    }

    @Override
    public void kill() {
        try {
            long pid = Long.parseLong(
                    Files.readAllLines(folder.resolve("postmaster.pid")).get(0).strip());
            ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
            Stream<ProcessHandle> all = Stream.concat(Stream.of(postmaster), postmaster.descendants());
            all.toList().forEach(ProcessHandle::destroyForcibly);
            // It is gone already: this gives back the lock on its data.
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void launch() {
        try {
            server = EmbeddedPostgres.builder()
                    .setDataDirectory(folder)
                    .setCleanDataDirectory(false)
                    .setPort(port)
                    // That of the embedded one is off; those who measure want what a server does.
                    .setServerConfig("fsync", "on")
                    .setPGStartupWait(LIMIT)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void awaitReady() {
        // Launching it waits.
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
