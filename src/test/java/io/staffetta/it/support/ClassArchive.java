package io.staffetta.it.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * The archive of classes that the gateways of tests start from, as {@code staffetta prepare} makes one: each start takes half of
 * the processor's time. The first that wants it makes it, for all processes that run tests.
 */
final class ClassArchive {

    private ClassArchive() {}

    /** Options of Java that use it; none in a benchmark, which names no {@code staffetta.it.archive}. */
    static synchronized List<String> options() {
        String name = System.getProperty("staffetta.it.archive");
        if (name == null) {
            return List.of();
        }
        Path archive = Path.of(name).toAbsolutePath();
        try (FileChannel channel = FileChannel.open(
                archive.resolveSibling(archive.getFileName() + ".lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE)) {
            FileLock untilClosed = channel.lock();
            assert untilClosed.isValid();
            if (!Files.exists(archive)) {
                make(archive);
            }
            return List.of("-XX:SharedArchiveFile=" + archive);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void make(Path archive) throws IOException {
        Path unfinished = archive.resolveSibling(archive.getFileName() + ".part");
        try (GatewayProcess gateway = new GatewayProcess().sandbox()) {
            gateway.jvm("-XX:ArchiveClassesAtExit=" + unfinished).endWhenReady().launch();
            if (gateway.waitFor() != 0) {
                throw new AssertionError("No archive of classes: " + gateway.output());
            }
            Files.move(unfinished, archive);
        }
    }
}
