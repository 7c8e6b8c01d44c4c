package io.staffetta.ledger.batch;

import java.time.Instant;

/**
 * A batch as the ledger has it: one file of a batch folder.
 *
 * @param id its id, of the form of a message's
 * @param file its file
 * @param state where it stands
 * @param detail what is worth knowing of it, in words; empty for nothing
 * @param times when what happened to it, and when it may go on
 * @param progress how far it is, and who works on it
 * @param counts what has become of its rows and messages
 * @param links other batches of the same content
 */
public record BatchRecord(
        String id,
        SourceFile file,
        BatchState state,
        String detail,
        Times times,
        Progress progress,
        Counts counts,
        Links links) {

    /** The source of messages of batches that are of no application. */
    public static final String NO_APPLICATION = "batch";

    /**
     * The file of a batch.
     *
     * @param folder name of its folder
     * @param name name of the file
     * @param place id of the folder that the file was claimed in; empty if it is not known
     * @param source where its messages come from, {@code batch}, or {@code batch:crm} of those of an application
     * @param bytes length of the file
     * @param digest SHA-256 of the file in hexadecimal; empty until it has been read, and where the same content came before
     * @param rows rows of the file; 0 until it has been read
     * @param directive the JSON object in the file's first line; empty for none
     * @param lostWith name of the gateway that was gone, with the file and its answers, when another one ended the batch; empty
     *     if none was
     */
    public record SourceFile(
            String folder,
            String name,
            String place,
            String source,
            long bytes,
            String digest,
            long rows,
            String directive,
            String lostWith) {}

    /**
     * The times of a batch.
     *
     * @param createdAt when its file was taken out of the inbox
     * @param changedAt when its state changed last, or it was paused or resumed
     * @param pausedAt since when no more rows are taken; {@code null} if they are
     * @param sendAt no row is taken before this instant; {@code null} for at once
     * @param nextAt no row is taken before this instant, since the rows are spread over a time; {@code null} for at once
     * @param finishedAt since when there is nothing more to do; {@code null} before
     * @param againAt since when its final answer and its counts are out of date, since people did something with dead letters
     *     of it; {@code null} if they are not
     */
    public record Times(
            Instant createdAt,
            Instant changedAt,
            Instant pausedAt,
            Instant sendAt,
            Instant nextAt,
            Instant finishedAt,
            Instant againAt) {

        /** Those of a batch whose file was taken out of the inbox at an instant. */
        static Times from(Instant createdAt) {
            return new Times(createdAt, createdAt, null, null, null, null, null);
        }
    }

    /**
     * How far a batch is.
     *
     * @param node the process that works on it
     * @param position rows whose answers are written
     * @param resultBytes length of {@code result.csv} up to the position
     * @param rejectedBytes length of the rejected rows up to the position
     * @param goingAt since when its rows are taken without a break; {@code null} before the first. It stays when they are
     *     not any more
     * @param goingFrom the position at that instant
     */
    public record Progress(
            String node, long position, long resultBytes, long rejectedBytes, Instant goingAt, long goingFrom) {

        /** That of a batch of which nothing has been done. */
        static Progress none(String node) {
            return new Progress(node, 0, 0, 0, null, 0);
        }
    }

    /**
     * What has become of the rows and messages of a batch.
     *
     * @param taken rows that were taken
     * @param messages messages that they became
     * @param rejected rows that cannot be sent as they are
     * @param repeated rows that came before
     * @param ended messages that have come to their end
     * @param accepted messages that a provider took
     * @param dead messages that went to the dead letter queue
     * @param cancelled messages that were taken, and not sent since the batch was cancelled
     */
    public record Counts(
            long taken,
            long messages,
            long rejected,
            long repeated,
            long ended,
            long accepted,
            long dead,
            long cancelled) {

        /** Those of a batch of which no row was taken. */
        static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0, 0);
    }

    /**
     * Other batches of the same content.
     *
     * @param follows id of the one that was cancelled or cut short, and that this one goes on with; empty for none
     * @param sameAs id of the one that came first, and whose answers this one gets, too; empty for none
     */
    public record Links(String follows, String sameAs) {

        /** No other batch. */
        static final Links NONE = new Links("", "");
    }

    /** A file that has just been claimed, and not been read yet. */
    public static BatchRecord claimed(
            String id, String folder, String name, long bytes, String node, Instant at, String place, String source) {
        return new BatchRecord(
                id,
                new SourceFile(folder, name, place, source, bytes, "", 0, "", ""),
                BatchState.PREPARING,
                "",
                Times.from(at),
                Progress.none(node),
                Counts.NONE,
                Links.NONE);
    }

    /** Whether somebody has paused it. */
    public boolean isPaused() {
        return times.pausedAt() != null;
    }

    /** Whether all its rows are answered, and not all of them were taken in or looked at, since its file was lost. */
    public boolean isCutShort() {
        return state == BatchState.SENDING && counts.taken() + counts.rejected() + counts.repeated() < file.rows();
    }

    /** Whether there is nothing more to do. */
    public boolean isFinished() {
        return times.finishedAt() != null;
    }

    /** Names the batch and its state, so that it may be logged. */
    @Override
    public String toString() {
        return "BatchRecord[" + id + ", " + state + "]";
    }
}
