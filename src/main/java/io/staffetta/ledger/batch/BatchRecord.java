package io.staffetta.ledger.batch;

import java.time.Instant;

/**
 * A batch as the ledger has it: one file of a batch folder.
 *
 * @param id its id, of the form of a message's
 * @param folder name of its folder
 * @param name name of its file
 * @param digest SHA-256 of the file in hexadecimal; empty until it has been read, and where the same content came before
 * @param bytes length of the file
 * @param state where it stands
 * @param pausedAt since when no more rows are taken; {@code null} if they are
 * @param detail what is worth knowing of it, in words; empty for nothing
 * @param node the process that works on it
 * @param createdAt when its file was taken out of the inbox
 * @param changedAt when its state changed last, or it was paused or resumed
 * @param sendAt no row is taken before this instant; {@code null} for at once
 * @param rows rows of the file; 0 until it has been read
 * @param position rows whose answers are written
 * @param taken rows that were taken
 * @param messages messages that they became
 * @param rejected rows that cannot be sent as they are
 * @param repeated rows that came before
 * @param ended messages that have come to their end
 * @param accepted messages that a provider took
 * @param dead messages that went to the dead letter queue
 * @param cancelled messages that were taken, and not sent since the batch was cancelled
 * @param resultBytes length of {@code result.csv} up to the position
 * @param rejectedBytes length of the rejected rows up to the position
 * @param directive the JSON object in the file's first line; empty for none
 * @param finishedAt since when there is nothing more to do; {@code null} before
 * @param goingAt since when its rows are taken without a break; {@code null} before the first. It stays when they are not
 *     any more
 * @param goingFrom the position at that instant
 * @param follows id of the batch of the same content that was cancelled or cut short, and that this one goes on with; empty for
 *     none
 * @param place id of the folder that the file was claimed in; empty if it is not known
 * @param nextAt no row is taken before this instant, since the rows are spread over a time; {@code null} for at once
 * @param sameAs id of the batch that came first with the same content, and whose answers this one gets, too; empty for none
 * @param againAt since when its final answer and its counts are out of date, since people did something with dead letters of it;
 *     {@code null} if they are not
 * @param source where its messages come from, {@code batch}, or {@code batch:crm} of those of an application
 */
public record BatchRecord(
        String id,
        String folder,
        String name,
        String digest,
        long bytes,
        BatchState state,
        Instant pausedAt,
        String detail,
        String node,
        Instant createdAt,
        Instant changedAt,
        Instant sendAt,
        long rows,
        long position,
        long taken,
        long messages,
        long rejected,
        long repeated,
        long ended,
        long accepted,
        long dead,
        long cancelled,
        long resultBytes,
        long rejectedBytes,
        String directive,
        Instant finishedAt,
        Instant goingAt,
        long goingFrom,
        String place,
        String follows,
        Instant nextAt,
        String sameAs,
        Instant againAt,
        String source) {

    /** The source of messages of batches that are of no application. */
    public static final String NO_APPLICATION = "batch";

    /** A file that has just been claimed, and not been read yet. */
    public static BatchRecord claimed(
            String id, String folder, String name, long bytes, String node, Instant at, String place, String source) {
        return new BatchRecord(
                id,
                folder,
                name,
                "",
                bytes,
                BatchState.PREPARING,
                null,
                "",
                node,
                at,
                at,
                null,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                "",
                null,
                null,
                0,
                place,
                "",
                null,
                "",
                null,
                source);
    }

    /** Whether somebody has paused it. */
    public boolean isPaused() {
        return pausedAt != null;
    }

    /** Whether all its rows are answered, and not all of them were taken in or looked at, since its file was lost. */
    public boolean isCutShort() {
        return state == BatchState.SENDING && taken + rejected + repeated < rows;
    }

    /** Whether there is nothing more to do. */
    public boolean isFinished() {
        return finishedAt != null;
    }

    /** Names the batch and its state, so that it may be logged. */
    @Override
    public String toString() {
        return "BatchRecord[" + id + ", " + state + "]";
    }
}
