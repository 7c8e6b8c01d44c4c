package io.staffetta.http.batches;

import io.staffetta.access.Source;
import io.staffetta.batch.files.Disk;
import io.staffetta.batch.files.Rights;
import io.staffetta.batch.run.BatchSources;
import io.staffetta.message.MessageId;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that was handed in, on its way to where files of the folder are worked on. A gateway that is killed meanwhile leaves nothing
 * that is taken for a file, or all of it.
 *
 * <p>Not thread-safe.
 */
final class UploadedFile {

    private static final Logger LOG = LoggerFactory.getLogger(UploadedFile.class);

    /** Begins with a dot: nobody takes it for the file. */
    private static final String COMING = ".coming";

    private static final int LONGEST_MARK = 4;

    private final BatchOptions options;
    private final Source source;
    private final String id = MessageId.next();
    private final Path place;

    UploadedFile(BatchOptions options, Source source) {
        this.options = options;
        this.source = source;
        place = options.folder().work().resolve(id);
    }

    /** Id of the batch that it becomes. */
    String id() {
        return id;
    }

    /** Where it is. */
    Path file() {
        return place.resolve(options.name());
    }

    /** Puts it there, with what its caller said of it as its first line; waits until all is on the disk. */
    void place(Path from) throws IOException {
        Files.createDirectory(place);
        BatchSources.note(place, source);
        Path coming = place.resolve(COMING);
        try (InputStream in = new BufferedInputStream(Files.newInputStream(from));
                OutputStream out = Files.newOutputStream(coming)) {
            if (!options.said().values().isEmpty()) {
                writeFirstLine(in, out);
            }
            in.transferTo(out);
        }
        Rights.restrict(coming);
        Disk.force(coming);
        Files.move(coming, file(), StandardCopyOption.ATOMIC_MOVE);
        Disk.forceFolder(place);
        Disk.forceFolder(options.folder().work());
    }

    /** Behind the byte order mark, and in the encoding that it says. */
    private void writeFirstLine(InputStream in, OutputStream out) throws IOException {
        in.mark(LONGEST_MARK);
        byte[] begin = in.readNBytes(3);
        in.reset();
        Charset charset = StandardCharsets.US_ASCII;
        int mark = 0;
        if (begins(begin, 0xEF, 0xBB, 0xBF)) {
            mark = 3;
        } else if (begins(begin, 0xFF, 0xFE)) {
            mark = 2;
            charset = StandardCharsets.UTF_16LE;
        } else if (begins(begin, 0xFE, 0xFF)) {
            mark = 2;
            charset = StandardCharsets.UTF_16BE;
        }
        out.write(in.readNBytes(mark));
        out.write((options.said().line() + "\n").getBytes(charset));
    }

    private static boolean begins(byte[] bytes, int... mark) {
        for (int i = 0; i < mark.length; i++) {
            if (bytes.length <= i || (bytes[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    /** Takes it away again, since it was not taken. */
    void remove() {
        if (!Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> left = Files.walk(place)) {
            for (Path path : left.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("{} cannot be deleted: its file was not taken", place);
        }
    }
}
