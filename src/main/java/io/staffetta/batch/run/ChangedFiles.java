package io.staffetta.batch.run;

import io.staffetta.batch.text.BatchFileException;
import io.staffetta.ledger.batch.BatchRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/**
 * Finds out that the file of a batch is not what it was when it was picked up: its writer still has it open.
 *
 * <p>Not thread-safe.
 */
final class ChangedFiles {

    private static final String MEND =
            "whoever writes it must have ended before it is picked up, which pick-up = rename or"
                    + " done-file makes sure of";

    private final Path file;
    /** Time of change with which the contents were what they should be; {@code null} if that is not known yet. */
    private FileTime checked;

    ChangedFiles(Path file) {
        this.file = file;
    }

    /** When the file was changed last, in the words of the file system. */
    FileTime time() throws IOException {
        return attributes().lastModifiedTime();
    }

    /** The contents were read to the end, by somebody who had begun when the file had this time of change. */
    void checked(FileTime before) {
        checked = before;
    }

    /**
     * Looks at the size alone, as long as nothing else is known.
     *
     * @throws BatchFileException if it is not what it was
     */
    void requireSize(BatchRecord batch) throws IOException {
        long size = attributes().size();
        if (size != batch.file().bytes()) {
            throw new BatchFileException(0, 0, wrong(batch, size), MEND);
        }
    }

    /**
     * Looks at size and time of change, and if that is another one, at the contents.
     *
     * @return what is wrong, in words; empty if all is as it was when it was read first
     */
    Optional<String> find(BatchRecord batch) throws IOException {
        BasicFileAttributes now = attributes();
        if (now.size() != batch.file().bytes()) {
            return Optional.of("Its file " + wrong(batch, now.size()) + "; " + MEND);
        }
        if (!now.lastModifiedTime().equals(checked)) {
            if (!DigestedFile.digest(file).equals(batch.file().digest())) {
                return Optional.of(otherContents());
            }
            checked = now.lastModifiedTime();
        }
        return Optional.empty();
    }

    /** What is wrong if its contents are not what they were. */
    static String otherContents() {
        return "Its file changed after it was picked up: its contents are not what they were; " + MEND;
    }

    private static String wrong(BatchRecord batch, long size) {
        return "changed after it was picked up: its size was " + batch.file().bytes() + " bytes, is " + size;
    }

    private BasicFileAttributes attributes() throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class);
    }
}
