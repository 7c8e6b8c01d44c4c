package io.staffetta.config;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a second gateway from a data folder, and tells others which one is there, by a file {@value #NAME} in it. The lock
 * decides, not what is written: the system gives it back when the process ends, however it ends, so that neither a process id
 * that was given again nor one of another container deceives.
 */
public final class HomeLock implements AutoCloseable {

    /** The file. */
    static final String NAME = DataFolder.LOCK;

    /** A byte far behind what is written, so that others may read that where locks keep readers out. */
    private static final long LOCKED_BYTE = 1L << 30;

    /** Who looks whether a gateway is there has the lock for a moment. */
    private static final int TRIES = 10;

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final int LONGEST_NOTE = 8192;

    /** What this process holds. To open such a file a second time and close it would give the lock back. */
    private static final Map<Path, String> HELD = new ConcurrentHashMap<>();

    private final Path file;
    private final FileChannel channel;
    private RunningGateway gateway;

    private HomeLock(Path file, FileChannel channel, RunningGateway gateway) {
        this.file = file;
        this.channel = channel;
        this.gateway = gateway;
    }

    /**
     * Locks a data folder, which is made if it is not there.
     *
     * @throws IllegalStateException if another gateway runs on it; says which
     * @throws UnusableException if this user cannot write there; says why, and what to do
     */
    public static HomeLock take(Home home, boolean sandbox) {
        Path data = home.data(sandbox);
        DataFolder.makeUsable(data);
        Path file = data.resolve(NAME).toAbsolutePath().normalize();
        if (HELD.containsKey(file)) {
            throw alreadyRuns(home, sandbox);
        }
        FileChannel channel = null;
        try {
            channel = open(file);
            if (!isLocked(channel)) {
                channel.close();
                throw alreadyRuns(home, sandbox);
            }
            RunningGateway self = new RunningGateway(
                    Long.toString(ProcessHandle.current().pid()),
                    machine(),
                    Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                    sandbox,
                    Map.of());
            HomeLock lock = new HomeLock(file, channel, self);
            lock.write(self.note());
            return lock;
        } catch (IOException e) {
            close(channel);
            throw DataFolder.problem(file, e);
        }
    }

    /** Tells others where the gateway listens. */
    public void tell(Addresses addresses) {
        gateway = gateway.at(addresses);
        try {
            write(gateway.note());
        } catch (IOException e) {
            Log.LOG.warn(
                    "Commands may not find this gateway by themselves: {} cannot be written: {}", file, e.getMessage());
        }
    }

    @Override
    public void close() {
        HELD.remove(file);
        try {
            channel.truncate(0);
        } catch (IOException e) {
            Log.LOG.debug("{} cannot be emptied", file, e);
        }
        close(channel);
    }

    /** The gateway that runs on a home, if one does; where both kinds run, the one with the real accounts. */
    public static Optional<RunningGateway> holder(Home home) {
        return holder(home, false).or(() -> holder(home, true));
    }

    /** The gateway of one kind that runs on a home, if one does and this user may know. */
    public static Optional<RunningGateway> holder(Home home, boolean sandbox) {
        return heldNote(home.data(sandbox)).flatMap(RunningGateway::of);
    }

    /** What the holder of a folder's lock has written; empty if nobody holds it, or this user may not look. */
    private static Optional<String> heldNote(Path data) {
        Path file = data.resolve(NAME).toAbsolutePath().normalize();
        String own = HELD.get(file);
        if (own != null) {
            return Optional.of(own);
        }
        if (!Files.isReadable(file)) {
            return Optional.empty();
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            try (FileLock lock = channel.tryLock(LOCKED_BYTE, 1, true)) {
                return lock != null ? Optional.empty() : Optional.of(read(channel));
            }
        } catch (OverlappingFileLockException e) {
            return Optional.empty();
        } catch (IOException e) {
            Log.LOG.debug("{} cannot be read", file, e);
            return Optional.empty();
        }
    }

    private static IllegalStateException alreadyRuns(Home home, boolean sandbox) {
        String which = holder(home, sandbox)
                .map(other -> " (" + other.words() + (other.since().isEmpty() ? "" : ", since " + other.since()) + ")")
                .orElse("");
        return new IllegalStateException("Staffetta already runs" + which + " on the home " + home.folder()
                + ", and its data are in use: stop that one, or give this one a folder of its own with --home");
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            for (int i = 0; i < TRIES; i++) {
                if (channel.tryLock(LOCKED_BYTE, 1, false) != null) {
                    return true;
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
            return false;
        } catch (OverlappingFileLockException e) {
            return false;
        } catch (IOException e) {
            Log.LOG.warn("The data folder cannot be locked, so see that no other gateway uses it: {}", e.getMessage());
            return true;
        }
    }

    private static FileChannel open(Path file) throws IOException {
        Set<StandardOpenOption> how =
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? FileChannel.open(
                        file, how, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
                : FileChannel.open(file, how);
    }

    private void write(String note) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(note.getBytes(StandardCharsets.UTF_8));
        channel.position(0);
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        channel.truncate(bytes.limit());
        HELD.put(file, note);
    }

    private static String read(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(LONGEST_NOTE);
        while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
            // Until it is full, or all is read.
        }
        return StandardCharsets.UTF_8.decode(bytes.flip()).toString();
    }

    private static String machine() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    private static void close(FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            Log.LOG.debug("The lock of the data folder was not given back cleanly", e);
        }
    }

    /** Starts the log only when there is something to say, which takes a command longer than all else that it does. */
    private static final class Log {
        static final Logger LOG = LoggerFactory.getLogger(HomeLock.class);
    }
}
