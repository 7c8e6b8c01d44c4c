package io.staffetta.batch.result;

import io.staffetta.batch.files.Disk;
import io.staffetta.batch.files.Rights;
import io.staffetta.batch.files.UniqueFileNames;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;

/**
 * Compressed copies of the answers of one batch, beside the notes of {@link UniqueFileNames}. Others move the answers themselves away,
 * or change them; from these a file of the same content is answered. {@link ResultArchiveCleanup} deletes them.
 *
 * <p>Not thread-safe.
 *
 * @param folder where the answers go
 * @param id the batch's
 */
public record ResultArchive(Path folder, String id) {

    private static final int BUFFER = 1 << 16;

    private Path copy(String suffix) {
        return folder.resolve(UniqueFileNames.NOTES).resolve(id + suffix + ".gz");
    }

    /** Whether an answer was kept. */
    public boolean has(String suffix) {
        return Files.exists(copy(suffix));
    }

    /** Keeps an answer, unless one was kept; waits until that is on the disk. */
    public void keep(String suffix, Path answer) throws IOException {
        if (has(suffix)) {
            return;
        }
        Path copy = copy(suffix);
        Path made = copy.resolveSibling(copy.getFileName() + Disk.BEING_WRITTEN);
        Files.createDirectories(copy.getParent());
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(made), BUFFER)) {
            Rights.restrict(made);
            Files.copy(answer, out);
        }
        Disk.force(made);
        Files.move(made, copy, StandardCopyOption.ATOMIC_MOVE);
        Disk.forceFolder(copy.getParent());
    }

    /** Deletes an answer that was kept. */
    public void delete(String suffix) throws IOException {
        Files.deleteIfExists(copy(suffix));
    }

    /** Keeps an answer in place of the one that was kept. */
    public void keepInstead(String suffix, Path answer) throws IOException {
        Files.deleteIfExists(copy(suffix));
        keep(suffix, answer);
    }

    /**
     * Writes an answer into a file as it was; waits until it is on the disk.
     *
     * @return {@code false} if none was kept, or it is broken
     */
    public boolean restore(String suffix, Path file) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(copy(suffix)), BUFFER)) {
            Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (NoSuchFileException | ZipException | EOFException e) {
            Files.deleteIfExists(file);
            return false;
        }
        Rights.restrict(file);
        Disk.force(file);
        return true;
    }
}
