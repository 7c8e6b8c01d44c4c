package io.staffetta.ledger.batch;

import io.staffetta.ledger.Ledger;
import io.staffetta.ledger.store.LedgerAwayException;
import io.staffetta.ledger.store.Sql;
import java.time.Clock;
import java.time.Instant;

/**
 * Records the progress of batches, for the process that works on them. What it changes comes to nothing once another
 * has taken the batch over.
 *
 * <p>All throw {@link LedgerAwayException} if the ledger cannot be read, or nothing is certain. Thread-safe.
 */
public final class BatchSteps {

    private final Ledger ledger;
    private final BatchWrites writes;
    private final Clock clock;

    BatchSteps(Ledger ledger, BatchWrites writes, Clock clock) {
        this.ledger = ledger;
        this.writes = writes;
        this.clock = clock;
    }

    /**
     * Notes that a file can be read to its end, unless its content came before. If the batch that it came as was cancelled, or has
     * failed, and nothing is left to do for that, this one goes on with it.
     *
     * @param digest SHA-256 in hexadecimal
     * @param sendAt before when no row is to be taken; {@code null} for at once
     * @param directive the JSON object in its first line; empty for none
     * @return id of the batch that has this content; its own if it is this one
     */
    public String prepared(BatchRecord batch, String digest, long rows, Instant sendAt, String directive) {
        return writes.write(connection -> {
            Sql.update(connection, BatchTable.OWN, batch.file().folder(), digest, batch.id());
            String first = BatchTable.owner(connection, batch.file().folder(), digest);
            boolean follows = !first.equals(batch.id())
                    && Sql.update(
                                    connection,
                                    BatchTable.FOLLOW,
                                    batch.id(),
                                    batch.file().folder(),
                                    digest,
                                    first)
                            == 1;
            if (!follows && !first.equals(batch.id())) {
                return first;
            }
            Sql.update(
                    connection,
                    BatchTable.PREPARE,
                    digest,
                    rows,
                    sendAt == null ? Sql.NO_NUMBER : sendAt,
                    Sql.emptyToNull(directive),
                    Sql.emptyToNull(follows ? first : ""),
                    clock.instant(),
                    batch.id(),
                    ledger.node());
            return batch.id();
        });
    }

    /**
     * Notes that nothing of a file is sent since its content came before, and that it gets the answers of that batch.
     *
     * @param first id of that
     * @return {@code false} if it was cancelled, or this process does not work on it any more
     */
    public boolean sameAs(String id, String first) {
        return writes.update(
                        "update batch set state = 'SENDING', same_as = ?, paused_at = null, changed_at = ?"
                                + " where id = ? and node = ? and state = 'PREPARING'",
                        first,
                        clock.instant(),
                        id,
                        ledger.node())
                == 1;
    }

    /**
     * Notes that rows are taken from now on.
     *
     * @return {@code false} if it does not wait any more
     */
    public boolean begin(String id) {
        return writes.update(
                        "update batch set state = 'RUNNING', changed_at = ? where id = ? and node = ?"
                                + " and state = 'WAITING'",
                        clock.instant(),
                        id,
                        ledger.node())
                == 1;
    }

    /** Notes that its rows are taken without a break from now on, so that their rate can be told. */
    public void goesOn(String id) {
        writes.update(
                "update batch set going_at = ?, going_from = position where id = ? and node = ?",
                clock.instant(),
                id,
                ledger.node());
    }

    /**
     * Notes that a group of rows is taken and its answers are on the disk.
     *
     * @return {@code false} if this process does not work on the batch any more
     */
    public boolean progress(String id, BatchGroup group) {
        return writes.update(
                        "update batch set position = position + ?, taken = taken + ?, messages = messages + ?,"
                                + " rejected = rejected + ?, repeated = repeated + ?, result_bytes = ?, rejected_bytes = ?,"
                                + " row_count = case ? when 1 then position + ? else row_count end,"
                                + " paused_at = case ? when 1 then null else paused_at end,"
                                + " state = case when ? = 1 and state = 'RUNNING' then 'SENDING' else state end,"
                                + " next_at = ?, changed_at = ?, deaths = 0 where id = ? and node = ? and position = ?",
                        group.rows(),
                        group.taken(),
                        group.messages(),
                        group.rejected(),
                        group.repeated(),
                        group.resultBytes(),
                        group.rejectedBytes(),
                        group.isLast() ? 1 : 0,
                        group.rows(),
                        group.isLast() ? 1 : 0,
                        group.isLast() ? 1 : 0,
                        group.nextAt() == null ? Sql.NO_NUMBER : group.nextAt(),
                        clock.instant(),
                        id,
                        ledger.node(),
                        group.from())
                == 1;
    }

    /**
     * Notes that no more rows are taken of a batch whose file is lost, and that all its rows are answered all the same.
     *
     * @return {@code false} if this process does not work on the batch any more
     */
    public boolean cutShort(String id, BatchCut cut) {
        return writes.update(
                        "update batch set position = row_count, taken = taken + ?, messages = messages + ?,"
                                + " result_bytes = ?, detail = ?, paused_at = null, changed_at = ?,"
                                + " state = case state when 'RUNNING' then 'SENDING' else state end"
                                + " where id = ? and node = ? and position = ?",
                        cut.taken(),
                        cut.messages(),
                        cut.resultBytes(),
                        cut.detail(),
                        clock.instant(),
                        id,
                        ledger.node(),
                        cut.from())
                == 1;
    }

    /** Notes how many of its messages have come to their end. */
    public void ended(String id, BatchEnds ends) {
        writes.update(
                "update batch set ended = ?, accepted = ?, dead = ?, cancelled = ? where id = ? and node = ?",
                ends.ended(),
                ends.accepted(),
                ends.dead(),
                ends.cancelled(),
                id,
                ledger.node());
    }

    /**
     * Notes that the final answer and the counts of a finished batch are up to date again, unless people did more since.
     *
     * @param batch as it was before they were made
     */
    public void upToDate(BatchRecord batch, BatchEnds ends) {
        writes.update(
                "update batch set ended = ?, accepted = ?, dead = ?, cancelled = ?,"
                        + " again_at = case when again_at = ? then null else again_at end where id = ?",
                ends.ended(),
                ends.accepted(),
                ends.dead(),
                ends.cancelled(),
                batch.times().againAt(),
                batch.id());
    }

    /**
     * Notes that nothing is left to do: all its messages have come to their end, and the answers are where they belong. It has
     * failed if it was cut short.
     */
    public void finish(String id) {
        end(
                id,
                "case when state <> 'SENDING' then state"
                        + " when taken + rejected + repeated < row_count then 'FAILED' else 'DONE' end",
                "");
    }

    /**
     * Notes that a file is not sent since its content came before, or since it cannot be read.
     *
     * @param state {@link BatchState#DONE} or {@link BatchState#FAILED}, unless it was cancelled
     * @param detail why, in words
     */
    public void leave(String id, BatchState state, String detail) {
        end(id, "case state when 'CANCELLED' then state else '" + state + "' end", detail);
    }

    private void end(String id, String state, String detail) {
        writes.update(
                "update batch set state = " + state
                        + ", paused_at = null, detail = coalesce(?, detail), changed_at = ?, finished_at = ?"
                        + " where id = ? and node = ? and finished_at is null",
                Sql.emptyToNull(detail),
                clock.instant(),
                clock.instant(),
                id,
                ledger.node());
    }

    /** Notes what is worth knowing of a batch, in words. */
    public void note(String id, String detail) {
        writes.update("update batch set detail = ? where id = ? and node = ?", detail, id, ledger.node());
    }
}
