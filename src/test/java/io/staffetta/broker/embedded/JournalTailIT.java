package io.staffetta.broker.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.staffetta.it.support.SmallDisk;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.apache.activemq.store.kahadb.disk.journal.Journal;
import org.junit.jupiter.api.Test;

/** On a disk without a byte left, as it may be again when the broker has just begun to start. */
class JournalTailIT {

    private static final int LENGTH = 32 * 1024 * 1024;
    /** On a page of the file that the disk has no room for. */
    private static final int FAR = 1024 * 1024;

    @Test
    void readsAFileWithHolesAndCutsOffABatchWithoutAChecksum() throws Exception {
        assumeTrue(SmallDisk.isPossible());
        Path folder = Path.of("target", "it", UUID.randomUUID().toString());
        try (SmallDisk disk = new SmallDisk(folder, "40m")) {
            Path journal = Files.createDirectory(folder.resolve("kahadb")).resolve("db-1.log");
            try (RandomAccessFile file = new RandomAccessFile(journal.toFile(), "rw")) {
                file.setLength(LENGTH);
                file.write(batch(FAR, 7));
                file.seek(Journal.BATCH_CONTROL_RECORD_SIZE + FAR);
                file.write(batch(10, 0));
            }
            assertThat(head(journal)).isEqualTo(Journal.BATCH_CONTROL_RECORD_HEADER);
            disk.fill();

            JournalTail.cut(journal.getParent());

            assertThat(head(journal)).containsOnly(0);
        }
    }

    @Test
    void readsAFileThatIsAllHoles() throws Exception {
        assumeTrue(SmallDisk.isPossible());
        Path folder = Path.of("target", "it", UUID.randomUUID().toString());
        try (SmallDisk disk = new SmallDisk(folder, "40m")) {
            Path journal = Files.createDirectory(folder.resolve("kahadb")).resolve("db-1.log");
            try (RandomAccessFile file = new RandomAccessFile(journal.toFile(), "rw")) {
                file.setLength(LENGTH);
            }
            disk.fill();

            JournalTail.cut(journal.getParent());

            assertThat(Files.size(journal)).isEqualTo(LENGTH);
        }
    }

    private static byte[] batch(int size, long checksum) {
        return ByteBuffer.allocate(Journal.BATCH_CONTROL_RECORD_SIZE)
                .put(Journal.BATCH_CONTROL_RECORD_HEADER)
                .putInt(size)
                .putLong(checksum)
                .array();
    }

    /** Where the second batch begins. */
    private static byte[] head(Path journal) throws IOException {
        byte[] head = new byte[Journal.BATCH_CONTROL_RECORD_HEADER.length];
        try (RandomAccessFile file = new RandomAccessFile(journal.toFile(), "r")) {
            file.seek(Journal.BATCH_CONTROL_RECORD_SIZE + FAR);
            file.readFully(head);
        }
        return head;
    }
}
