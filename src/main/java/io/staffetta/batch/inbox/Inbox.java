package io.staffetta.batch.inbox;

import io.staffetta.batch.BatchFolder;
import io.staffetta.batch.BatchIntake;
import io.staffetta.batch.Claims;
import io.staffetta.batch.DedupedWarnings;
import io.staffetta.batch.files.FileName;
import io.staffetta.batch.files.PickUp;
import io.staffetta.batch.files.TemporaryName;
import io.staffetta.batch.format.Padding;
import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Header;
import org.apache.camel.component.file.FileConstants;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileFilter;
import org.apache.camel.spi.PollingConsumerPollStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Channel Adapter. The inbox of one folder: which of its files are whole, and the step that takes them out of it. Files are named
 * by the last element of their paths alone.
 *
 * <p>Used by the one thread of a file consumer.
 */
public final class Inbox implements GenericFileFilter<File>, PollingConsumerPollStrategy {

    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);
    /** A file that ends in NULs is being written by somebody who made room first; it has so many times the time for that. */
    private static final int PADDED_WAITS_LONGER = 10;
    /** What complaints about the inbox itself are about; no file has this name. */
    private static final String ITSELF = "/";

    private final BatchFolder folder;
    private final BatchIntake intake;
    private final Claims claims;
    private final FileStability still;
    private final DedupedWarnings complaints = new DedupedWarnings(LOG);
    private final FileTaking taking;
    /** What was found to be neither link nor device. */
    private Set<String> plain = Set.of();
    /** What is not taken because of its name. */
    private Set<String> misnamed = Set.of();

    /**
     * @param still how long a file must stand still, where the folder goes by that
     */
    public Inbox(BatchFolder folder, BatchIntake intake, Duration still) {
        this.folder = folder;
        this.intake = intake;
        this.claims = new Claims(folder);
        this.still = new FileStability(still, System::nanoTime);
        taking = new FileTaking(folder, intake, claims, complaints);
    }

    /** Looks at all that is in the inbox, before its files are taken; {@code false} if none is to be taken now. */
    @Override
    public boolean begin(Consumer consumer, Endpoint endpoint) {
        Set<String> names = new HashSet<>(Set.of(ITSELF));
        Set<String> stillPlain = new HashSet<>();
        Set<String> bad = new HashSet<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder.inbox())) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                names.add(name);
                Optional<String> problem = problem(file, name);
                if (problem.isPresent()) {
                    bad.add(name);
                    names.add(FileName.unique(file));
                    complaints.warn(FileName.unique(file), taking.told(name) + " " + problem.get());
                } else if (TemporaryName.is(name) || plain.contains(name) || !FileTaking.isStrange(file)) {
                    stillPlain.add(name);
                } else if (intake.isReady()) {
                    taking.take(name, claims::claimAlone);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            complaints.warn(
                    ITSELF,
                    "Batch folder '" + folder.name() + "': " + folder.inbox() + " cannot be read (" + FileTaking.why(e)
                            + "); nothing is taken from it until it can");
            return false;
        }
        plain = stillPlain;
        misnamed = bad;
        complaints.keepOnly(names);
        complaints.forget(ITSELF);
        still.keepOnly(names);
        return intake.isReady();
    }

    /** Whether a file is whole, and can be read. */
    @Override
    public boolean accept(GenericFile<File> found) {
        String name = found.getFileNameOnly();
        if (TemporaryName.is(name) || isCompanion(name) || misnamed.contains(name)) {
            return false;
        }
        // One that came since the look at all of them may have any name; it is told of at the next.
        return FileName.find(folder.inbox(), name)
                .filter(file -> problem(file, name).isEmpty() && isWhole(name, file) && isReadable(name, file))
                .isPresent();
    }

    private boolean isReadable(String name, Path file) {
        if (!Files.isReadable(file)) {
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                complaints.warn(
                        name,
                        taking.told(name) + " cannot be read; it stays where it is. Give the user that the gateway"
                                + " runs as the right to read it");
            }
            return false;
        }
        return true;
    }

    /** Takes a file out of the inbox, and hands it over. */
    public void take(@Header(FileConstants.FILE_NAME_ONLY) String name) {
        taking.take(name, claims::claim);
    }

    private boolean isWhole(String name, Path file) {
        return switch (folder.pickUp()) {
            case RENAME -> true;
            case DONE_FILE -> Files.exists(folder.inbox().resolve(name + FileName.DONE), LinkOption.NOFOLLOW_LINKS);
            case STILL -> isStill(name, file);
        };
    }

    private boolean isStill(String name, Path file) {
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            long modified = now.lastModifiedTime().toMillis();
            return still.look(name, now.size(), modified)
                    && (!Files.isReadable(file)
                            || !Padding.isAtEnd(file, folder.defaults().charset())
                            || still.hasStood(name, PADDED_WAITS_LONGER));
        } catch (IOException e) {
            // It has gone, or its folder is told of as a whole.
            return false;
        }
    }

    private Optional<String> problem(Path file, String name) {
        if (TemporaryName.is(name) || isCompanion(name)) {
            return Optional.empty();
        }
        return FileName.problem(file, folder.pickUp())
                .filter(problem -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS));
    }

    private boolean isCompanion(String name) {
        return folder.pickUp() == PickUp.DONE_FILE && name.endsWith(FileName.DONE);
    }

    @Override
    public void commit(Consumer consumer, Endpoint endpoint, int polledMessages) {
        // All has been said and done for each file.
    }

    @Override
    public boolean rollback(Consumer consumer, Endpoint endpoint, int retryCounter, Exception cause) {
        complaints.warn(
                ITSELF,
                "Batch folder '" + folder.name() + "': " + folder.inbox() + " cannot be looked into: "
                        + cause.getMessage());
        return false;
    }
}
