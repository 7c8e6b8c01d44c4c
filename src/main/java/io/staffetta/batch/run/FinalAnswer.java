package io.staffetta.batch.run;

import io.staffetta.batch.files.Disk;
import io.staffetta.batch.files.UniqueFileNames;
import io.staffetta.batch.result.FinalResult;
import io.staffetta.batch.result.ResultArchive;
import io.staffetta.batch.result.ResultEnd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Writes the final result of a batch: its rows, each with how it ended. It is made of the result, and put into {@code
 * done}.
 *
 * <p>Not thread-safe; one thread, of one gateway, works on a batch.
 */
final class FinalAnswer {

    private final WorkFiles work;
    private final UniqueFileNames done;
    private final ResultArchive copies;

    FinalAnswer(WorkFiles work, UniqueFileNames done, ResultArchive copies) {
        this.work = work;
        this.done = done;
        this.copies = copies;
    }

    /**
     * Writes the final answer from the result: its rows, each with how it ended; moves it to {@code done}, and takes the folder
     * in {@code work} away. Does nothing if that is gone already.
     *
     * @param ends tells how messages ended, by their ids, for up to 200 of them; those it leaves out stay as they are
     */
    void end(Function<List<String>, Map<String, ResultEnd>> ends) throws IOException {
        Path made = work.own().resolve(WorkFiles.FINAL);
        if (!Files.exists(work.result())) {
            work.remove();
            return;
        }
        if (!copies.has(WorkFiles.FINAL)) {
            FinalResult.write(work.result(), made, ends);
            copies.keep(WorkFiles.FINAL, made);
        }
        if (Files.exists(made)) {
            done.placeMore(WorkFiles.FINAL, made);
        }
        work.remove();
    }

    /**
     * Makes the final answer of a finished batch anew, and puts it beside the one before if it says something else.
     *
     * @param ends see {@link #end}
     * @param ids is given the ids of the messages of all rows that are taken
     * @return whether there was a result to make it of
     */
    boolean endAnew(Function<List<String>, Map<String, ResultEnd>> ends, Consumer<String> ids) throws IOException {
        work.make();
        restore(WorkFiles.RESULT, work.result());
        if (!Files.exists(work.result())) {
            work.remove();
            return false;
        }
        takenIds(ids);
        Path made = work.own().resolve(WorkFiles.FINAL);
        FinalResult.write(work.result(), made, ends);
        Path before = work.own().resolve(WorkFiles.FINAL + WorkFiles.COPY);
        restore(WorkFiles.FINAL, before);
        if (!Files.exists(before) || Files.mismatch(before, made) >= 0) {
            copies.keepInstead(WorkFiles.FINAL, made);
            done.placeAgain(WorkFiles.FINAL, made);
        }
        work.remove();
        return true;
    }

    /** Whether the final answer is where it belongs, and nothing of the batch is left in {@code work}. */
    boolean isEnded() throws IOException {
        return !Files.exists(work.result()) && done.find(WorkFiles.FINAL).isPresent();
    }

    /**
     * Ids of the messages of rows that are taken, as far as the result is written and not finished.
     *
     * @throws IOException if it cannot be read
     */
    void takenIds(Consumer<String> ids) throws IOException {
        if (Files.exists(work.result())) {
            FinalResult.takenIds(work.result(), ids);
        }
    }

    /** From our own copy, or if somebody has deleted that, from what is in {@code done}. */
    private void restore(String suffix, Path target) throws IOException {
        Optional<Path> placed = done.find(suffix);
        if (!copies.restore(suffix, target) && placed.isPresent()) {
            Disk.copy(placed.get(), target);
        }
    }
}
