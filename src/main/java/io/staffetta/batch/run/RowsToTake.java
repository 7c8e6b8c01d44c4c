package io.staffetta.batch.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.batch.BatchFolder;
import io.staffetta.batch.format.BatchFile;
import io.staffetta.batch.result.ResultFormat;
import io.staffetta.batch.result.ResultLine;
import io.staffetta.batch.result.ResultWriter;
import io.staffetta.batch.rows.RowGroup;
import io.staffetta.batch.rows.RowMessages;
import io.staffetta.batch.rows.Spreading;
import io.staffetta.batch.text.BatchFileException;
import io.staffetta.batch.text.Row;
import io.staffetta.ledger.batch.BatchRecord;
import io.staffetta.message.MessageReader;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/**
 * Reads the rows of a batch that have no result yet, and writes their results. Keeps one group of rows until it has
 * been answered.
 *
 * <p>Not thread-safe.
 */
final class RowsToTake implements Closeable {

    /** Characters of the rows of a group, and of their messages, above which it takes no more. */
    private static final int MOST_CHARACTERS = 1 << 18;
    /** A row to many recipients becomes as many messages, which may weigh a few times as much. */
    private static final int MESSAGES_WEIGH = 4;

    private final DigestedFile bytes;
    private final BatchFile file;
    private final ResultWriter answers;
    private final RowMessages messages;
    private final Spreading spreading;
    private final List<Row> group = new ArrayList<>();
    private Optional<Row> next;

    private RowsToTake(DigestedFile bytes, BatchFile file, ResultWriter answers, Spreading spreading)
            throws IOException {
        this.bytes = bytes;
        this.file = file;
        this.answers = answers;
        this.spreading = spreading;
        messages = new RowMessages(file.settings());
        next = file.rows().next();
    }

    /**
     * Opens the file, and cuts the answers to what the ledger knows of them.
     *
     * @throws BatchFileException if it cannot be read so far any more
     */
    static RowsToTake open(BatchRecord batch, BatchFolder folder, BatchFiles files) throws IOException {
        DigestedFile bytes = new DigestedFile(files.file());
        try {
            BatchFile file = BatchFile.open(bytes.in(), batch.file().name(), folder.defaults());
            for (long row = 0; row < batch.progress().position(); row++) {
                file.rows().next();
            }
            Duration spread = file.directive().spread().orElse(folder.spread());
            return new RowsToTake(
                    bytes,
                    file,
                    files.answers(
                            batch.progress().resultBytes(),
                            batch.progress().rejectedBytes(),
                            ResultFormat.to(file.rows())),
                    new Spreading(batch.file().rows(), spread));
        } catch (IOException | RuntimeException e) {
            bytes.close();
            throw e;
        }
    }

    RowMessages messages() {
        return messages;
    }

    Spreading spreading() {
        return spreading;
    }

    /**
     * Reads a group, unless there is one that has not been answered yet; of no rows at the end of the file.
     *
     * @param share how many rows, of as many as it may have
     */
    void read(IntUnaryOperator share) throws IOException {
        if (!group.isEmpty()) {
            return;
        }
        int most = share.applyAsInt(spreading.group());
        long characters = 0;
        while (group.size() < most && next.isPresent() && characters < MOST_CHARACTERS) {
            group.add(next.get());
            characters += weight(next.get());
            next = Optional.empty();
            next = file.rows().next();
        }
    }

    /** The group that was read last, until it is answered. */
    List<Row> group() {
        return group;
    }

    private long weight(Row row) {
        JsonNode to = row.values().get("to");
        long recipients = to == null || !to.isArray() ? 1 : Math.min(to.size(), MessageReader.MAX_ELEMENTS);
        JsonNode own = row.values().get("text");
        long text = own == null || file.settings().template().isPresent()
                ? MessageReader.MAX_TEXT_LENGTH
                : Math.min(own.asText().length(), MessageReader.MAX_TEXT_LENGTH);
        return Math.max(row.written().length(), recipients == 1 ? 0 : recipients * text / MESSAGES_WEIGH);
    }

    /** Whether no row comes behind the group. */
    boolean isLast() {
        return next.isEmpty();
    }

    /** Whether all that was read is what it was when it was read first; known when no row comes behind the group. */
    boolean isAsBefore(BatchRecord batch) throws IOException {
        return bytes.digest().equals(batch.file().digest());
    }

    /** Writes the answers of the group, and waits until they are on the disk. */
    ResultWriter.Lengths answer(RowGroup.GroupResult result) throws IOException {
        for (ResultLine answer : result.answers()) {
            answers.add(answer);
        }
        for (Row row : result.rejected()) {
            answers.reject(row, file.rows().frame());
        }
        ResultWriter.Lengths lengths = answers.force();
        if (isLast() && lengths.rejected() > 0) {
            answers.end(file.rows().frame());
            return answers.force();
        }
        return lengths;
    }

    /** Goes on to the next group. */
    void done() {
        group.clear();
    }

    @Override
    public void close() throws IOException {
        try (bytes;
                file) {
            answers.close();
        }
    }
}
