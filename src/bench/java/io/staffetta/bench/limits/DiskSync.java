package io.staffetta.bench.limits;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import io.staffetta.bench.load.Latencies;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * How fast the disk takes commits: a page of 4 KiB is appended to a file, and forced to the disk (fdatasync), again and
 * again, one at a time.
 *
 * @param perSecond commits a second
 * @param each how long each took
 */
record DiskSync(double perSecond, Latencies each) {

    private static final int PAGE = 4096;
    private static final double NANOS = 1e9;
    private static final int NANOS_A_MICRO = 1000;

    /**
     * Measures.
     *
     * @param folder on the disk to measure
     * @param commits how many, 1 or more
     */
    static DiskSync measure(Path folder, int commits) throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve("sync-" + UUID.randomUUID());
        List<Long> micros = new ArrayList<>(commits);
        try (FileChannel channel = FileChannel.open(file, CREATE_NEW, WRITE)) {
            ByteBuffer page = ByteBuffer.allocateDirect(PAGE);
            long begun = System.nanoTime();
            for (int i = 0; i < commits; i++) {
                long before = System.nanoTime();
                page.clear();
                while (page.hasRemaining()) {
                    channel.write(page);
                }
                channel.force(false);
                micros.add((System.nanoTime() - before) / NANOS_A_MICRO);
            }
            return new DiskSync(commits / ((System.nanoTime() - begun) / NANOS), Latencies.of(micros));
        } finally {
            Files.deleteIfExists(file);
        }
    }
}
