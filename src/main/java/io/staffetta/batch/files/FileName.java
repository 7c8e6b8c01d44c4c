package io.staffetta.batch.files;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/** Names that a file may have in an inbox. */
public final class FileName {

    /** A file that says that the one beside it is whole. */
    public static final String DONE = ".done";

    /** Longest name, in bytes, of most file systems. */
    static final int LONGEST = 255;

    /** Leaves room for what the names of answers have between stem and extension, and for a stem. */
    private static final int LONGEST_EXTENSION = 100;

    private FileName() {}

    /** The file of a name; empty if the name cannot be written in the encoding of this process's file names. */
    public static Optional<Path> find(Path folder, String name) {
        try {
            return Optional.of(folder.resolve(name));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /**
     * Why a file cannot be taken under its name, and how to mend it; empty if it can.
     *
     * @param seen its path as the folder has it, of whatever bytes that is
     */
    public static Optional<String> problem(Path seen, PickUp pickUp) {
        String name = seen.getFileName().toString();
        boolean isText = find(seen.getParent(), name)
                .filter(found -> found.equals(seen) || Files.exists(found, LinkOption.NOFOLLOW_LINKS))
                .isPresent();
        if (!isText) {
            return Optional.of(notText(seen));
        }
        if (pickUp == PickUp.DONE_FILE && bytes(name) + bytes(DONE) > LONGEST) {
            return Optional.of("has a name of " + bytes(name) + " bytes, which with " + DONE
                    + " behind it are more than " + LONGEST + "; it stays where it is. Give it a name of at most "
                    + (LONGEST - bytes(DONE)) + " bytes");
        }
        int dot = name.lastIndexOf('.');
        int extension = dot > 0 ? bytes(name.substring(dot)) : 0;
        return extension > LONGEST_EXTENSION
                ? Optional.of("has a name whose extension, from the last dot on, is " + extension
                        + " bytes long; it stays where it is. Give it one of at most " + LONGEST_EXTENSION + " bytes")
                : Optional.empty();
    }

    /** A name that no other file has, whatever its bytes. */
    public static String unique(Path seen) {
        String uri = seen.toUri().getRawPath();
        return uri.substring(uri.lastIndexOf('/') + 1);
    }

    private static String notText(Path seen) {
        String encoding = System.getProperty("sun.jnu.encoding", "UTF-8");
        return "(" + unique(seen) + ") has a name that is no text in " + encoding
                + ", the encoding of file names here; it stays where it is. Rename it"
                + (encoding.equals("UTF-8")
                        ? " in UTF-8"
                        : ", or start the gateway with LC_ALL=C.UTF-8 in its environment");
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
