package io.staffetta.http.operations;

import io.staffetta.access.Source;
import io.staffetta.language.Phrase;
import io.staffetta.ledger.batch.BatchRecord;
import io.staffetta.ledger.history.BatchIntervention;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A batch as operators see it over HTTP. Instants are ISO-8601; what is not known is left out.
 *
 * @param paused whether no more of its rows are taken until somebody resumes it
 * @param waitsFor what it waits for, or is held up by, in words; missing if it goes on
 * @param pausedAt since when
 * @param bytes length of its file
 * @param sendAt before when no row is taken
 * @param finishedAt since when there is nothing more to do, neither for its rows nor for its messages
 * @param rows rows of its file; missing until it has been read
 * @param position rows whose answers are written
 * @param percent the position in percent of the rows, 0 to 100, rounded down; missing while the rows are
 * @param spread over how long its rows are taken in evenly, ISO-8601; missing if as soon as they can be
 * @param rowsPerSecond rows taken in a second on the average, since they are taken without a break; only while they are, and
 *     from the second second on. If they are spread no more than that makes, and at once.
 * @param secondsLeft until all rows are taken, if it goes on like that
 * @param node the process that works on it
 * @param application name of the application that its messages belong to; missing for none
 * @param gone of a batch that was just cancelled: messages that a provider had by then
 * @param interventions what people did with dead letters of it; missing in a list of batches
 */
record BatchView(
        String id,
        String folder,
        String name,
        String state,
        boolean paused,
        String detail,
        Phrase waitsFor,
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
        String spread,
        Double rowsPerSecond,
        Long secondsLeft,
        String node,
        String application,
        Long gone,
        List<Deed> interventions) {

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
        BatchRate rate = BatchRate.of(batch, spread, now);
        boolean isRead = !batch.file().digest().isEmpty();
        String application = Source.of(batch.file().source()).application();
        return new BatchView(
                batch.id(),
                batch.file().folder(),
                batch.file().name(),
                batch.state().name(),
                batch.isPaused(),
                batch.detail().isEmpty() ? null : batch.detail(),
                waitsFor,
                batch.times().createdAt().toString(),
                batch.times().changedAt().toString(),
                text(batch.times().sendAt()),
                text(batch.times().pausedAt()),
                text(batch.times().finishedAt()),
                batch.file().bytes(),
                isRead ? batch.file().rows() : null,
                batch.progress().position(),
                batch.counts().taken(),
                batch.counts().messages(),
                batch.counts().rejected(),
                batch.counts().repeated(),
                batch.counts().ended(),
                batch.counts().accepted(),
                batch.counts().dead(),
                batch.counts().cancelled(),
                isRead ? percent(batch) : null,
                rate.spread().isZero() ? null : rate.spread().toString(),
                rate.rounded(),
                rate.secondsFor(batch.file().rows() - batch.progress().position()),
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
                paused,
                detail,
                waitsFor,
                createdAt,
                changedAt,
                sendAt,
                pausedAt,
                finishedAt,
                bytes,
                rows,
                position,
                taken,
                messages,
                rejected,
                repeated,
                ended,
                accepted,
                dead,
                cancelled,
                percent,
                spread,
                rowsPerSecond,
                secondsLeft,
                node,
                application,
                count,
                interventions);
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
