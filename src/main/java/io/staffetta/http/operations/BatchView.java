package io.staffetta.http.operations;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.staffetta.access.Source;
import io.staffetta.language.Phrase;
import io.staffetta.ledger.batch.BatchRecord;
import io.staffetta.ledger.history.BatchIntervention;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A batch as operators see it over HTTP: one flat JSON object. Instants are ISO-8601; what is not known is left out.
 *
 * @param gone of a batch that was just cancelled: messages that a provider had by then
 * @param node the process that works on it
 * @param application name of the application that its messages belong to; missing for none
 * @param interventions what people did with dead letters of it; missing in a list of batches
 */
record BatchView(
        String id,
        String folder,
        String name,
        String state,
        @JsonUnwrapped Standing standing,
        @JsonUnwrapped Times times,
        @JsonUnwrapped Reading reading,
        @JsonUnwrapped BatchRecord.Counts counts,
        @JsonUnwrapped Pace pace,
        String node,
        String application,
        Long gone,
        List<Deed> interventions) {

    /**
     * Whether a batch goes on, and why not.
     *
     * @param paused whether no more of its rows are taken until somebody resumes it
     * @param waitsFor what it waits for, or is held up by, in words; missing if it goes on
     */
    record Standing(boolean paused, String detail, Phrase waitsFor) {}

    /**
     * The times of a batch.
     *
     * @param sendAt before when no row is taken
     * @param pausedAt since when it is paused
     * @param finishedAt since when there is nothing more to do, neither for its rows nor for its messages
     */
    record Times(String createdAt, String changedAt, String sendAt, String pausedAt, String finishedAt) {

        static Times of(BatchRecord.Times times) {
            return new Times(
                    times.createdAt().toString(),
                    times.changedAt().toString(),
                    text(times.sendAt()),
                    text(times.pausedAt()),
                    text(times.finishedAt()));
        }
    }

    /**
     * How much of the file of a batch is done.
     *
     * @param bytes length of the file
     * @param rows rows of the file; missing until it has been read
     * @param position rows whose answers are written
     * @param notTaken rows of a batch that has ended which were not taken in, since it was cancelled or its file was lost; missing
     *     for none
     */
    record Reading(long bytes, Long rows, long position, Long notTaken) {}

    /**
     * How fast the rows of a batch are taken.
     *
     * @param percent the position in percent of the rows, 0 to 100, rounded down; missing while the rows are
     * @param spread over how long its rows are taken in evenly, ISO-8601; missing if as soon as they can be
     * @param rowsPerSecond rows taken in a second on the average, since they are taken without a break; only while they are, and
     *     from the second second on. If they are spread no more than that makes, and at once.
     * @param secondsLeft until all rows are taken, if it goes on like that
     */
    record Pace(Integer percent, String spread, Double rowsPerSecond, Long secondsLeft) {

        static Pace of(BatchRecord batch, BatchRate rate) {
            return new Pace(
                    isRead(batch) ? BatchView.percent(batch) : null,
                    rate.spread().isZero() ? null : rate.spread().toString(),
                    rate.rounded(),
                    rate.secondsFor(batch.file().rows() - batch.progress().position()));
        }
    }

    /** What a person did with dead letters of it, in one go. */
    record Deed(String deed, String at, long messages, String who, String why, String account) {

        static Deed of(BatchIntervention deed) {
            return new Deed(
                    deed.deed().name(),
                    text(deed.at()),
                    deed.messages(),
                    known(deed.who()),
                    known(deed.why()),
                    known(deed.account()));
        }

        private static String known(String text) {
            return text.isEmpty() ? null : text;
        }
    }

    /**
     * A batch.
     *
     * @param spread that of its folder
     * @param waitsFor in words; {@code null} if it goes on
     * @param deeds what people did with dead letters of it; {@code null} to leave that out
     */
    static BatchView of(
            BatchRecord batch, Duration spread, Phrase waitsFor, Instant now, List<BatchIntervention> deeds) {
        String detail = batch.detail().isEmpty() ? null : batch.detail();
        String application = Source.of(batch.file().source()).application();
        return new BatchView(
                batch.id(),
                batch.file().folder(),
                batch.file().name(),
                batch.state().name(),
                new Standing(batch.isPaused(), detail, waitsFor),
                Times.of(batch.times()),
                new Reading(
                        batch.file().bytes(),
                        isRead(batch) ? batch.file().rows() : null,
                        batch.progress().position(),
                        notTaken(batch)),
                batch.counts(),
                Pace.of(batch, BatchRate.of(batch, spread, now)),
                batch.progress().node(),
                application.isEmpty() ? null : application,
                null,
                deeds == null || deeds.isEmpty()
                        ? null
                        : deeds.stream().map(Deed::of).toList());
    }

    /** The same batch, with how many of its messages a provider has. */
    BatchView withGone(Long count) {
        return new BatchView(
                id,
                folder,
                name,
                state,
                standing,
                times,
                reading,
                counts,
                pace,
                node,
                application,
                count,
                interventions);
    }

    private static Long notTaken(BatchRecord batch) {
        BatchRecord.Counts counts = batch.counts();
        long left = batch.file().rows() - counts.taken() - counts.rejected() - counts.repeated();
        return batch.isFinished() && isRead(batch) && left > 0 ? left : null;
    }

    private static boolean isRead(BatchRecord batch) {
        return !batch.file().digest().isEmpty();
    }

    private static int percent(BatchRecord batch) {
        return batch.file().rows() == 0
                ? 100
                : (int) (batch.progress().position() * 100 / batch.file().rows());
    }

    private static String text(Instant instant) {
        return instant == null ? null : instant.toString();
    }
}
