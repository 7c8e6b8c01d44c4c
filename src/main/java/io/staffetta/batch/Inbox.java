package io.staffetta.batch;

import java.io.File;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
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
    private static final Set<String> TEMPORARY = Set.of(".tmp", ".part", ".filepart");
    /** What complaints about the inbox itself are about; no file has this name. */
    private static final String ITSELF = "/";

    private final BatchFolder folder;
    private final BatchIntake intake;
    private final Claims claims;
    private final StandingStill still;
    private final ToldOnce complaints = new ToldOnce(LOG);
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
        this.still = new StandingStill(still, System::nanoTime);
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
                    complaints.warn(FileName.unique(file), told(name) + " " + problem.get());
                } else if (isTemporary(name) || plain.contains(name) || !isStrange(file)) {
                    stillPlain.add(name);
                } else if (intake.isReady()) {
                    take(name, claims::claimAlone);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            complaints.warn(
                    ITSELF,
                    "Batch folder '" + folder.name() + "': " + folder.inbox() + " cannot be read (" + why(e)
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
        if (isTemporary(name) || isCompanion(name) || misnamed.contains(name)) {
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
                        told(name) + " cannot be read; it stays where it is. Give the user that the gateway"
                                + " runs as the right to read it");
            }
            return false;
        }
        return true;
    }

    /** Takes a file out of the inbox, and hands it over. */
    public void take(@Header(FileConstants.FILE_NAME_ONLY) String name) {
        take(name, claims::claim);
    }

    private interface Claiming {
        Optional<Claims.Claim> claim(String name) throws IOException;
    }

    private void take(String name, Claiming claiming) {
        Optional<Claims.Claim> claim;
        try {
            claim = claiming.claim(name);
        } catch (IOException e) {
            complaints.warn(
                    name,
                    told(name) + " cannot be moved to " + folder.work() + " (" + why(e)
                            + "); it stays where it is. The user that the gateway runs as must be able to write in both, and they must"
                            + " be on one file system");
            return;
        }
        if (claim.isPresent()) {
            complaints.forget(name);
            handOver(claim.get());
        }
    }

    private void handOver(Claims.Claim claim) {
        try {
            if (isStrange(claim.file())) {
                refuse(claim);
            } else {
                intake.accept(folder, claim.file(), claim.name());
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn("{} cannot be taken over now: {}", told(claim.name()), e.getMessage());
            putBack(claim);
        }
    }

    private void refuse(Claims.Claim claim) throws IOException {
        boolean isLink = Files.isSymbolicLink(claim.file());
        String what = isLink ? "a symbolic link, which is not followed" : "no regular file";
        new BatchFiles(folder, claim.id(), claim.name())
                .failed(ErrorText.of(
                        claim.name(),
                        "the file as a whole",
                        "It is " + what + ". Drop the file itself, or a copy of it."));
        LOG.warn("{} is {}; it was moved to {}", told(claim.name()), what, folder.error());
    }

    private void putBack(Claims.Claim claim) {
        try {
            if (!claims.putBack(claim)) {
                LOG.warn("{} stays in {}: there is another file of its name", told(claim.name()), claim.file());
            }
        } catch (IOException e) {
            LOG.warn("{} stays in {}: {}", told(claim.name()), claim.file(), why(e));
        }
    }

    private boolean isWhole(String name, Path file) {
        return switch (folder.pickUp()) {
            case RENAME -> true;
            case DONE_FILE -> Files.exists(folder.inbox().resolve(name + Claims.DONE), LinkOption.NOFOLLOW_LINKS);
            case STILL -> isStill(name, file);
        };
    }

    private boolean isStill(String name, Path file) {
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return still.look(name, now.size(), now.lastModifiedTime().toMillis());
        } catch (IOException e) {
            // It has gone, or its folder is told of as a whole.
            return false;
        }
    }

    private Optional<String> problem(Path file, String name) {
        if (isTemporary(name) || isCompanion(name)) {
            return Optional.empty();
        }
        return FileName.problem(file, folder.pickUp())
                .filter(problem -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS));
    }

    private boolean isCompanion(String name) {
        return folder.pickUp() == PickUp.DONE_FILE && name.endsWith(Claims.DONE);
    }

    private static boolean isTemporary(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return name.startsWith(".") || TEMPORARY.stream().anyMatch(lower::endsWith);
    }

    /** Neither a file nor a folder: a link, wherever it leads, or a device. */
    private static boolean isStrange(Path file) {
        try {
            BasicFileAttributes is = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return !is.isRegularFile() && !is.isDirectory();
        } catch (IOException e) {
            // It has gone.
            return false;
        }
    }

    private String told(String name) {
        return "Batch folder '" + folder.name() + "': " + Columns.shown(name);
    }

    private static String why(Exception e) {
        Throwable cause = e instanceof DirectoryIteratorException ? e.getCause() : e;
        if (cause instanceof AccessDeniedException) {
            return "access denied";
        }
        if (cause instanceof NoSuchFileException) {
            return "it is not there";
        }
        // Without the name of the place in work, which is another one each time.
        return cause instanceof FileSystemException failed && failed.getReason() != null
                ? failed.getReason()
                : String.valueOf(cause.getMessage());
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
