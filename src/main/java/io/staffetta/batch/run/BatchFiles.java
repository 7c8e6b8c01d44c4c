package io.staffetta.batch.run;

import io.staffetta.batch.BatchFolder;
import io.staffetta.batch.files.Disk;
import io.staffetta.batch.files.Rights;
import io.staffetta.batch.files.UniqueFileNames;
import io.staffetta.batch.result.ResultArchive;
import io.staffetta.batch.result.ResultFile;
import io.staffetta.batch.result.ResultFormat;
import io.staffetta.batch.result.ResultWriter;
import io.staffetta.batch.text.BatchFileException;
import io.staffetta.batch.text.ErrorText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files of one batch: its own, in {@code work/<id>/}, and its answers. When they are moved to {@code done} or
 * {@code error}, nothing there is overwritten. Each move may be repeated, and goes on where it was cut off.
 *
 * <p>Not thread-safe; one thread, of one gateway, works on a batch.
 */
public final class BatchFiles {

    private static final String RESULT = WorkFiles.RESULT;
    private static final String FINAL = WorkFiles.FINAL;
    private static final String REJECTED = ".rejected";
    private static final String COPY = WorkFiles.COPY;
    private static final String ERROR = ".error.txt";

    private final WorkFiles work;
    private final String name;
    private final String extension;
    private final String rejected;
    private final UniqueFileNames done;
    private final UniqueFileNames error;
    private final ResultArchive copies;

    /**
     * @param id id of the batch
     * @param name name of its file; of a path only the last element counts
     */
    public BatchFiles(BatchFolder folder, String id, String name) {
        this.name = Path.of(name).getFileName().toString();
        int dot = this.name.lastIndexOf('.');
        extension = dot > 0 ? this.name.substring(dot) : "";
        rejected = REJECTED + extension;
        work = new WorkFiles(folder.work(), folder.work().resolve(Path.of(id).getFileName()), this.name, rejected);
        String stem = this.name.substring(0, this.name.length() - extension.length());
        List<String> suffixes = List.of(extension, RESULT, FINAL, ERROR, rejected);
        done = new UniqueFileNames(folder.done(), id, stem, suffixes);
        error = new UniqueFileNames(folder.error(), id, stem, suffixes);
        copies = new ResultArchive(folder.done(), id);
    }

    /** The final answer, when all messages have ended. */
    FinalAnswer last() {
        return new FinalAnswer(work, done, copies);
    }

    /** All that is in {@code work}. */
    WorkFiles work() {
        return work;
    }

    /** The file of the batch while it is worked on. */
    public Path file() {
        return work.file();
    }

    /**
     * Opens the answers, and cuts off what was written after the ledger knew of it.
     *
     * @param resultBytes how long the result is as the ledger knows it; 0 for a new one
     * @param rejectedBytes the same of the rejected rows
     * @throws IOException if they cannot be written, or are shorter than that
     */
    public ResultWriter answers(long resultBytes, long rejectedBytes) throws IOException {
        return answers(resultBytes, rejectedBytes, ResultFormat.PLAIN);
    }

    /**
     * The same.
     *
     * @param form how a new result is written; one that was begun goes on as it is
     */
    ResultWriter answers(long resultBytes, long rejectedBytes, ResultFormat form) throws IOException {
        ResultFormat used = resultBytes == 0 ? form : ResultFormat.of(work.result(), form);
        ResultFile result = new ResultFile(work.result(), resultBytes);
        try {
            return new ResultWriter(
                    result, new ResultFile(work.rejectedRows(), rejectedBytes), used, work.rejectedTail());
        } catch (IOException e) {
            result.close();
            throw e;
        }
    }

    /**
     * Moves the file and its answers to {@code done}, when all rows are taken and the answers are closed. Without the file, if
     * that is not there.
     */
    public void done() throws IOException {
        Path copy = work.own().resolve(RESULT + COPY);
        Path bad = work.rejectedRows();
        boolean isAnyBad = WorkFiles.size(bad) > 0;
        if (!done.isTaken()) {
            copies.keep(RESULT, work.result());
            if (isAnyBad) {
                copies.keep(REJECTED, bad);
            }
            // Ours stays here, for what is final: whoever reads the other may change it.
            Disk.copy(work.result(), copy);
        }
        Map<String, Path> sources = new LinkedHashMap<>();
        sources.put(RESULT, copy);
        if (isAnyBad) {
            sources.put(rejected, bad);
        }
        putFile(sources, done);
        done.place(
                sources,
                Stream.of(FINAL, rejected, extension)
                        .filter(suffix -> !sources.containsKey(suffix))
                        .toList());
    }

    /**
     * Moves a file whose content came before to {@code done}, with copies of the answers that the first one had when its rows were
     * taken.
     *
     * @param first the files of the first one
     */
    public void again(BatchFiles first) throws IOException {
        Map<String, Path> sources = new LinkedHashMap<>();
        sources.put(RESULT, work.own().resolve(RESULT + COPY));
        sources.put(rejected, work.own().resolve(REJECTED + COPY));
        if (!done.isTaken()) {
            work.make();
            first.copy(RESULT, first.result(), sources.get(RESULT));
            first.copy(REJECTED, first.rejected(), sources.get(rejected));
        }
        sources.values().removeIf(Files::notExists);
        putFile(sources, done);
        done.place(
                sources,
                Stream.of(RESULT, FINAL, rejected, extension)
                        .filter(suffix -> !sources.containsKey(suffix))
                        .toList());
    }

    /** Puts a copy of the final answer of the first one beside them, and takes the folder in {@code work} away. */
    public void endAgain(BatchFiles first) throws IOException {
        Path copy = work.own().resolve(FINAL + COPY);
        if (done.find(FINAL).isEmpty()) {
            work.make();
            first.copy(FINAL, first.done.find(FINAL), copy);
            if (Files.exists(copy)) {
                done.placeMore(FINAL, copy);
            }
        }
        work.remove();
    }

    /** From our own copy, or if somebody has deleted that, from what is in {@code done}. */
    private void copy(String suffix, Optional<Path> placed, Path target) throws IOException {
        if (!copies.restore(suffix, target) && placed.isPresent()) {
            Disk.copy(placed.get(), target);
        }
    }

    /** Describes the result file of a batch for people. */
    public enum Answer {
        /** What became of each row when it was taken. */
        RESULT,
        /** The rows that were not taken. */
        REJECTED,
        /** How each row ended. */
        FINAL
    }

    /**
     * Copies an answer, as it was made, whatever became of it since.
     *
     * @return whether there is one
     */
    public boolean copy(Answer answer, Path target) throws IOException {
        switch (answer) {
            case RESULT -> copy(RESULT, result(), target);
            case REJECTED -> copy(REJECTED, rejected(), target);
            case FINAL -> copy(FINAL, done.find(FINAL), target);
        }
        return Files.exists(target);
    }

    /** The name of an answer to a file of a name. */
    public static String nameOf(String name, Answer answer) {
        int dot = name.lastIndexOf('.');
        String stem = dot > 0 ? name.substring(0, dot) : name;
        return stem
                + switch (answer) {
                    case RESULT -> RESULT;
                    case REJECTED -> REJECTED + (dot > 0 ? name.substring(dot) : "");
                    case FINAL -> FINAL;
                };
    }

    /** Whether its answers, but for the final one, are there for files of the same content. */
    boolean isAnswered() throws IOException {
        return copies.has(RESULT) || result().isPresent();
    }

    /** A file that somebody has deleted is left out; one that was moved already has its place among the others. */
    private void putFile(Map<String, Path> sources, UniqueFileNames names) throws IOException {
        if (names.isTaken() || Files.exists(file(), LinkOption.NOFOLLOW_LINKS)) {
            Rights.restrict(file());
            sources.put(extension, file());
        }
    }

    /**
     * Moves a file that cannot be read to {@code error}, with the reason beside it, and takes its folder in {@code work} away.
     *
     * @param problem what is wrong, where, and how to mend it
     */
    public void failed(BatchFileException problem) throws IOException {
        failed(ErrorText.of(name, problem));
    }

    /**
     * Moves a file to {@code error}, with a text beside it, and takes its folder in {@code work} away.
     *
     * @param text all of {@code error.txt}
     */
    public void failed(String text) throws IOException {
        Path made = work.own().resolve(ERROR);
        if (!error.isTaken()) {
            work.make();
            Files.writeString(made, text);
            Rights.restrict(made);
            Disk.force(made);
        }
        Map<String, Path> sources = new LinkedHashMap<>();
        sources.put(ERROR, made);
        putFile(sources, error);
        error.place(sources, sources.containsKey(extension) ? List.of() : List.of(extension));
        work.remove();
    }

    /** Whether the file was moved out of {@code work}, or was about to be when a crash came. */
    boolean isMoved() throws IOException {
        return done.isTaken() || error.isTaken();
    }

    /** The result in {@code done}; empty if it is not there. */
    public Optional<Path> result() throws IOException {
        return done.find(RESULT);
    }

    /** The rejected rows in {@code done}; empty if there are none. */
    public Optional<Path> rejected() throws IOException {
        return done.find(rejected);
    }

    /**
     * Deletes what is in {@code done} and {@code error}, with the copies of the answers.
     *
     * @param before when a file must have come there
     * @return how many files people have seen
     */
    int delete(Instant before) throws IOException {
        for (String suffix : List.of(RESULT, FINAL, REJECTED)) {
            copies.delete(suffix);
        }
        List<String> suffixes = List.of(extension, RESULT, FINAL, ERROR, rejected);
        return done.delete(suffixes, before) + error.delete(suffixes, before);
    }
}
