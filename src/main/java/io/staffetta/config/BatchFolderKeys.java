package io.staffetta.config;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The keys of settings of batch folders, {@code staffetta.batch.folders.<name>.<key>}: the only settings that have no line in
 * the defaults, since it is the user who names the folders.
 */
public final class BatchFolderKeys {

    /** Begins the keys of what holds for all folders that do not say otherwise. */
    public static final String ALL = "staffetta.batch.";

    /** Key of the place of a folder, which each must say for itself. */
    public static final String PATH = "path";

    /** The settings of all folders, each of which a folder can say for itself. */
    public static final List<String> OF_ALL = List.of(
            "staffetta.batch.account",
            "staffetta.batch.sender",
            "staffetta.batch.priority",
            "staffetta.batch.charset",
            "staffetta.batch.separator",
            "staffetta.batch.format",
            "staffetta.batch.layout",
            "staffetta.batch.template",
            "staffetta.batch.columns",
            "staffetta.batch.pick-up",
            "staffetta.batch.repeats",
            "staffetta.batch.send-at",
            "staffetta.batch.spread",
            "staffetta.batch.application");

    private static final List<String> SHARED =
            OF_ALL.stream().map(setting -> setting.substring(ALL.length())).toList();

    private static final String PREFIX = ALL + "folders.";
    private static final Pattern KEY = Pattern.compile("staffetta\\.batch\\.folders\\.([^.]*)\\.(.*)");
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,40}");

    private BatchFolderKeys() {}

    /** The setting of a folder. */
    public static String of(String folder, String key) {
        return PREFIX + folder + "." + key;
    }

    /** The folder that a setting is of; empty if it is of none. */
    public static Optional<String> folder(String setting) {
        return Optional.of(KEY.matcher(setting)).filter(Matcher::matches).map(matcher -> matcher.group(1));
    }

    /** Whether a setting is, or is meant to be, one of a folder. */
    static boolean isOfFolder(String setting) {
        return setting.startsWith(PREFIX);
    }

    /** What is wrong with a setting that begins as those of folders do; empty if it is one of theirs. */
    static Optional<String> problem(String setting) {
        Matcher matcher = KEY.matcher(setting);
        if (!matcher.matches() || !NAME.matcher(matcher.group(1)).matches()) {
            return Optional.of(
                    "the name of a batch folder must be 1 to 40 of a-z, 0-9 and -, as in " + of("crm", PATH));
        }
        String key = matcher.group(2);
        return key.equals(PATH) || SHARED.contains(key)
                ? Optional.empty()
                : Optional.of("a batch folder has " + PATH + ", " + String.join(", ", SHARED));
    }
}
