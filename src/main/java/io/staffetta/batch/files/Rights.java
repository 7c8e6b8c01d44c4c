package io.staffetta.batch.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps files with numbers and texts from others: whatever the umask, no more than 0640. */
public final class Rights {

    private static final Logger LOG = LoggerFactory.getLogger(Rights.class);
    private static final Set<PosixFilePermission> MOST = PosixFilePermissions.fromString("rw-r-----");

    private Rights() {}

    /** Takes away what a file has beyond that, if there are such rights and the file is ours. */
    public static void restrict(Path file) {
        try {
            PosixFileAttributeView view =
                    Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
            if (view == null || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                return;
            }
            Set<PosixFilePermission> rights = EnumSet.noneOf(PosixFilePermission.class);
            rights.addAll(view.readAttributes().permissions());
            if (rights.retainAll(MOST)) {
                Files.setPosixFilePermissions(file, rights);
            }
        } catch (IOException e) {
            // Of a file of somebody else only he may say who reads it; some shares have no rights.
            LOG.debug("The rights of a file cannot be changed", e);
        }
    }
}
