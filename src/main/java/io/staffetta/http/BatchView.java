package io.staffetta.http;

import io.staffetta.ledger.BatchRecord;
import io.staffetta.ledger.BatchState;
import java.time.Duration;
import java.time.Instant;

/**
 * A batch as operators see it over HTTP. Instants are ISO-8601; what is not known is left out.
 *
 * @param paused whether no more of its rows are taken until somebody resumes it
 * @param pausedAt since when
 * @param bytes length of its file
 * @param sendAt before when no row is taken
 * @param finishedAt since when there is nothing more to do, neither for its rows nor for its messages
 * @param rows rows of its file; missing until it has been read
 * @param position rows whose answers are written
 * @param percent the position in percent of the rows, 0 to 100, rounded down; missing while the rows are
 * @param rowsPerSecond rows taken in a second on the average, since they are taken without a break; only while they are, and
 *     from the second one on
 * @param secondsLeft until all rows are taken, if it goes on like that
 * @param node the process that works on it
 */
record BatchView(
        String id,
        String folder,
        String name,
        String state,
        boolean paused,
        String detail,
        String createdAt,
        String changedAt,
        String sendAt,
        String pausedAt,
        String finishedAt,
        long bytes,
        Long rows,
        long position,
        long taken,
        long messages,
        long rejected,
        long repeated,
        long ended,
        long accepted,
        long dead,
        long cancelled,
        Integer percent,
        Double rowsPerSecond,
        Long secondsLeft,
        String node) {

    private static final double MILLIS = 1000;

    static BatchView of(BatchRecord batch, Instant now) {
        double rate = rate(batch, now);
        boolean isRead = !batch.digest().isEmpty();
        return new BatchView(
                batch.id(),
                batch.folder(),
                batch.name(),
                batch.state().name(),
                batch.isPaused(),
                batch.detail().isEmpty() ? null : batch.detail(),
                batch.createdAt().toString(),
                batch.changedAt().toString(),
                text(batch.sendAt()),
                text(batch.pausedAt()),
                text(batch.finishedAt()),
                batch.bytes(),
                isRead ? batch.rows() : null,
                batch.position(),
                batch.taken(),
                batch.messages(),
                batch.rejected(),
                batch.repeated(),
                batch.ended(),
                batch.accepted(),
                batch.dead(),
                batch.cancelled(),
                isRead ? percent(batch) : null,
                rate > 0 ? Math.round(rate * 100) / 100.0 : null,
                rate > 0 ? (long) Math.ceil((batch.rows() - batch.position()) / rate) : null,
                batch.node());
    }

    private static int percent(BatchRecord batch) {
        return batch.rows() == 0 ? 100 : (int) (batch.position() * 100 / batch.rows());
    }

    /** Rows in a second; 0 if that cannot be said. */
    private static double rate(BatchRecord batch, Instant now) {
        if (batch.state() != BatchState.RUNNING || batch.isPaused() || batch.goingAt() == null) {
            return 0;
        }
        double seconds = Duration.between(batch.goingAt(), now).toMillis() / MILLIS;
        return seconds < 1 ? 0 : (batch.position() - batch.goingFrom()) / seconds;
    }

    private static String text(Instant instant) {
        return instant == null ? null : instant.toString();
    }
}
