package io.staffetta.batch.files;

import java.util.Locale;
import java.util.Set;

/** Names of files that are not for the gateway: half-written ones, locks of office programs, and what systems leave in folders. */
public final class TemporaryName {

    private static final Set<String> ENDS = Set.of(
            ".tmp",
            ".temp",
            ".part",
            ".partial",
            ".filepart",
            ".crdownload",
            ".download",
            ".swp",
            ".swx",
            ".lock",
            ".lck",
            "~");
    private static final Set<String> NAMES = Set.of("thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r");

    private TemporaryName() {}

    /** Whether a name is one: .~lock.x#, ._x and .DS_Store begin with a dot, ~$x.xlsx as Excel's locks do. */
    public static boolean is(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return name.startsWith(".")
                || name.startsWith("~$")
                || (name.startsWith("#") && name.endsWith("#"))
                || NAMES.contains(lower)
                || ENDS.stream().anyMatch(lower::endsWith);
    }
}
