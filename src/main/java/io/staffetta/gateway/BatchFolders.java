package io.staffetta.gateway;

import io.staffetta.batch.BatchFolder;
import io.staffetta.batch.files.PickUp;
import io.staffetta.batch.text.BatchSettings;
import io.staffetta.batch.text.Repeats;
import io.staffetta.config.BatchFolderKeys;
import io.staffetta.config.Home;
import io.staffetta.config.Settings;
import io.staffetta.config.SettingsNotes;
import io.staffetta.gateway.settings.BatchFolderSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads the batch folders from the settings: {@code default} in the data folder, and each that has a key {@code
 * staffetta.batch.folders.<name>.<key>}. What a folder does not say, {@code staffetta.batch.<key>} says for all.
 */
final class BatchFolders {

    /** What means something in the address of an endpoint of Camel. */
    private static final Pattern UNFIT = Pattern.compile("[?&#%+\\\\{}]|\\p{Cntrl}");

    private final Settings settings;
    private final Home home;
    private final boolean sandbox;
    private final SettingsNotes notes = new SettingsNotes();

    private BatchFolders(Settings settings, Home home, boolean sandbox) {
        this.settings = settings.noting(notes);
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
        List<String> problems = reading.notes.problems();
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join(System.lineSeparator(), problems));
        }
        return folders;
    }

    private List<String> names() {
        List<String> names = new ArrayList<>(List.of(BatchFolder.DEFAULT));
        settings.all().keySet().stream()
                .map(BatchFolderKeys::folder)
                .flatMap(Optional::stream)
                .filter(name -> !name.equals(BatchFolder.DEFAULT))
                .sorted()
                .distinct()
                .forEach(names::add);
        return names;
    }

    private Optional<BatchFolder> folder(String name) {
        BatchFolderSettings said = BatchFolderSettings.of(settings, key -> deciding(name, key));
        return path(name).flatMap(path -> defaults(name, said)
                .map(defaults -> new BatchFolder(
                        name,
                        path,
                        said.pickUp().orElse(PickUp.STILL),
                        said.repeats().orElse(Repeats.REFERENCE),
                        said.sendAt(),
                        said.spread().orElse(Duration.ZERO),
                        said.application().orElse(""),
                        defaults)));
    }

    private Optional<BatchSettings> defaults(String name, BatchFolderSettings said) {
        try {
            return Optional.of(said.defaults());
        } catch (IllegalArgumentException e) {
            note(deciding(name, "layout"), "is missing: " + e.getMessage());
            return Optional.empty();
        }
    }

    /** The key that decides: the folder's own, or else that of all. */
    private String deciding(String name, String key) {
        String own = BatchFolderKeys.of(name, key);
        return settings.all().containsKey(own) ? own : BatchFolderKeys.ALL + key;
    }

    private void note(String key, String what) {
        notes.wrong(Settings.wrong(key, what).getMessage());
    }

    private Optional<Path> path(String name) {
        String key = BatchFolderKeys.of(name, BatchFolderKeys.PATH);
        Path data = home.data(sandbox);
        boolean isDefault = name.equals(BatchFolder.DEFAULT);
        if (sandbox) {
            checkFolder(key, data);
            return Optional.of(isDefault ? data : data.resolve("batch").resolve(name));
        }
        String text = settings.all().getOrDefault(key, "").strip();
        if (text.isEmpty() && !isDefault) {
            note(key, "is missing: a batch folder needs one");
            return Optional.empty();
        }
        try {
            Path path = text.isEmpty() ? data : home.folder().resolve(text).normalize();
            checkFolder(key, path);
            return Optional.of(path);
        } catch (InvalidPathException e) {
            note(key, "is no path");
            return Optional.empty();
        }
    }

    private void checkFolder(String key, Path path) {
        if (UNFIT.matcher(path.toString()).find()) {
            note(key, "must have none of ?, &, #, %, +, backslash and braces in it, but is " + path);
        }
        for (Path at : List.of(
                path, path.resolve("inbox"), path.resolve("work"), path.resolve("done"), path.resolve("error"))) {
            if (Files.exists(at) && !Files.isDirectory(at)) {
                note(key, "must lead to a folder, but " + at + " is a file");
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
                    note(
                            BatchFolderKeys.of(folder.name(), BatchFolderKeys.PATH),
                            "must be apart from that of folder '" + other.name()
                                    + "', neither the same nor one inside the other, but they are " + folder.path()
                                    + " and " + other.path());
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
}
