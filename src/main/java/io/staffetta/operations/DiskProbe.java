package io.staffetta.operations;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * Checks the disk of a folder, without writing to it.
 *
 * @param folder the folder
 */
public record DiskProbe(Path folder) {

    /** Bytes with which a disk counts as full: the largest request may not find room. */
    private static final long FULL = 1024 * 1024;

    /** The fault of a disk that has no room; empty if it has. */
    public Optional<IntakeFault> full() {
        return Files.isDirectory(folder) && free() < FULL ? Optional.of(fault("")) : Optional.empty();
    }

    /** The fault of a disk on which something takes all that it may. */
    public IntakeFault usedUp() {
        return fault(", which the embedded broker does not take");
    }

    /**
     * The fault of a disk on which something could not be written.
     *
     * @param needed what of it would have to be free, in bytes; with that much free it is not full, but fails
     */
    public IntakeFault failed(long needed) {
        return free() < needed
                ? fault(", and " + grouped(needed) + " are needed")
                : new IntakeFault(
                        IntakeFault.Kind.DISK,
                        "The disk of " + shown() + " could not be written, with " + grouped(free())
                                + " bytes free; the log says why");
    }

    private IntakeFault fault(String more) {
        return new IntakeFault(
                IntakeFault.Kind.DISK,
                "The disk of " + shown() + " is full: " + grouped(free()) + " bytes are free" + more);
    }

    private Path shown() {
        return folder.toAbsolutePath().normalize();
    }

    private long free() {
        return folder.toFile().getUsableSpace();
    }

    private static String grouped(long bytes) {
        return String.format(Locale.ROOT, "%,d", bytes);
    }
}
