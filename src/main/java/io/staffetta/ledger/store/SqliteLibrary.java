package io.staffetta.ledger.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import org.sqlite.util.LibraryLoaderUtil;

/**
 * Unpacks the native library of SQLite to one place, where each start finds it again. The driver itself unpacks it anew at each start,
 * and leaves it behind when the process is killed. The name has the digest of the content, which is checked before it is used,
 * and nobody else may write where it is.
 */
final class SqliteLibrary {

    private static final String PATH = "org.sqlite.lib.path";
    private static final String NAME = "org.sqlite.lib.name";
    private static final String FOLDER = "org.sqlite.tmpdir";
    private static final String LEFT_BEHIND = "sqlite-*-*sqlitejdbc*";
    private static final Set<PosixFilePermission> OWN = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> OTHERS_WRITE =
            Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

    private SqliteLibrary() {}

    /**
     * Has the driver use the library in {@code native} below a folder, or where property {@code org.sqlite.tmpdir} says. Does
     * nothing if property {@code org.sqlite.lib.path} says where another is.
     *
     * @throws IllegalStateException if it cannot be loaded from there; says why
     * @throws UncheckedIOException if it cannot be written
     */
    static synchronized void use(Path folder) {
        try {
            deleteLeftBehind(folder);
            if (System.getProperty(PATH) != null) {
                return;
            }
            byte[] library = packed();
            Path place = place(folder);
            Path file = unpack(library, place);
            load(file);
            System.setProperty(PATH, place.toString());
            System.setProperty(NAME, file.getFileName().toString());
            System.setProperty(FOLDER, place.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The native library of SQLite cannot be unpacked below " + folder + ": " + e.getMessage(), e);
        }
    }

    /**
     * Writes the library, unless it is there as it should be.
     *
     * @return where it is
     */
    static Path unpack(byte[] library, Path place) throws IOException {
        Path file = place.resolve(digest(library) + "-" + LibraryLoaderUtil.getNativeLibName());
        if (isOurs(file) && Arrays.equals(Files.readAllBytes(file), library)) {
            return file;
        }
        FileAttribute<Set<PosixFilePermission>> rights = PosixFilePermissions.asFileAttribute(OWN);
        Path made = Files.createTempFile(place, "unpacking-", ".tmp", rights);
        try {
            Files.write(made, library);
            try (FileChannel written = FileChannel.open(made, StandardOpenOption.WRITE)) {
                written.force(true);
            }
            Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(made);
        }
        delete(place, "{unpacking-*.tmp,*sqlitejdbc*}", file);
        return file;
    }

    /** A folder that nobody else may write in. */
    private static Path place(Path folder) throws IOException {
        String chosen = System.getProperty(FOLDER);
        Path place =
                (chosen == null ? folder : Path.of(chosen)).toAbsolutePath().resolve("native");
        try {
            Files.createDirectories(place.getParent());
            Files.createDirectory(place, PosixFilePermissions.asFileAttribute(OWN));
        } catch (FileAlreadyExistsException e) {
            if (!isOurs(place)) {
                // Fails if it is somebody else's.
                Files.setPosixFilePermissions(place, OWN);
            }
        }
        return place;
    }

    /** Whether something is no link, and only the user of this process may write it. */
    private static boolean isOurs(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS) || Files.isSymbolicLink(path)) {
            return false;
        }
        PosixFileAttributes attributes =
                Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return attributes.owner().getName().equals(System.getProperty("user.name"))
                && attributes.permissions().stream().noneMatch(OTHERS_WRITE::contains);
    }

    private static void load(Path file) {
        try {
            System.load(file.toString());
        } catch (UnsatisfiedLinkError e) {
            throw new IllegalStateException(
                    "The native library of SQLite cannot be loaded: " + e.getMessage() + ". If " + file.getParent()
                            + " is on a file system that is mounted noexec, name a folder that is not, by"
                            + " -Dorg.sqlite.tmpdir=/a/folder in config/java.options",
                    e);
        }
    }

    /** What starts before this one have left behind. */
    private static void deleteLeftBehind(Path folder) throws IOException {
        delete(folder, LEFT_BEHIND, null);
    }

    private static void delete(Path folder, String names, Path except) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, names)) {
            for (Path file : files) {
                if (!file.equals(except)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private static byte[] packed() throws IOException {
        String resource = "/" + LibraryLoaderUtil.getNativeLibResourcePath().replaceFirst("^/", "") + "/"
                + LibraryLoaderUtil.getNativeLibName();
        try (InputStream in = org.sqlite.JDBC.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("There is no SQLite for this machine (" + resource
                        + "): let staffetta.ledger.url in config/application.properties name a PostgreSQL database");
            }
            return in.readAllBytes();
        }
    }

    private static String digest(byte[] library) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(library), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
