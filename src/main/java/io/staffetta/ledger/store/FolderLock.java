package io.staffetta.ledger.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps a second process from an embedded ledger, where it would take the attempts of the first for abandoned. SQLite itself
 * would let it in. The system gives the lock back when the process ends, however it ends.
 */
final class FolderLock implements AutoCloseable {

    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Locks a folder, which is made if it is not there, by a file {@code ledger.lock} in it.
     *
     * @throws IllegalStateException if another process, or another gateway in this one, has locked it
     */
    static FolderLock of(Path folder) {
        Path file = folder.resolve("ledger.lock");
        FileChannel channel = null;
        try {
            Files.createDirectories(folder);
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return new FolderLock(channel);
            }
        } catch (OverlappingFileLockException e) {
            // Said below.
        } catch (IOException e) {
            close(channel);
            throw new UncheckedIOException("The ledger in " + folder + " cannot be locked: " + e.getMessage(), e);
        }
        close(channel);
        throw new IllegalStateException("The ledger in " + folder
                + " is in use by another gateway: stop that one, use another --home, or let both share a PostgreSQL ledger"
                + " by staffetta.ledger.url in config/application.properties");
    }

    @Override
    public void close() {
        close(channel);
    }

    private static void close(FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The lock of the ledger cannot be given back", e);
        }
    }
}
