package io.staffetta.batch;

import io.staffetta.batch.files.Disk;
import io.staffetta.batch.files.FileName;
import io.staffetta.batch.files.PickUp;
import io.staffetta.batch.files.Rights;
import io.staffetta.message.MessageId;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Claims files: one rename out of {@code inbox} into a new folder in {@code work}, which of several gateways on one folder only
 * one succeeds with.
 *
 * <p>Thread-safe.
 */
public final class Claims {

    private final BatchFolder folder;

    public Claims(BatchFolder folder) {
        this.folder = folder;
    }

    /**
     * A claimed file.
     *
     * @param id id of the batch that it becomes
     * @param file where it is: {@code work/<id>/<name>}
     * @param name its name
     */
    public record Claim(String id, Path file, String name) {}

    /**
     * Claims a file, with its companion where the folder wants one.
     *
     * @param name its name in the inbox, the last element of a path
     * @return empty if it is gone, as when another gateway was first
     * @throws IOException if it cannot be moved; then it stays where it is
     */
    public Optional<Claim> claim(String name) throws IOException {
        return claim(name, folder.pickUp() == PickUp.DONE_FILE);
    }

    /** Claims what is no file, whether or not it has a companion. */
    public Optional<Claim> claimAlone(String name) throws IOException {
        return claim(name, false);
    }

    private Optional<Claim> claim(String name, boolean withCompanion) throws IOException {
        String id = MessageId.next();
        Path place = Files.createDirectory(folder.work().resolve(id));
        Path file = place.resolve(name);
        try {
            if (withCompanion) {
                // First, so that what is dropped later under this name is not taken for whole.
                Files.move(
                        folder.inbox().resolve(name + FileName.DONE),
                        place.resolve(name + FileName.DONE),
                        StandardCopyOption.ATOMIC_MOVE);
            }
            Files.move(folder.inbox().resolve(name), file, StandardCopyOption.ATOMIC_MOVE);
            Rights.restrict(file);
            if (withCompanion) {
                Files.deleteIfExists(place.resolve(name + FileName.DONE));
            }
        } catch (NoSuchFileException e) {
            abandon(place);
            return Optional.empty();
        } catch (IOException e) {
            abandon(place);
            throw e;
        }
        Disk.forceFolder(folder.work());
        return Optional.of(new Claim(id, file, name));
    }

    /** Puts a claimed file back, unless there is a new one of its name by now; then it stays, for {@link #leftBehind}. */
    public boolean putBack(Claim claim) throws IOException {
        boolean isBack = putBack(claim.file(), folder.inbox().resolve(claim.name()));
        if (isBack && folder.pickUp() == PickUp.DONE_FILE) {
            try {
                Files.createFile(folder.inbox().resolve(claim.name() + FileName.DONE));
            } catch (FileAlreadyExistsException e) {
                // Somebody wants the file to be taken.
            }
        }
        if (isBack) {
            Files.delete(claim.file().getParent());
        }
        return isBack;
    }

    /**
     * Files that a gateway claimed and did not hand over, since it was killed in between. What it had not even claimed by then
     * goes back.
     *
     * @param isKnown whether there is a batch with an id
     * @param age how long ago they were claimed at least, so that one that is just being handed over is not meant
     */
    public List<Claim> leftBehind(Predicate<String> isKnown, Duration age) throws IOException {
        Instant before = Instant.now().minus(age);
        List<Claim> left = new ArrayList<>();
        try (DirectoryStream<Path> places = Files.newDirectoryStream(folder.work())) {
            for (Path place : places) {
                String id = place.getFileName().toString();
                if (MessageId.isValid(id)
                        && !Files.getLastModifiedTime(place).toInstant().isAfter(before)
                        && !isKnown.test(id)) {
                    Optional<Path> file = file(place);
                    if (file.isPresent()) {
                        left.add(new Claim(
                                id, file.get(), file.get().getFileName().toString()));
                    } else {
                        abandon(place);
                    }
                }
            }
        }
        return left;
    }

    private Optional<Path> file(Path place) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(place)) {
            for (Path file : files) {
                if (!file.getFileName().toString().startsWith(".") && !isCompanion(file)) {
                    return Optional.of(file);
                }
            }
        }
        return Optional.empty();
    }

    /** Takes a place away in which there is no file, but perhaps the companion of one. */
    private void abandon(Path place) throws IOException {
        try (DirectoryStream<Path> companions = Files.newDirectoryStream(place)) {
            for (Path companion : companions) {
                if (!putBack(companion, folder.inbox().resolve(companion.getFileName()))) {
                    Files.delete(companion);
                }
            }
        }
        Files.deleteIfExists(place);
    }

    private boolean isCompanion(Path file) {
        return folder.pickUp() == PickUp.DONE_FILE
                && file.getFileName().toString().endsWith(FileName.DONE);
    }

    /** Moves a file back; {@code false} if there is one of that name. */
    private static boolean putBack(Path file, Path to) throws IOException {
        try {
            Files.createLink(to, file);
            Files.delete(file);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (UnsupportedOperationException | FileSystemException e) {
            if (Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
                return false;
            }
            Files.move(file, to);
            return true;
        }
    }
}
