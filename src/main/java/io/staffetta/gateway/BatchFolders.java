package io.staffetta.gateway;

import io.staffetta.batch.BatchFolder;
import io.staffetta.batch.files.PickUp;
import io.staffetta.batch.text.BatchSettings;
import io.staffetta.batch.text.BatchValues;
import io.staffetta.batch.text.ColumnMap;
import io.staffetta.batch.text.Layout;
import io.staffetta.batch.text.Repeats;
import io.staffetta.batch.text.SendAt;
import io.staffetta.batch.text.Template;
import io.staffetta.config.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The batch folders that settings describe: {@code default} in the data folder, and each that has a key
 * {@code staffetta.batch.folders.<name>.<key>}. What a folder does not say, {@code staffetta.batch.<key>} says for all.
 */
final class BatchFolders {

    private static final String ALL = "staffetta.batch.";
    private static final String PREFIX = ALL + "folders.";
    private static final String PATH = "path";
    private static final List<String> KEYS = List.of(
            PATH,
            "account",
            "sender",
            "priority",
            "charset",
            "separator",
            "format",
            "layout",
            "template",
            "columns",
            "pick-up",
            "repeats",
            "send-at",
            "spread");
    private static final Pattern KEY = Pattern.compile("staffetta\\.batch\\.folders\\.([^.]*)\\.(.*)");
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,40}");
    /** What means something in the address of an endpoint of Camel. */
    private static final Pattern UNFIT = Pattern.compile("[?&#%+\\\\{}]|\\p{Cntrl}");

    private final Settings settings;
    private final Home home;
    private final boolean sandbox;
    private final List<String> problems = new ArrayList<>();

    private BatchFolders(Settings settings, Home home, boolean sandbox) {
        this.settings = settings;
        this.home = home;
        this.sandbox = sandbox;
    }

    /**
     * The folders, {@code default} first. In the sandbox all of them are in its data folder, so that a demonstration takes no
     * file that is meant to be sent.
     *
     * @throws IllegalArgumentException if a value is wrong, or two folders are in each other's way; a line for each thing
     */
    static List<BatchFolder> read(Settings settings, Home home, boolean sandbox) {
        BatchFolders reading = new BatchFolders(settings, home, sandbox);
        List<BatchFolder> folders = reading.names().stream()
                .map(reading::folder)
                .flatMap(Optional::stream)
                .toList();
        reading.checkApart(folders);
        if (!reading.problems.isEmpty()) {
            throw new IllegalArgumentException(String.join(System.lineSeparator(), reading.problems));
        }
        return folders;
    }

    /** What is wrong with a key that begins as those of folders do; empty if it is one of theirs. */
    static Optional<String> problem(String key) {
        Matcher matcher = KEY.matcher(key);
        if (!matcher.matches() || !NAME.matcher(matcher.group(1)).matches()) {
            return Optional.of(
                    "the name of a batch folder must be 1 to 40 of a-z, 0-9 and -, as in " + PREFIX + "crm." + PATH);
        }
        return KEYS.contains(matcher.group(2))
                ? Optional.empty()
                : Optional.of("a batch folder has " + String.join(", ", KEYS));
    }

    /** Whether a key is, or is meant to be, one of a folder. */
    static boolean isOfFolder(String key) {
        return key.startsWith(PREFIX);
    }

    private List<String> names() {
        List<String> names = new ArrayList<>(List.of(BatchFolder.DEFAULT));
        TreeSet<String> others = new TreeSet<>();
        for (String key : settings.all().keySet()) {
            Matcher matcher = KEY.matcher(key);
            if (matcher.matches() && !matcher.group(1).equals(BatchFolder.DEFAULT)) {
                others.add(matcher.group(1));
            }
        }
        names.addAll(others);
        return names;
    }

    private Optional<BatchFolder> folder(String name) {
        int before = problems.size();
        Optional<Path> path = path(name);
        Optional<PickUp> pickUp = value(name, "pick-up", PickUp::parse);
        Optional<Repeats> repeats = value(name, "repeats", Repeats::parse);
        Optional<SendAt> sendAt = value(name, "send-at", SendAt::parse);
        Optional<Duration> spread = value(name, "spread", BatchValues::spread);
        Optional<BatchSettings> defaults = defaults(name);
        return problems.size() > before
                ? Optional.empty()
                : Optional.of(new BatchFolder(
                        name,
                        path.orElseThrow(),
                        pickUp.orElse(PickUp.STILL),
                        repeats.orElse(Repeats.REFERENCE),
                        sendAt,
                        spread.orElse(Duration.ZERO),
                        defaults.orElseThrow()));
    }

    private Optional<BatchSettings> defaults(String name) {
        try {
            return Optional.of(new BatchSettings(
                    value(name, "format", BatchValues::format).orElse(null),
                    value(name, "charset", BatchValues::charset),
                    value(name, "separator", BatchValues::separator),
                    value(name, "layout", BatchFolders::layout),
                    value(name, "template", BatchFolders::template),
                    value(name, "account", BatchValues::account).orElse(""),
                    value(name, "sender", BatchValues::sender).orElse(""),
                    value(name, "priority", BatchValues::priority).orElse("bulk"),
                    value(name, "columns", ColumnMap::parse).orElse(ColumnMap.NONE)));
        } catch (IllegalArgumentException e) {
            problems.add(Settings.wrong(key(name, "layout"), "is missing: " + e.getMessage())
                    .getMessage());
            return Optional.empty();
        }
    }

    /** What a setting says; empty if it is empty, or wrong, which is then noted. */
    private <T> Optional<T> value(String name, String key, Function<String, T> parser) {
        try {
            return settings.value(key(name, key), parser);
        } catch (IllegalArgumentException e) {
            if (!problems.contains(e.getMessage())) {
                problems.add(e.getMessage());
            }
            return Optional.empty();
        }
    }

    /** The key that decides: the folder's own, or else that of all. */
    private String key(String name, String key) {
        String own = PREFIX + name + "." + key;
        return settings.all().containsKey(own) ? own : ALL + key;
    }

    private Optional<Path> path(String name) {
        String key = PREFIX + name + "." + PATH;
        Path data = home.data(sandbox);
        boolean isDefault = name.equals(BatchFolder.DEFAULT);
        if (sandbox) {
            checkFolder(key, data);
            return Optional.of(isDefault ? data : data.resolve("batch").resolve(name));
        }
        String text = settings.all().getOrDefault(key, "").strip();
        if (text.isEmpty() && !isDefault) {
            problems.add(
                    Settings.wrong(key, "is missing: a batch folder needs one").getMessage());
            return Optional.empty();
        }
        try {
            Path path = text.isEmpty() ? data : home.folder().resolve(text).normalize();
            checkFolder(key, path);
            return Optional.of(path);
        } catch (InvalidPathException e) {
            problems.add(Settings.wrong(key, "is no path").getMessage());
            return Optional.empty();
        }
    }

    private void checkFolder(String key, Path path) {
        if (UNFIT.matcher(path.toString()).find()) {
            problems.add(
                    Settings.wrong(key, "must have none of ?, &, #, %, +, backslash and braces in it, but is " + path)
                            .getMessage());
        }
        for (Path at : List.of(
                path, path.resolve("inbox"), path.resolve("work"), path.resolve("done"), path.resolve("error"))) {
            if (Files.exists(at) && !Files.isDirectory(at)) {
                problems.add(Settings.wrong(key, "must lead to a folder, but " + at + " is a file")
                        .getMessage());
            }
        }
    }

    /** Files of one folder must not be answers, or work, of another. */
    private void checkApart(List<BatchFolder> folders) {
        for (BatchFolder folder : folders) {
            for (BatchFolder other : folders) {
                boolean isBefore = folders.indexOf(other) < folders.indexOf(folder);
                Path mine = real(folder.path());
                Path theirs = real(other.path());
                if (isBefore && !sandbox && (mine.startsWith(theirs) || theirs.startsWith(mine))) {
                    problems.add(Settings.wrong(
                                    PREFIX + folder.name() + "." + PATH,
                                    "must be apart from that of folder '" + other.name() + "', neither the same nor one"
                                            + " inside the other, but they are " + folder.path() + " and "
                                            + other.path())
                            .getMessage());
                }
            }
        }
    }

    /** Where a path leads to when links are followed, as far as it is there. */
    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return path.getParent() == null ? path : real(path.getParent()).resolve(path.getFileName());
        }
    }

    static Layout layout(String text) {
        try {
            return Layout.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("is wrong: " + e.getMessage(), e);
        }
    }

    static Template template(String text) {
        try {
            return Template.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("is wrong: " + e.getMessage(), e);
        }
    }
}
