package io.staffetta.batch.result;

import io.staffetta.batch.BatchFolder;
import io.staffetta.batch.files.UniqueFileNames;
import io.staffetta.ledger.batch.Batches;
import io.staffetta.ledger.store.LedgerAwayException;
import io.staffetta.message.MessageId;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes the notes of {@link UniqueFileNames} and the copies of {@link ResultArchive} that nobody needs any more: those of batches that the ledger has forgotten. As long as it
 * knows one, its answers may be asked for, by a file of the same content.
 */
public final class ResultArchiveCleanup {

    private static final int GROUP = 500;

    private static final Logger LOG = LoggerFactory.getLogger(ResultArchiveCleanup.class);
    private static final Duration YOUNG = Duration.ofDays(1);

    private ResultArchiveCleanup() {}

    /** Deletes them in some batch folders; what fails is left for the next time. */
    public static void delete(Collection<BatchFolder> folders, Batches batches, Clock clock) {
        for (BatchFolder folder : folders) {
            try {
                Instant before = clock.instant().minus(YOUNG);
                int deleted =
                        delete(folder.done(), before, batches::known) + delete(folder.error(), before, batches::known);
                if (deleted > 0) {
                    LOG.info(
                            "Batch folder '{}': {} notes and copies of forgotten batches deleted",
                            folder.name(),
                            deleted);
                }
            } catch (IOException | DirectoryIteratorException | LedgerAwayException e) {
                LOG.debug("Batch folder '{}': old notes are not deleted now", folder.name(), e);
            }
        }
    }

    /**
     * Deletes notes in one folder.
     *
     * @param folder {@code done} or {@code error}
     * @param before younger ones are left alone, since their batches may just be coming into being
     * @param known tells which of some ids are those of batches
     * @return how many
     */
    public static int delete(Path folder, Instant before, Function<List<String>, Set<String>> known)
            throws IOException {
        // The ids of batches begin with the time at which their files were claimed.
        String youngest = MessageId.of("", before).substring(0, 10);
        int deleted = 0;
        List<Path> some = new ArrayList<>(GROUP);
        try (DirectoryStream<Path> notes = Files.newDirectoryStream(folder.resolve(UniqueFileNames.NOTES))) {
            for (Path note : notes) {
                if (MessageId.isValid(id(note)) && id(note).compareTo(youngest) < 0) {
                    some.add(note);
                }
                if (some.size() == GROUP) {
                    deleted += deleteUnknown(some, known);
                    some.clear();
                }
            }
        } catch (NoSuchFileException e) {
            return 0;
        }
        return deleted + deleteUnknown(some, known);
    }

    private static int deleteUnknown(Collection<Path> notes, Function<List<String>, Set<String>> known)
            throws IOException {
        if (notes.isEmpty()) {
            return 0;
        }
        Set<String> kept = known.apply(
                notes.stream().map(ResultArchiveCleanup::id).distinct().toList());
        int deleted = 0;
        for (Path note : notes) {
            if (!kept.contains(id(note)) && Files.deleteIfExists(note)) {
                deleted++;
            }
        }
        return deleted;
    }

    /** Also of a copy, and of what was being written when the process was killed. */
    private static String id(Path note) {
        String name = note.getFileName().toString();
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }
}
