package io.staffetta.it.support;

import static org.awaitility.Awaitility.await;

import io.staffetta.broker.BrokerConnections;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** What all brokers in processes of their own have in common. */
abstract class BrokerProcess implements ExternalBroker {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final Path folder =
            Path.of("target", "it", "broker-" + UUID.randomUUID()).toAbsolutePath();
    private final int port = FreePorts.next();
    private final int tlsPort = FreePorts.next();
    private Process process;

    /** The command that runs the broker in the foreground. */
    abstract List<String> command();

    /** Folder of its files. */
    public final Path folder() {
        return folder;
    }

    @Override
    public final int port() {
        return port;
    }

    @Override
    public final int tlsPort() {
        return tlsPort;
    }

    @Override
    public final void start() {
        try {
            Files.createDirectories(folder);
            process = new ProcessBuilder(command())
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                    .start();
            await().atMost(LIMIT).until(() -> takesConnections() || !process.isAlive());
            if (!process.isAlive()) {
                throw new AssertionError("The broker did not start: " + Files.readString(log()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public final void stop() {
        process.destroy();
        awaitEnd();
    }

    @Override
    public final void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    @Override
    public final void close() {
        if (process != null) {
            kill();
        }
    }

    private Path log() {
        return folder.resolve("broker.log");
    }

    private void awaitEnd() {
        await().atMost(LIMIT).until(() -> !process.isAlive());
    }

    private boolean takesConnections() {
        try (Connection connection =
                BrokerConnections.factory(url(), CREDENTIALS).createConnection()) {
            connection.start();
            return true;
        } catch (JMSException e) {
            return false;
        }
    }
}
