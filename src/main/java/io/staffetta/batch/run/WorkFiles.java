package io.staffetta.batch.run;

import io.staffetta.batch.files.Disk;
import io.staffetta.batch.result.ResultFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Names the files in {@code work/<id>/}: the file of a batch, and its results while they are written.
 *
 * @param work folder of all batches
 * @param own folder of this one
 * @param name name of its file
 * @param rejected what the name of the rejected rows ends in
 */
record WorkFiles(Path work, Path own, String name, String rejected) {

    static final String RESULT = ".result.csv";
    static final String FINAL = ".final.csv";
    static final String COPY = ".copy";

    private static final String TAIL = ".tail";

    Path file() {
        return own.resolve(name);
    }

    Path result() {
        return own.resolve(RESULT);
    }

    Path rejectedRows() {
        return own.resolve(rejected);
    }

    /** What closes what the rejected rows have open, an array or an element; there as soon as there are any. */
    Path rejectedTail() {
        return own.resolve(rejected + TAIL);
    }

    /**
     * Ends the rejected rows where no more will come. May be repeated.
     *
     * @param length what of them is right, in bytes, without an end; 0 for none
     */
    void endRejected(long length) throws IOException {
        if (size(rejectedRows()) < length || !isThere(rejectedRows())) {
            return;
        }
        try (ResultFile rows = new ResultFile(rejectedRows(), length)) {
            if (length > 0 && isThere(rejectedTail())) {
                rows.append(Files.readAllBytes(rejectedTail()));
            }
            rows.force();
        }
    }

    /** Makes the folder, if somebody has deleted it. */
    void make() throws IOException {
        Files.createDirectories(own);
    }

    /** How long a file is; 0 if it is not there. */
    static long size(Path file) throws IOException {
        try {
            return Files.size(file);
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    /** Whether a file is there. */
    static boolean isThere(Path file) throws IOException {
        try {
            Files.size(file);
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /**
     * Whether what is not here was deleted, and is not just away with its share.
     *
     * @param place id of the folder that the file was claimed in; empty if it is not known
     */
    boolean isPlace(String place) throws IOException {
        return isThere(own) || (!place.isEmpty() && WorkPlace.id(work).equals(place));
    }

    /** Takes the folder away, with what of ours is left in it. */
    void remove() throws IOException {
        if (!Files.isDirectory(own, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> left = Files.walk(own)) {
            left.sorted(Comparator.reverseOrder()).forEach(WorkFiles::delete);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        Disk.forceFolder(work);
    }

    private static void delete(Path path) {
        try {
            Files.delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
