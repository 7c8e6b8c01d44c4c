package io.staffetta.batch.inbox;

import io.staffetta.batch.BatchFolder;
import io.staffetta.batch.BatchIntake;
import io.staffetta.batch.Claims;
import io.staffetta.batch.DedupedWarnings;
import io.staffetta.batch.run.BatchFiles;
import io.staffetta.batch.text.ColumnText;
import io.staffetta.batch.text.ErrorText;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes files out of the inbox of one folder, and hands them over. What is neither link nor device becomes a batch; the others go to
 * {@code error}.
 *
 * <p>Used by the one thread of a file consumer.
 */
final class FileTaking {

    /** To whoever reads the log it is the inbox. */
    private static final Logger LOG = LoggerFactory.getLogger(FileTaking.class);

    private final BatchFolder folder;
    private final BatchIntake intake;
    private final Claims claims;
    private final DedupedWarnings complaints;

    FileTaking(BatchFolder folder, BatchIntake intake, Claims claims, DedupedWarnings complaints) {
        this.folder = folder;
        this.intake = intake;
        this.claims = claims;
        this.complaints = complaints;
    }

    /** Claims a file by its name in the inbox. */
    interface Claiming {

        /** The file; empty if it is gone. */
        Optional<Claims.Claim> claim(String name) throws IOException;
    }

    /** Takes a file; if it cannot be, it stays where it is, and that is told once. */
    void take(String name, Claiming claiming) {
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

    /** Neither a file nor a folder: a link, wherever it leads, or a device. */
    static boolean isStrange(Path file) {
        try {
            BasicFileAttributes is = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return !is.isRegularFile() && !is.isDirectory();
        } catch (IOException e) {
            // It has gone.
            return false;
        }
    }

    /** What a complaint about a file begins with. */
    String told(String name) {
        return "Batch folder '" + folder.name() + "': " + ColumnText.shown(name);
    }

    /** Why something failed, in words that are the same each time. */
    static String why(Exception e) {
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
}
