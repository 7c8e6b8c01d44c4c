package io.staffetta.batch.result;

import java.util.List;

/**
 * A line of {@code result.csv}: what became of a row, or of one recipient of a row with several.
 *
 * @param row number of the row, from 1
 * @param line line of the file that it begins in, from 1; 0 if it is not known
 * @param reference the sender's own id; empty for none
 * @param id id of the message, of the first one where it is {@link ResultStatus#REPEATED}; empty if there is none
 * @param recipient the number, such as {@code +393330000001}; empty if it is not known
 * @param account account that it is to be sent by; empty if it is not known
 * @param segments SMS that its text takes; 0 if it is not known
 * @param reason why it is not {@link ResultStatus#TAKEN}, in words; else empty
 */
public record ResultLine(
        long row,
        long line,
        String reference,
        String id,
        String recipient,
        String account,
        int segments,
        ResultStatus status,
        String reason) {

    /** The columns of {@code result.csv}. */
    public static final List<String> COLUMNS =
            List.of("row", "line", "reference", "id", "recipient", "account", "segments", "status", "reason");

    public List<String> fields() {
        return List.of(
                Long.toString(row),
                line == 0 ? "" : Long.toString(line),
                reference,
                id,
                recipient,
                account,
                segments == 0 ? "" : Integer.toString(segments),
                status.label(),
                reason);
    }

    /** Tells where the row is but nothing of its contents, so that it may be logged. */
    @Override
    public String toString() {
        return "Answer[" + row + ", " + status + "]";
    }
}
