package io.staffetta.ledger.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.ledger.AcceptRequest;
import io.staffetta.ledger.Entered;
import io.staffetta.ledger.HandSetClock;
import io.staffetta.ledger.Ledger;
import io.staffetta.ledger.NodeRecord;
import io.staffetta.ledger.Retention;
import io.staffetta.ledger.TakeOver;
import io.staffetta.ledger.TestLedger;
import io.staffetta.ledger.history.AttemptDecision;
import io.staffetta.ledger.history.AttemptRecord;
import io.staffetta.ledger.history.Entry;
import io.staffetta.ledger.history.MessageVersion;
import io.staffetta.ledger.history.Routed;
import io.staffetta.ledger.history.State;
import io.staffetta.ledger.store.LedgerStore;
import io.staffetta.message.MessageId;
import io.staffetta.message.Outcome;
import io.staffetta.message.Priority;
import io.staffetta.message.SmsMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How every ledger keeps batches, whatever it is kept in. */
abstract class BatchesContract {

    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private final HandSetClock clock = new HandSetClock(START);
    private Ledger ledger;
    private Batches batches;

    /** Opens the store of this test; each call opens the same. */
    abstract LedgerStore store();

    @BeforeEach
    void open() {
        connect();
        for (String table :
                List.of("message", "attempt", "reference", "batch", "batch_content", "batch_wait", "lease")) {
            write("delete from " + table);
        }
    }

    private void connect() {
        ledger = new Ledger(store(), "test", Duration.ofDays(7), Duration.ofMinutes(1), clock);
        batches = new Batches(ledger);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    private void write(String sql) {
        ledger.read(connection -> connection.createStatement().executeUpdate(sql));
    }

    private BatchRecord created() {
        BatchRecord batch = BatchRecord.claimed(
                MessageId.next(), "crm", "orders.csv", 1000, ledger.node(), clock.instant(), "here", "batch:crm");
        assertThat(batches.claims().create(batch)).isTrue();
        return batch;
    }

    private BatchRecord running(long rows) {
        BatchRecord batch = created();
        assertThat(batches.work().prepared(batch, "digest-" + batch.id(), rows, null, ""))
                .isEqualTo(batch.id());
        assertThat(batches.work().begin(batch.id())).isTrue();
        return batch;
    }

    private BatchRecord now(BatchRecord batch) {
        return batches.find(batch.id()).orElseThrow();
    }

    private static BatchGroup progress(long from, int rows, boolean isLast) {
        return new BatchGroup(from, rows, rows, rows, 0, 0, (from + rows) * 100, 0, isLast);
    }

    private SmsMessage message(String reference) {
        return new SmsMessage(
                MessageId.next(),
                "+393330000001",
                "Ciao",
                "",
                "",
                reference,
                Priority.BULK,
                "batch",
                clock.instant().plus(Duration.ofDays(1)),
                Instant.EPOCH,
                false,
                "");
    }

    private SmsMessage taken(String account, String reference) {
        SmsMessage message = message(reference);
        Entry entry = new Entry(message, account, 1, 0, State.TAKEN, "", "", clock.instant());
        Ledger.await(TestLedger.take(ledger, "batch", reference, List.of(entry)));
        return message;
    }

    private AttemptDecision begin(SmsMessage message) {
        Entry entry = new Entry(message, "main", 1, 0, State.QUEUED, "", "", clock.instant());
        return ledger.attempts()
                .begin(
                        entry,
                        new MessageVersion(message.id(), 0, 0),
                        "messagenet",
                        ledger.attempts().nextToken(),
                        clock.instant(),
                        true,
                        1000);
    }

    private State state(SmsMessage message) {
        return ledger.messages().withIds(List.of(message.id())).get(0).state();
    }

    @Test
    void givesBackWhatWasEntered() {
        BatchRecord batch = created();

        assertThat(batches.find(batch.id())).contains(batch);
        assertThat(batches.claims().create(batch)).as("entered again").isFalse();
        assertThat(batches.find("no-such-batch")).isEmpty();
    }

    @Test
    void followsABatchFromItsFileToItsEnd() {
        Instant sendAt = START.plusSeconds(60);
        BatchRecord batch = created();

        batches.work().prepared(batch, "abc", 300, sendAt, "{\"sendAt\":\"…\"}");
        assertThat(now(batch).state()).isEqualTo(BatchState.WAITING);
        assertThat(now(batch).times().sendAt()).isEqualTo(sendAt);
        assertThat(now(batch).file().rows()).isEqualTo(300);

        batches.work().begin(batch.id());
        batches.work().goesOn(batch.id());
        assertThat(batches.work().progress(batch.id(), new BatchGroup(0, 200, 190, 195, 6, 4, 9000, 600, false)))
                .isTrue();
        assertThat(now(batch).state()).isEqualTo(BatchState.RUNNING);
        assertThat(now(batch).progress().position()).isEqualTo(200);

        batches.work().progress(batch.id(), new BatchGroup(200, 100, 100, 100, 0, 0, 12000, 650, true));
        assertThat(now(batch))
                .isEqualTo(new BatchRecord(
                        batch.id(),
                        new BatchRecord.SourceFile(
                                "crm", "orders.csv", "here", "batch:crm", 1000, "abc", 300, "{\"sendAt\":\"…\"}", ""),
                        BatchState.SENDING,
                        "",
                        new BatchRecord.Times(START, START, null, sendAt, null, null, null),
                        new BatchRecord.Progress(ledger.node(), 300, 12000, 650, START, 0),
                        new BatchRecord.Counts(290, 295, 6, 4, 0, 0, 0, 0),
                        new BatchRecord.Links("", "")));

        batches.work().ended(batch.id(), new BatchEnds(295, 290, 5, 0));
        batches.work().finish(batch.id());
        assertThat(now(batch).state()).isEqualTo(BatchState.DONE);
        assertThat(now(batch).counts().accepted()).isEqualTo(290);
        assertThat(now(batch).times().finishedAt()).isEqualTo(START);
    }

    @Test
    void letsNoGroupOfRowsCountTwice() {
        BatchRecord batch = running(400);

        assertThat(batches.work().progress(batch.id(), progress(0, 200, false))).isTrue();
        assertThat(batches.work().progress(batch.id(), progress(0, 200, false))).isFalse();
        assertThat(now(batch).progress().position()).isEqualTo(200);
    }

    @Test
    void knowsAContentThatCameBefore() {
        BatchRecord first = created();
        BatchRecord second = created();

        assertThat(batches.work().prepared(first, "abc", 10, null, "")).isEqualTo(first.id());
        assertThat(batches.work().prepared(second, "abc", 10, null, "")).isEqualTo(first.id());
        assertThat(batches.withContent("crm", "abc").map(BatchRecord::id)).contains(first.id());
        assertThat(batches.withContent("other", "abc")).isEmpty();
        assertThat(now(second).state()).isEqualTo(BatchState.PREPARING);
    }

    @Test
    void goesOnWithABatchOfTheSameContentThatWasCancelledOrHasFailed() {
        BatchRecord cancelled = running(10);
        String digest = "digest-" + cancelled.id();
        batches.work().progress(cancelled.id(), progress(0, 5, false));
        batches.cancel(cancelled.id());
        BatchRecord failed = created();
        assertThat(batches.work().prepared(failed, digest, 10, null, ""))
                .as("not before the first has its end")
                .isEqualTo(cancelled.id());
        batches.work().finish(cancelled.id());

        assertThat(batches.work().prepared(failed, digest, 10, null, "")).isEqualTo(failed.id());
        assertThat(batches.work().prepared(failed, digest, 10, null, ""))
                .as("done again")
                .isEqualTo(failed.id());
        assertThat(now(failed).links().follows()).isEqualTo(cancelled.id());
        batches.work().leave(failed.id(), BatchState.FAILED, "Its file is gone");
        BatchRecord last = created();
        assertThat(batches.work().prepared(last, digest, 10, null, "")).isEqualTo(last.id());

        assertThat(now(last).links().follows()).isEqualTo(failed.id());
        assertThat(batches.withContent("crm", digest).map(BatchRecord::id)).contains(last.id());
        assertThat(now(failed).detail()).isEqualTo("Its file is gone");
    }

    @Test
    void endsABatchThatWasCutShortAsFailed() {
        BatchRecord batch = running(10);
        batches.work().progress(batch.id(), progress(0, 4, false));

        assertThat(batches.work().cutShort(batch.id(), new BatchCut(4, 1, 2, 1500, "Its file is gone")))
                .isTrue();
        assertThat(batches.work().cutShort(batch.id(), new BatchCut(4, 1, 2, 1500, "Its file is gone")))
                .as("done again")
                .isFalse();

        BatchRecord cut = now(batch);
        assertThat(cut.state()).isEqualTo(BatchState.SENDING);
        assertThat(cut.isCutShort()).isTrue();
        assertThat(List.of(
                        cut.progress().position(),
                        cut.counts().taken(),
                        cut.counts().messages(),
                        cut.progress().resultBytes()))
                .containsExactly(10L, 5L, 6L, 1500L);
        batches.work().finish(batch.id());
        assertThat(now(batch).state()).isEqualTo(BatchState.FAILED);
        assertThat(now(batch).detail()).isEqualTo("Its file is gone");
    }

    @Test
    void pausesAndResumesWhileRowsAreTaken() {
        BatchRecord batch = running(10);

        assertThat(batches.resume(batch.id())).as("not paused").isFalse();
        assertThat(batches.pause(batch.id())).isTrue();
        assertThat(now(batch).times().pausedAt()).isEqualTo(START);
        assertThat(batches.resume(batch.id())).isTrue();
        assertThat(now(batch).isPaused()).isFalse();

        batches.pause(batch.id());
        batches.work().progress(batch.id(), progress(0, 10, true));
        assertThat(now(batch).isPaused()).as("all rows are taken").isFalse();
        assertThat(batches.pause(batch.id())).isFalse();
        assertThat(batches.pause("no-such-batch")).isFalse();
    }

    @Test
    void cancelsOnceAndNotAfterTheEnd() {
        BatchRecord batch = running(10);
        BatchRecord done = created();
        batches.work().leave(done.id(), BatchState.DONE, "The same content came before");

        assertThat(batches.cancel(batch.id())).isTrue();
        assertThat(batches.cancel(batch.id())).isFalse();
        assertThat(batches.cancel(done.id())).isFalse();
        assertThat(now(batch).state()).isEqualTo(BatchState.CANCELLED);
        assertThat(batches.work().begin(batch.id())).isFalse();
    }

    @Test
    void listsTheNewestFirst() {
        BatchRecord first = created();
        BatchRecord second = created();
        write("update batch set id = '01AAAAAAAAAAAAAAAAAAAAAAAA' where id = '" + first.id() + "'");

        assertThat(batches.list(10, "").stream().map(BatchRecord::id))
                .containsExactly(second.id(), "01AAAAAAAAAAAAAAAAAAAAAAAA");
        assertThat(batches.list(1, "").stream().map(BatchRecord::id)).containsExactly(second.id());
        assertThat(batches.list(10, second.id()).stream().map(BatchRecord::id))
                .containsExactly("01AAAAAAAAAAAAAAAAAAAAAAAA");
    }

    @Test
    void listsThoseThatAFilterMeans() {
        BatchRecord running = running(10);
        BatchRecord done = created();
        batches.work().leave(done.id(), BatchState.DONE, "The same content came before");
        BatchRecord other = BatchRecord.claimed(
                MessageId.next(), "default", "a.csv", 1, ledger.node(), clock.instant(), "here", "batch");
        batches.claims().create(other);

        assertThat(listed(BatchState.DONE, "", false, "")).containsExactly(done.id());
        assertThat(listed(null, "default", false, "")).containsExactly(other.id());
        assertThat(listed(null, "", true, "")).containsExactlyInAnyOrder(other.id(), running.id());
        assertThat(listed(null, "crm", true, "")).containsExactly(running.id());
        assertThat(listed(BatchState.RUNNING, "default", false, "")).isEmpty();
        assertThat(listed(null, "", false, "0")).isEmpty();
        assertThat(batches.list(new BatchFilter(null, "", false, "", 2))).hasSize(2);
    }

    private List<String> listed(BatchState state, String folder, boolean unfinished, String before) {
        return batches.list(new BatchFilter(state, folder, unfinished, before, 10)).stream()
                .map(BatchRecord::id)
                .toList();
    }

    @Test
    void knowsSinceWhenRowsAreTakenWithoutABreak() {
        BatchRecord batch = running(10);
        batches.work().progress(batch.id(), progress(0, 4, false));
        clock.advance(Duration.ofHours(1));

        batches.work().goesOn(batch.id());
        batches.work().progress(batch.id(), progress(4, 2, false));

        assertThat(now(batch).progress().goingAt()).isEqualTo(START.plus(Duration.ofHours(1)));
        assertThat(now(batch).progress().goingFrom()).isEqualTo(4);
    }

    @Test
    void takesOverWhatADeadProcessHadOnce() {
        BatchRecord batch = running(10);
        BatchRecord finished = created();
        batches.work().leave(finished.id(), BatchState.DONE, "");
        write("insert into node (id, name, started_at, seen_at) values ('alive', 'a', 0, " + START.toEpochMilli() + ")"
                + " on conflict (id) do nothing");
        write("update batch set node = 'alive'");

        assertThat(batches.claims().orphans()).isEmpty();
        assertThat(batches.work().progress(batch.id(), progress(0, 5, false)))
                .as("not this one's")
                .isFalse();

        write("update batch set node = 'dead'");
        List<BatchRecord> orphans = batches.claims().orphans();
        assertThat(orphans).extracting(BatchRecord::id).containsExactly(batch.id());
        assertThat(batches.claims().own()).isEmpty();
        assertThat(batches.claims().takeOver(orphans.get(0))).isEqualTo(TakeOver.GOES_ON);
        assertThat(batches.claims().takeOver(orphans.get(0)))
                .as("taken over before")
                .isEqualTo(TakeOver.TOO_LATE);
        assertThat(batches.claims().own()).extracting(BatchRecord::id).containsExactly(batch.id());
        assertThat(batches.work().progress(batch.id(), progress(0, 5, false))).isTrue();
    }

    /** As after the death of the process that worked on them. */
    private TakeOver takenOverAfterADeath(BatchRecord batch) {
        write("update batch set node = 'dead' where id = '" + batch.id() + "'");
        return batches.claims().takeOver(batches.find(batch.id()).orElseThrow());
    }

    @Test
    void pausesABatchAtWhichOneProcessAfterTheOtherDies() {
        BatchRecord batch = running(10);

        assertThat(takenOverAfterADeath(batch)).isEqualTo(TakeOver.GOES_ON);
        assertThat(takenOverAfterADeath(batch)).isEqualTo(TakeOver.GOES_ON);
        assertThat(takenOverAfterADeath(batch)).isEqualTo(TakeOver.PAUSED);

        assertThat(batches.find(batch.id()).orElseThrow().isPaused()).isTrue();
        BatchWait wait = batches.waits().of(List.of(batch.id())).get(batch.id());
        assertThat(wait.times()).isEqualTo(3);
        assertThat(wait.reason()).contains("died", "memory", "resume it, or cancel it");
        assertThat(takenOverAfterADeath(batch)).as("nobody works on it").isEqualTo(TakeOver.GOES_ON);
        assertThat(batches.resume(batch.id())).isTrue();
        batches.waits().forget(batch.id());
        assertThat(takenOverAfterADeath(batch)).as("it may try again").isEqualTo(TakeOver.GOES_ON);
    }

    @Test
    void pausesAFileThatCannotBeReadWithoutDying() {
        BatchRecord batch = created();

        assertThat(takenOverAfterADeath(batch)).isEqualTo(TakeOver.GOES_ON);
        assertThat(takenOverAfterADeath(batch)).isEqualTo(TakeOver.GOES_ON);
        assertThat(takenOverAfterADeath(batch)).isEqualTo(TakeOver.PAUSED);
    }

    @Test
    void countsDeathsAnewWhenRowsHaveBeenTaken() {
        BatchRecord batch = running(10);
        takenOverAfterADeath(batch);
        takenOverAfterADeath(batch);

        assertThat(batches.work().progress(batch.id(), progress(0, 5, false))).isTrue();

        assertThat(takenOverAfterADeath(batch)).isEqualTo(TakeOver.GOES_ON);
        assertThat(takenOverAfterADeath(batch)).isEqualTo(TakeOver.GOES_ON);
        assertThat(takenOverAfterADeath(batch)).isEqualTo(TakeOver.PAUSED);
    }

    @Test
    void countsNoDeathAgainstABatchThatWaits() {
        BatchRecord full = running(10);
        batches.waits().note(full.id(), new BatchWait("room", List.of("main"), START, 0));
        BatchRecord later = created();
        batches.work().prepared(later, "digest-later", 3, START.plusSeconds(3600), "");
        BatchRecord paused = running(10);
        batches.pause(paused.id());

        for (BatchRecord batch : List.of(full, later, paused)) {
            for (int death = 1; death <= 4; death++) {
                assertThat(takenOverAfterADeath(batch)).isEqualTo(TakeOver.GOES_ON);
            }
        }
    }

    @Test
    void countsNoDeathWhereTheProcessEndedInOrder() {
        BatchRecord batch = running(10);
        for (int end = 1; end <= 4; end++) {
            ledger.close();
            connect();

            assertThat(batches.claims().takeOver(batches.find(batch.id()).orElseThrow()))
                    .isEqualTo(TakeOver.GOES_ON);
        }
    }

    @Test
    void endsMessagesThatAreNotSentAndFreesTheirReferences() {
        SmsMessage message = taken("main", "order-1");

        batches.messages().cancel(List.of(message.id()));

        assertThat(state(message)).isEqualTo(State.CANCELLED);
        assertThat(begin(message)).as("its copy on the queue").isInstanceOf(AttemptDecision.Superseded.class);
        SmsMessage again = taken("main", "order-1");
        assertThat(state(again)).isEqualTo(State.TAKEN);
    }

    @Test
    void freesTheReferenceOfSeveralRecipientsWhenNoneOfThemIsSent() {
        List<SmsMessage> row = taken("order-4", 2);
        assertThat(begin(row.get(0))).isEqualTo(new AttemptDecision.Go(1));
        batches.messages().cancel(List.of(row.get(0).id(), row.get(1).id()));
        assertThat(state(row.get(1))).isEqualTo(State.CANCELLED);
        assertThat(isKnown("order-4")).as("one is being sent").isTrue();

        List<SmsMessage> other = taken("order-5", 2);
        batches.messages().cancel(List.of(other.get(0).id()));
        assertThat(isKnown("order-5")).isTrue();
        batches.messages().cancel(List.of(other.get(1).id()));
        assertThat(isKnown("order-5")).isFalse();
    }

    private List<SmsMessage> taken(String reference, int recipients) {
        List<Entry> entries = IntStream.range(0, recipients)
                .mapToObj(i -> new Entry(message(reference), "main", 1, 0, State.TAKEN, "", "", clock.instant()))
                .toList();
        Ledger.await(TestLedger.take(ledger, "batch", reference, entries));
        return entries.stream().map(Entry::message).toList();
    }

    private boolean isKnown(String reference) {
        return ledger.read(connection -> {
            try (var row = connection
                    .createStatement()
                    .executeQuery("select 1 from reference where reference = '" + reference + "'")) {
                return row.next();
            }
        });
    }

    @Test
    void leavesAMessageAloneThatIsBeingSent() {
        SmsMessage message = taken("main", "order-2");
        assertThat(begin(message)).isEqualTo(new AttemptDecision.Go(1));

        batches.messages().cancel(List.of(message.id()));
        assertThat(state(message)).isEqualTo(State.TAKEN);

        TestLedger.end(
                ledger,
                new AttemptRecord(
                        message.id(),
                        1,
                        0,
                        0,
                        "main",
                        "messagenet",
                        ledger.node(),
                        1,
                        START,
                        START,
                        Outcome.of(Outcome.Kind.ACCEPTED, "", 200, "", 0, "77")),
                null);
        batches.messages().cancel(List.of(message.id()));
        assertThat(state(message)).isEqualTo(State.ACCEPTED);
    }

    @Test
    void leavesAMessageAloneOfWhichNobodyKnowsWhetherItWasSent() {
        SmsMessage message = taken("main", "order-3");
        assertThat(begin(message)).isEqualTo(new AttemptDecision.Go(1));
        TestLedger.end(
                ledger,
                new AttemptRecord(
                        message.id(),
                        1,
                        0,
                        0,
                        "main",
                        "messagenet",
                        ledger.node(),
                        1,
                        START,
                        START,
                        Outcome.of(Outcome.Kind.UNKNOWN, "No answer", 0, "", 0, "")),
                null);

        batches.messages().cancel(List.of(message.id()));

        assertThat(state(message)).isEqualTo(State.TAKEN);
        assertThat(begin(message)).isInstanceOf(AttemptDecision.Tried.class);
    }

    @Test
    void countsWhatIsOnTheQueuesOfAnAccountUpToALimit() {
        taken("main", "");
        taken("main", "");
        batches.messages().cancel(List.of(taken("main", "").id()));
        taken("other", "");

        assertThat(batches.messages().onQueues("main", 10)).isEqualTo(2);
        assertThat(batches.messages().onQueues("main", 1)).isEqualTo(1);
    }

    @Test
    void forgetsBatchesThatEndedLongAgo() {
        BatchRecord old = running(0);
        batches.work().progress(old.id(), progress(0, 0, true));
        batches.work().finish(old.id());
        BatchRecord open = running(10);
        clock.advance(Duration.ofDays(366));

        new Retention(ledger, Duration.ZERO, Duration.ofDays(365), clock).run();

        assertThat(batches.find(old.id())).isEmpty();
        assertThat(batches.withContent("crm", "digest-" + old.id())).isEmpty();
        assertThat(batches.find(open.id())).isPresent();
        assertThat(batches.known(List.of(old.id(), open.id()))).containsExactly(open.id());
        assertThat(batches.withContent("crm", "digest-" + open.id())).isPresent();
    }

    @Test
    void keepWhatTheyWaitForUntilTheyGoOn() {
        BatchRecord batch = running(10);
        BatchRecord other = running(10);
        BatchWait wait = new BatchWait("room", List.of("a", "b"), clock.instant(), 0);
        batches.waits().note(batch.id(), new BatchWait("another", List.of(), clock.instant(), 3));
        batches.waits().note(batch.id(), wait);

        assertThat(batches.waits().of(List.of(batch.id(), other.id()))).isEqualTo(Map.of(batch.id(), wait));
        assertThat(batches.waits().of(List.of())).isEmpty();

        batches.waits().forget(batch.id());
        batches.waits().forget(batch.id());
        assertThat(batches.waits().of(List.of(batch.id()))).isEmpty();
    }

    @Test
    void keepInstantsThatAreOutOfTheRangeOfTheirColumnsAsItsEnds() {
        BatchRecord batch = created();

        batches.work().prepared(batch, "digest-" + batch.id(), 1, Instant.MIN, "");

        assertThat(now(batch).times().sendAt()).isEqualTo(Instant.ofEpochMilli(Long.MIN_VALUE));
        assertThat(now(batch).state()).isEqualTo(BatchState.WAITING);
    }

    private SmsMessage takenOf(BatchRecord batch) {
        SmsMessage message = message("");
        Entry entry =
                new Entry(message, "main", 1, 0, State.QUEUED, "", "", clock.instant(), batch.id(), Routed.UNKNOWN);
        Ledger.await(TestLedger.take(ledger, "batch", "", List.of(entry)));
        return message;
    }

    @Test
    void takesABatchFromAGatewayThatIsGoneAndFromNoneThatLives() {
        BatchRecord batch = running(10);
        write("insert into node (id, name, started_at, seen_at) values ('other', 'o', 0, " + START.toEpochMilli() + ")"
                + " on conflict (id) do update set seen_at = excluded.seen_at");
        write("update batch set node = 'other'");
        NodeRecord.Absence absence = new NodeRecord.Absence("o", START);

        assertThat(batches.lost().take(now(batch), absence)).as("it lives").isFalse();

        write("update node set seen_at = seen_at - 10001 where id = 'other'");
        BatchRecord orphan = now(batch);
        assertThat(batches.lost().take(orphan, absence)).isTrue();
        assertThat(batches.lost().take(orphan, absence)).as("taken before").isFalse();
        assertThat(now(batch).state()).isEqualTo(BatchState.CANCELLED);
        assertThat(now(batch).file().lostWith()).isEqualTo("o");
        assertThat(batches.lost().own()).extracting(BatchRecord::id).containsExactly(batch.id());
        assertThat(batches.lost().ended()).isEmpty();

        batches.work().finish(batch.id());
        assertThat(batches.lost().own()).isEmpty();
        assertThat(batches.lost().ended()).extracting(BatchRecord::id).containsExactly(batch.id());
    }

    @Test
    void endsAllMessagesOfALostBatchThatAreNotSentAndCountsThem() {
        BatchRecord batch = running(2000);
        SmsMessage sent = takenOf(batch);
        assertThat(begin(sent)).isEqualTo(new AttemptDecision.Go(1));
        // More than a page of one moment, and some of another.
        List<Entry> entries = IntStream.range(0, 1500)
                .mapToObj(row ->
                        new Entry(message(""), "main", 1, 0, State.QUEUED, "", "", START, batch.id(), Routed.UNKNOWN))
                .toList();
        Ledger.await(ledger.takeAll(entries.stream()
                .map(entry -> List.of(new AcceptRequest("batch", "", List.of(entry))))
                .toList()));
        clock.advance(Duration.ofSeconds(1));
        SmsMessage later = takenOf(batch);
        SmsMessage others = taken("main", "");

        batches.lost().cancelMessages(batch.id());

        assertThat(state(later)).isEqualTo(State.CANCELLED);
        assertThat(state(sent)).as("an attempt is under way").isNotEqualTo(State.CANCELLED);
        assertThat(state(others)).as("of no batch").isEqualTo(State.TAKEN);
        assertThat(batches.lost().ends(now(batch))).isEqualTo(new BatchEnds(1501, 0, 0, 1501));
    }

    @Test
    void refusesRowsOfALostBatchWhereOtherGatewaysMayHaveEndedIt() {
        BatchRecord lost = running(10);
        BatchRecord other = running(10);
        write("update batch set lost_with = 'o' where id = '" + lost.id() + "'");
        List<Entered> entered = Ledger.await(ledger.takeAll(List.of(lost, other).stream()
                .map(batch ->
                        new Entry(message(""), "main", 1, 0, State.QUEUED, "", "", START, batch.id(), Routed.UNKNOWN))
                .map(entry -> List.of(new AcceptRequest("batch", "", List.of(entry))))
                .toList()));

        assertThat(entered.get(0).isRefused()).isEqualTo(ledger.isShared());
        assertThat(entered.get(0).isLost()).isEqualTo(ledger.isShared());
        assertThat(entered.get(1).isRefused()).isFalse();
    }
}
