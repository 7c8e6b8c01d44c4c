package io.staffetta.config.edit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes files so that whoever reads one, also after a crash, finds what it held before or all of what it holds now. */
final class AtomicFile {

    private static final Logger LOG = LoggerFactory.getLogger(AtomicFile.class);

    private static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> PRIVATE_FOLDER = PosixFilePermissions.fromString("rwx------");

    private AtomicFile() {}

    /** Makes a folder that only its owner can look into, if it is not there. */
    static void makePrivateFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder.toAbsolutePath().getParent());
            Files.createDirectory(folder);
            if (hasPermissions(folder)) {
                Files.setPosixFilePermissions(folder, PRIVATE_FOLDER);
            }
            sync(folder.toAbsolutePath().getParent());
        }
    }

    /** Writes a new file that only its owner can read, to the disk. */
    static void create(Path file, byte[] content) throws IOException {
        try (FileChannel channel = open(file, StandardOpenOption.CREATE_NEW)) {
            ByteBuffer left = ByteBuffer.wrap(content);
            while (left.hasRemaining()) {
                channel.write(left);
            }
            channel.force(true);
        }
    }

    /** Opens a file to write it, which only its owner can read if it is made by that. */
    static FileChannel open(Path file, StandardOpenOption how) throws IOException {
        Set<StandardOpenOption> options = EnumSet.of(how, StandardOpenOption.WRITE);
        return hasPermissions(file.toAbsolutePath().getParent())
                ? FileChannel.open(file, options, PosixFilePermissions.asFileAttribute(PRIVATE))
                : FileChannel.open(file, options);
    }

    /** Puts a file, written by {@link #create}, in the place of another, whose owner and permissions it takes over. */
    static void replace(Path written, Path file) throws IOException {
        if (Files.exists(file) && hasPermissions(file)) {
            PosixFileAttributes old = Files.readAttributes(file, PosixFileAttributes.class);
            PosixFileAttributeView now = Files.getFileAttributeView(written, PosixFileAttributeView.class);
            PosixFileAttributes own = now.readAttributes();
            try {
                if (!own.group().equals(old.group())) {
                    now.setGroup(old.group());
                }
                if (!own.owner().equals(old.owner())) {
                    now.setOwner(old.owner());
                }
            } catch (IOException e) {
                LOG.debug("{} belongs to another user from now on", file, e);
            }
            now.setPermissions(old.permissions());
        }
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        sync(file.toAbsolutePath().getParent());
    }

    /** Brings the names in a folder to the disk. */
    static void sync(Path folder) throws IOException {
        if (hasPermissions(folder)) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private static boolean hasPermissions(Path file) throws IOException {
        return Files.getFileStore(
                        Files.exists(file) ? file : file.toAbsolutePath().getParent())
                .supportsFileAttributeView(PosixFileAttributeView.class);
    }
}
