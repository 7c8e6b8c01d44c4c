package io.staffetta.continuity;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Identifies the place where data lie. A folder that was moved on its machine is the same one by its inode, and one
 * that was put back from a backup by its path; a copy has neither.
 *
 * @param machine digest of the machine's id; empty if it has none, as in a container
 * @param path of the data folder, without links
 * @param inode number of the folder in its file system; 0 if it is not known
 */
record Place(String machine, String path, long inode) {

    private static final int DIGITS = 16;

    /**
     * The present place.
     *
     * @param data data folder, which is there
     * @param machineId file with the machine's id, such as {@code /etc/machine-id}; it may be missing
     */
    static Place of(Path data, Path machineId) {
        return new Place(machine(machineId), path(data), inode(data));
    }

    boolean isSame(Place other) {
        return machine.equals(other.machine) && (path.equals(other.path) || (inode != 0 && inode == other.inode));
    }

    /** Where it is, seen from another place. */
    String words(Place from) {
        return path + (machine.equals(from.machine) ? "" : " of another machine");
    }

    private static String path(Path data) {
        try {
            return data.toRealPath().toString();
        } catch (IOException e) {
            return data.toAbsolutePath().normalize().toString();
        }
    }

    private static long inode(Path data) {
        try {
            return Files.getAttribute(data, "unix:ino") instanceof Number number ? number.longValue() : 0;
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return 0;
        }
    }

    /** Of the id only a digest: others need not know it. */
    private static String machine(Path file) {
        try {
            String id = Files.readString(file).strip();
            if (id.isEmpty() || id.equals("uninitialized")) {
                return "";
            }
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(("staffetta " + id).getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(digest).substring(0, DIGITS);
        } catch (IOException e) {
            return "";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
