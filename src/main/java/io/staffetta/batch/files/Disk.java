package io.staffetta.batch.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/** Forces written files to disk, so that they outlive a loss of power. */
public final class Disk {

    /** What the name of a file ends in that is being written. */
    public static final String BEING_WRITTEN = ".tmp";

    private Disk() {}

    /** Waits until the contents of a file are on the disk. */
    public static void force(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /** Waits until the names in a folder are on the disk, where the system can. */
    public static void forceFolder(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Windows opens no folders; nor do some shares force them.
        }
    }

    /** Copies a file in place of another one of ours. */
    public static void copy(Path source, Path target) throws IOException {
        Files.copy(source, target, StandardCopyOption.REPLACE_EXISTING);
        Rights.restrict(target);
        force(target);
    }

    /** Writes a small file, whole or not at all. */
    public static void write(Path file, String text) throws IOException {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes a small file, whole or not at all. */
    public static void write(Path file, byte[] bytes) throws IOException {
        Path made = file.resolveSibling(file.getFileName() + BEING_WRITTEN);
        Files.write(made, bytes);
        Rights.restrict(made);
        force(made);
        Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
        forceFolder(file.getParent());
    }

    /**
     * When a file came to where it is, at the latest: a file that is moved keeps the time of its last change. A link is not followed.
     */
    static Instant cameAt(Path file) throws IOException {
        Instant changed =
                Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant();
        try {
            FileTime moved = (FileTime) Files.getAttribute(file, "unix:ctime", LinkOption.NOFOLLOW_LINKS);
            return changed.isAfter(moved.toInstant()) ? changed : moved.toInstant();
        } catch (UnsupportedOperationException | IllegalArgumentException e) {
            return changed;
        }
    }
}
