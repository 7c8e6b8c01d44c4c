package io.staffetta.broker.embedded;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.activemq.store.kahadb.disk.journal.Journal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cuts a block off KahaDB's journal of which the disk took no more than the beginning. A block begins with its size and its
 * checksum; KahaDB takes one without a checksum for whole, writes on behind it, and at the next start reads no further than
 * there: whatever came later would be lost.
 */
final class JournalTail {

    private static final Logger LOG = LoggerFactory.getLogger(JournalTail.class);
    private static final Pattern FILE = Pattern.compile("db-(\\d+)\\.log");
    private static final int HEAD = Journal.BATCH_CONTROL_RECORD_HEADER.length;
    private static final int BLOCK_START = Journal.BATCH_CONTROL_RECORD_SIZE;

    private JournalTail() {}

    /**
     * Looks at the last file of a journal that nobody has open.
     *
     * @param folder KahaDB's folder; need not exist
     */
    static void cut(Path folder) throws IOException {
        Optional<Path> last = last(folder);
        if (last.isPresent()) {
            try (FileChannel file = FileChannel.open(last.get(), READ, WRITE)) {
                long torn = torn(file);
                if (torn >= 0) {
                    LOG.warn("The last block of {} is incomplete, and is ignored", last.get());
                    file.write(ByteBuffer.allocate(BLOCK_START), torn);
                    file.force(false);
                }
            }
        }
    }

    /**
     * Where a block without a checksum begins; -1 if there is none. Reads, and maps nothing into memory: to touch a hole of a
     * mapped file takes room on the disk, and without any the process gets an error.
     */
    private static long torn(FileChannel journal) throws IOException {
        long length = journal.size();
        ByteBuffer start = ByteBuffer.allocate(BLOCK_START);
        long at = 0;
        while (at + BLOCK_START <= length && isBlock(journal, start, at)) {
            int size = start.getInt(HEAD);
            long checksum = start.getLong(HEAD + Integer.BYTES);
            if (size > 0 && checksum == 0) {
                return at;
            }
            if (size < 0 || size > length - at - BLOCK_START) {
                return -1;
            }
            at += BLOCK_START + size;
        }
        return -1;
    }

    private static boolean isBlock(FileChannel journal, ByteBuffer start, long at) throws IOException {
        start.clear();
        while (start.hasRemaining() && journal.read(start, at + start.position()) >= 0) {
            // On with the rest.
        }
        return !start.hasRemaining()
                && start.rewind().slice().limit(HEAD).equals(ByteBuffer.wrap(Journal.BATCH_CONTROL_RECORD_HEADER));
    }

    private static Optional<Path> last(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> number(file) >= 0).max(Comparator.comparingLong(JournalTail::number));
        }
    }

    private static long number(Path file) {
        Matcher name = FILE.matcher(file.getFileName().toString());
        return name.matches() ? Long.parseLong(name.group(1)) : -1;
    }
}
