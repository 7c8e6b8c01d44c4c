package io.staffetta.it.support;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** A small file system in memory, which is filled to the last byte and freed again. Needs the right to mount. */
public final class SmallDisk implements AutoCloseable {

    private static final int BLOCK = 64 * 1024;

    private final Path folder;
    private final Path filler;

    /**
     * Mounts it.
     *
     * @param folder where; made if it is not there
     * @param size as of {@code mount}, such as {@code 400m}
     * @throws IllegalStateException if this machine does not let us mount
     */
    public SmallDisk(Path folder, String size) {
        this.folder = folder;
        filler = folder.resolve("filler");
        if (!mount(folder, size)) {
            throw new IllegalStateException("Cannot mount " + folder + "; a full disk needs root");
        }
    }

    /** Whether this machine lets us mount. */
    public static boolean isPossible() {
        Path trial = Path.of("target", "it", UUID.randomUUID().toString());
        boolean possible = mount(trial, "1m");
        if (possible) {
            run("umount", "-l", trial.toString());
        } else {
            System.err.println("SKIPPED: tests with a full disk, since this user may not mount a file system");
        }
        return possible;
    }

    /** Fills it. */
    public void fill() {
        byte[] block = new byte[BLOCK];
        try (OutputStream out = Files.newOutputStream(filler)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException e) {
            System.out.println("The disk is full: " + e.getMessage());
        }
    }

    /**
     * Fills it up to some room.
     *
     * @param left bytes, about
     */
    public void fillBut(long left) {
        byte[] block = new byte[BLOCK];
        try (OutputStream out = Files.newOutputStream(filler)) {
            while (folder.toFile().getUsableSpace() > left) {
                out.write(block);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Frees what {@link #fill} took. */
    public void free() {
        try {
            Files.deleteIfExists(filler);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        run("umount", "-l", folder.toString());
    }

    private static boolean mount(Path folder, String size) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", folder.toString());
    }

    private static boolean run(String... command) {
        try {
            Process process = new ProcessBuilder(command).inheritIO().start();
            return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
