package io.staffetta.crash;

import io.staffetta.it.GatewayProcess;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A small file system under a gateway's {@code data}, which is filled to the last byte and freed again. Needs the right to
 * mount.
 */
final class FullDisk implements Victim, AutoCloseable {

    private static final int BLOCK = 64 * 1024;

    private final GatewayProcess gateway;
    private final Path data;

    /**
     * @param size as of {@code mount}, such as {@code 400m}
     * @throws IllegalStateException if this machine does not let us mount
     */
    FullDisk(GatewayProcess gateway, String size) {
        this.gateway = gateway;
        data = gateway.home().resolve("data");
        try {
            Files.createDirectories(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", data.toString());
    }

    @Override
    public String name() {
        return "disk";
    }

    /** Fills it. */
    @Override
    public void kill() {
        byte[] block = new byte[BLOCK];
        try (OutputStream filler = Files.newOutputStream(filler())) {
            while (true) {
                filler.write(block);
            }
        } catch (IOException e) {
            System.out.println("The disk is full: " + e.getMessage());
        }
    }

    /** Frees it; and starts the gateway again if it has ended, as its service manager would. */
    @Override
    public void launch() {
        try {
            Files.deleteIfExists(filler());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!gateway.process().isAlive()) {
            System.out.println(
                    "The gateway has ended with " + gateway.process().exitValue() + ", and is started again");
            gateway.launch();
        }
    }

    @Override
    public void awaitReady() {
        gateway.awaitReady();
    }

    @Override
    public void close() {
        run("umount", "-l", data.toString());
    }

    private Path filler() {
        return data.resolve("filler");
    }

    private static void run(String... command) {
        try {
            Process process = new ProcessBuilder(command).inheritIO().start();
            if (!process.waitFor(20, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException(String.join(" ", command) + " failed; a full disk needs root");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
