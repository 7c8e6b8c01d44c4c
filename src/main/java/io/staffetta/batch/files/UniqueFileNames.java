package io.staffetta.batch.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Moves the files of one batch into a folder, under names that nobody has: {@code orders.csv}, {@code orders.result.csv}, or if
 * one of them is taken, {@code orders~2.csv}, {@code orders~2.result.csv}. A name is taken by making it, which fails if
 * somebody else has it; so nothing is overwritten, whoever else is at work. The number is noted in the folder before, so that a
 * move that was cut off is gone on with, and the files are found for a file of the same content. {@code OldNotes} deletes that.
 *
 * <p>Not thread-safe; several batches, also of several gateways, may use one folder at once.
 */
public final class UniqueFileNames {

    public static final String NOTES = ".batches";
    private static final String TRYING = "trying";
    private static final String OURS = "ours";

    private static final int ROOM_FOR_NUMBER = 8;

    private final Path folder;
    private final Path note;
    private final String stem;

    /**
     * @param folder where the files go
     * @param id the batch's
     * @param stem name of its file without the extension
     * @param suffixes all that its files may have
     */
    public UniqueFileNames(Path folder, String id, String stem, Collection<String> suffixes) {
        this.folder = folder;
        this.note = folder.resolve(NOTES).resolve(id);
        int longest = suffixes.stream().mapToInt(UniqueFileNames::bytes).max().orElse(0);
        this.stem = cut(stem, FileName.LONGEST - ROOM_FOR_NUMBER - longest);
    }

    private record Noted(int number, boolean ours) {}

    /**
     * Moves files, all under one number. Those that are not there have been moved before.
     *
     * @param sources the files by the suffix of their names
     * @param others further suffixes that must be free under the same number
     */
    public void place(Map<String, Path> sources, Collection<String> others) throws IOException {
        Optional<Noted> noted = noted();
        if (noted.map(Noted::ours).orElse(false)) {
            finish(sources, noted.get().number());
            return;
        }
        int number = noted.map(Noted::number).orElse(1);
        note(number, TRYING);
        while (!take(sources, others, number)) {
            number++;
            note(number, TRYING);
        }
        Disk.forceFolder(folder);
        note(number, OURS);
        finish(sources, number);
    }

    /** Moves one file more under the number of the others, or the next that is free. */
    public void placeMore(String suffix, Path source) throws IOException {
        int number = noted().map(Noted::number).orElse(1);
        while (!take(source, name(number, suffix))) {
            number++;
        }
        Disk.forceFolder(folder);
        finish(source, name(number, suffix));
        Disk.forceFolder(folder);
    }

    /**
     * Moves a file beside the one with the same suffix, which it takes the place of: {@code orders.final~2.csv} beside
     * {@code orders.final.csv}.
     */
    public void placeAgain(String suffix, Path source) throws IOException {
        String first =
                name(noted().map(Noted::number).orElse(1), suffix).getFileName().toString();
        int dot = first.lastIndexOf('.');
        int times = 2;
        Path target = again(first, dot, times);
        while (!take(source, target)) {
            times++;
            target = again(first, dot, times);
        }
        Disk.forceFolder(folder);
        finish(source, target);
        Disk.forceFolder(folder);
    }

    private Path again(String first, int dot, int times) {
        return folder.resolve(first.substring(0, dot) + "~" + times + first.substring(dot));
    }

    /** Where the file with a suffix is; empty if it has not been moved, or is gone. */
    public Optional<Path> find(String suffix) throws IOException {
        return noted().filter(Noted::ours)
                .map(noted -> name(noted.number(), suffix))
                .filter(path -> Files.exists(path, LinkOption.NOFOLLOW_LINKS));
    }

    /**
     * Deletes the files that were moved here, and the note. A file that is younger stays: somebody has taken ours away, and the name
     * is another's now.
     *
     * @param suffixes those that they may have
     * @param before when a file must have come here
     * @return how many files
     */
    public int delete(Collection<String> suffixes, Instant before) throws IOException {
        Optional<Noted> noted = noted().filter(Noted::ours);
        if (noted.isEmpty()) {
            return 0;
        }
        int deleted = 0;
        for (String suffix : suffixes) {
            Path first = name(noted.get().number(), suffix);
            deleted += deleteOld(first, before);
            String name = first.getFileName().toString();
            int times = 2;
            for (Path next = again(name, name.lastIndexOf('.'), times);
                    name.indexOf('.') >= 0 && Files.exists(next, LinkOption.NOFOLLOW_LINKS);
                    next = again(name, name.lastIndexOf('.'), times)) {
                deleted += deleteOld(next, before);
                times++;
            }
        }
        Files.deleteIfExists(note);
        return deleted;
    }

    private static int deleteOld(Path file, Instant before) throws IOException {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                        && Disk.cameAt(file).isBefore(before)
                        && Files.deleteIfExists(file)
                ? 1
                : 0;
    }

    /** Whether {@link #place} has come to its end, or would do so by itself. */
    public boolean isTaken() throws IOException {
        return noted().map(Noted::ours).orElse(false);
    }

    private boolean take(Map<String, Path> sources, Collection<String> others, int number) throws IOException {
        if (others.stream().anyMatch(suffix -> Files.exists(name(number, suffix), LinkOption.NOFOLLOW_LINKS))) {
            return false;
        }
        List<Path> taken = new ArrayList<>();
        for (Map.Entry<String, Path> source : sources.entrySet()) {
            Path target = name(number, source.getKey());
            if (!take(source.getValue(), target)) {
                for (Path mine : taken) {
                    Files.delete(mine);
                }
                return false;
            }
            taken.add(target);
        }
        return true;
    }

    /** Makes a name for a file, by a link or, where there are none, by an empty file; {@code false} if somebody has it. */
    private static boolean take(Path source, Path target) throws IOException {
        try {
            if (Files.isSymbolicLink(source)) {
                Path leadsTo = Files.readSymbolicLink(source);
                Files.createSymbolicLink(/* link= */ target, /* target= */ leadsTo);
            } else {
                Files.createLink(target, source);
            }
            return true;
        } catch (FileAlreadyExistsException e) {
            return isSame(source, target);
        } catch (NoSuchFileException e) {
            throw e;
        } catch (UnsupportedOperationException | FileSystemException e) {
            return reserve(target);
        }
    }

    private static boolean reserve(Path target) throws IOException {
        try {
            Files.createFile(target);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    private void finish(Map<String, Path> sources, int number) throws IOException {
        for (Map.Entry<String, Path> source : sources.entrySet()) {
            finish(source.getValue(), name(number, source.getKey()));
        }
        Disk.forceFolder(folder);
    }

    /** Takes the old name away, or moves the file over the empty one that holds its place. */
    private static void finish(Path source, Path target) throws IOException {
        if (!Files.exists(source, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (isSame(source, target)) {
            Files.delete(source);
        } else {
            Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static boolean isSame(Path source, Path target) throws IOException {
        if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        if (Files.isSymbolicLink(source)) {
            return Files.isSymbolicLink(target)
                    && Files.readSymbolicLink(target).equals(Files.readSymbolicLink(source));
        }
        return !Files.isSymbolicLink(target) && Files.isSameFile(source, target);
    }

    private Path name(int number, String suffix) {
        return folder.resolve(number == 1 ? stem + suffix : stem + "~" + number + suffix);
    }

    private Optional<Noted> noted() throws IOException {
        try {
            String[] words = Files.readString(note).strip().split(" ", 2);
            return Optional.of(new Noted(Integer.parseInt(words[0]), words[1].equals(OURS)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (RuntimeException e) {
            throw new IOException("What is noted in " + note + " is broken; delete it", e);
        }
    }

    private void note(int number, String state) throws IOException {
        Files.createDirectories(note.getParent());
        Disk.write(note, number + " " + state + "\n");
    }

    private static String cut(String stem, int most) {
        String cut = stem;
        while (bytes(cut) > most) {
            cut = cut.substring(0, cut.offsetByCodePoints(cut.length(), -1));
        }
        return cut;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
