package io.staffetta.batch.run;

import io.staffetta.batch.result.ResultFile;
import io.staffetta.batch.result.ResultFormat;
import io.staffetta.batch.result.ResultLine;
import io.staffetta.batch.result.ResultStatus;
import io.staffetta.batch.rows.RowLedgerLookup;
import io.staffetta.batch.rows.RowResults;
import io.staffetta.ledger.Ledger;
import io.staffetta.ledger.batch.BatchCut;
import io.staffetta.ledger.batch.BatchRecord;
import io.staffetta.ledger.batch.BatchState;
import io.staffetta.ledger.batch.Batches;
import io.staffetta.ledger.history.MessageRecord;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Answers all rows of a batch whose file, or whose answers, are lost, as far as the ledger knows them: rows that were taken keep
 * their answers, others are told as not taken.
 */
final class IncompleteBatchResult {

    private final Ledger ledger;
    private final WorkFiles files;

    IncompleteBatchResult(Ledger ledger, WorkFiles files) {
        this.ledger = ledger;
        this.files = files;
    }

    /** Whether nothing of a batch is sent, or may be. */
    boolean isUnsent(BatchRecord batch) {
        return batch.progress().position() == 0
                && RowLedgerLookup.of(ledger, batch)
                        .unlessCancelled(RowLedgerLookup.numbers(1, batch.file().rows()))
                        .isEmpty();
    }

    /**
     * Writes the answers, and notes that there are no more. May be repeated.
     *
     * @param why what was lost, in words
     */
    void apply(BatchRecord batch, String why) throws IOException {
        RowLedgerLookup known = RowLedgerLookup.of(ledger, batch);
        files.make();
        if (batch.progress().position() < batch.file().rows()) {
            files.endRejected(batch.progress().rejectedBytes());
        }
        boolean isLost = WorkFiles.size(files.result()) < batch.progress().resultBytes();
        ResultFormat form = ResultFormat.of(files.result(), ResultFormat.PLAIN);
        int taken = 0;
        int messages = 0;
        long length;
        try (ResultFile result =
                new ResultFile(files.result(), isLost ? 0 : batch.progress().resultBytes())) {
            if (result.length() == 0) {
                result.append(form.header(ResultLine.COLUMNS));
            }
            long from = isLost ? 0 : batch.progress().position();
            for (long first = from + 1; first <= batch.file().rows(); first += RowLedgerLookup.MOST) {
                List<Long> rows = RowLedgerLookup.numbers(first, batch.file().rows());
                Map<Long, List<MessageRecord>> found = found(known, batch, rows);
                for (long row : rows) {
                    List<MessageRecord> its = found.get(row);
                    if (its == null) {
                        result.append(form.line(bare(batch, row, why).fields()));
                        continue;
                    }
                    for (ResultLine answer : RowResults.of(row, 0, its)) {
                        result.append(form.line(answer.fields()));
                    }
                    if (row > batch.progress().position()) {
                        taken++;
                        messages += its.size();
                    }
                }
            }
            result.force();
            length = result.length();
        }
        String detail = why + "; " + (batch.counts().taken() + taken) + " of "
                + batch.file().rows() + " rows were taken";
        new Batches(ledger)
                .work()
                .cutShort(batch.id(), new BatchCut(batch.progress().position(), taken, messages, length, detail));
    }

    /** Rows behind the position may have been taken in a group that a crash cut off. */
    private static Map<Long, List<MessageRecord>> found(RowLedgerLookup known, BatchRecord batch, List<Long> rows) {
        long position = batch.progress().position();
        List<Long> answered = rows.stream().filter(row -> row <= position).toList();
        List<Long> group = rows.stream()
                .filter(row -> row > position && row <= position + RowLedgerLookup.MOST)
                .toList();
        Map<Long, List<MessageRecord>> found = new HashMap<>(known.of(answered));
        found.putAll(known.unlessCancelled(group));
        return found;
    }

    private static ResultLine bare(BatchRecord batch, long row, String why) {
        boolean isCancelled =
                batch.state() == BatchState.CANCELLED && row > batch.progress().position();
        String reason = row <= batch.progress().position()
                ? "It was rejected, or came before; which of them is not known any more"
                : isCancelled ? "The batch was cancelled before" : why;
        ResultStatus status = isCancelled ? ResultStatus.CANCELLED : ResultStatus.NOT_TAKEN;
        return new ResultLine(row, 0, "", "", "", "", 0, status, reason);
    }
}
