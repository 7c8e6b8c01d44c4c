package io.staffetta.batch.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.staffetta.batch.BatchFolder;
import io.staffetta.batch.text.Repeats;
import io.staffetta.batch.text.SendAt;
import io.staffetta.intake.RoutedMessage;
import io.staffetta.ledger.batch.BatchRecord;
import io.staffetta.ledger.batch.BatchState;
import io.staffetta.ledger.batch.Batches;
import io.staffetta.ledger.history.MessageRecord;
import io.staffetta.ledger.history.State;
import io.staffetta.message.MessageId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What becomes of the rows of batches. */
class BatchRunnerTest extends BatchRunnerSetup {

    @Test
    void answersEachRowAndThenTellsHowEachEnded() throws Exception {
        start(10_000, this::put);

        String id = drop("orders.csv", "to,text,reference\n+393330000001,Ciao,a\nnobody,Ciao,b\n333 0000001,Ciao,a\n");

        awaitState(id, BatchState.SENDING);
        List<String> result = done("orders.result.csv");
        assertThat(result).hasSize(4);
        assertThat(result.get(0)).isEqualTo("row,line,reference,id,recipient,account,segments,status,reason");
        assertThat(result.get(1))
                .startsWith("1,2,a,")
                .contains(",+393330000001,")
                .endsWith(",1,taken,");
        assertThat(result.get(2)).startsWith("2,3,b,,,,,rejected,").contains("Field 'to'");
        assertThat(result.get(3)).startsWith("3,4,a,").contains(",repeated,");
        assertThat(done("orders.rejected.csv")).containsExactly("to,text,reference", "nobody,Ciao,b");
        BatchRecord record = batch(id);
        assertThat(List.of(
                        record.file().rows(),
                        record.counts().taken(),
                        record.counts().messages(),
                        record.counts().rejected(),
                        record.counts().repeated()))
                .containsExactly(3L, 1L, 1L, 1L, 1L);

        acceptAll();

        awaitState(id, BatchState.DONE);
        List<String> last = done("orders.final.csv");
        assertThat(last.get(1)).contains(",accepted,").endsWith(",77");
        assertThat(last).hasSize(4);
        assertThat(batch(id).counts().accepted()).isEqualTo(1);
        assertThat(names(folder.work())).isEmpty();
        assertThat(names(folder.done()))
                .containsExactly("orders.csv", "orders.final.csv", "orders.rejected.csv", "orders.result.csv");
    }

    @Test
    void rejectsARowWhoseReferenceCameBeforeWithAnotherRecipientOrText() throws Exception {
        start(10_000, this::put);
        String first = drop("first.csv", "to,text,reference\n+393330000001,Ciao,a\n+393330000001,Salve,a\n");
        awaitState(first, BatchState.SENDING);
        String id = done("first.result.csv").get(1).split(",", -1)[3];

        String second = drop(
                "second.csv",
                "to,text,reference\n+393330000002,Ciao,a\n+393330000001,Ciao,a\n+393330000002,Ciao,a\n+393330000002,Ciao,c\n");

        awaitState(second, BatchState.SENDING);
        assertThat(done("first.result.csv").get(2)).contains(",rejected,").contains(id);
        List<String> result = done("second.result.csv");
        assertThat(result.get(1)).contains(",rejected,").contains(id);
        assertThat(result.get(2)).contains(",repeated,").contains(id);
        assertThat(result.get(3)).contains(",rejected,").contains(id);
        assertThat(result.get(4)).contains(",taken,");
        assertThat(done("second.rejected.csv"))
                .containsExactly("to,text,reference", "+393330000002,Ciao,a", "+393330000002,Ciao,a");
        assertThat(queued).hasSize(2);
    }

    @Test
    void sendsNothingOfTheSameContentAgain() throws Exception {
        start(10_000, this::put);
        String first = drop("orders.csv", csv(3));
        awaitState(first, BatchState.SENDING);
        acceptAll();
        awaitFinished(first);

        String second = drop("again.csv", csv(3));

        awaitFinished(second);
        assertThat(batch(second).state()).isEqualTo(BatchState.DONE);
        assertThat(batch(second).detail()).isEqualTo("The same content came before, as batch " + first);
        assertThat(done("again.result.csv")).isEqualTo(done("orders.result.csv"));
        assertThat(done("again.final.csv")).isEqualTo(done("orders.final.csv"));
        assertThat(queued).hasSize(3).allSatisfy((id, times) -> assertThat(times)
                .isEqualTo(1));
    }

    @Test
    void answersTheSameContentAsTheFirstIsAnsweredWhoseRowsAreStillTaken() throws Exception {
        start(200, this::put);
        String first = drop("orders.csv", csv(500));
        await().atMost(LIMIT).until(() -> batch(first).progress().position() == 200);

        String second = drop("again.csv", csv(500));
        await().atMost(LIMIT).until(() -> batch(second).detail().endsWith(first));
        assertThat(names(folder.done())).isEmpty();
        await().atMost(LIMIT).until(() -> {
            acceptAll();
            return batch(second).isFinished();
        });

        assertThat(done("again.result.csv")).hasSize(501).isEqualTo(done("orders.result.csv"));
        assertThat(queued).hasSize(500);
    }

    @Test
    void sendsTheSameContentIfTheFirstIsCancelledBeforeAnythingOfItIsSent() throws Exception {
        start(200, this::put);
        String first = drop("orders.csv", csv(500));
        await().atMost(LIMIT).until(() -> batch(first).progress().position() == 200);
        String second = drop("again.csv", csv(500));
        await().atMost(LIMIT).until(() -> batch(second).detail().endsWith(first));

        new Batches(ledger).cancel(first);
        awaitFinished(first);
        await().atMost(LIMIT).until(() -> {
            acceptAll();
            return batch(second).isFinished();
        });
        assertThat(batch(second).state()).isEqualTo(BatchState.DONE);
        assertThat(batch(second).detail()).isEmpty();
        assertThat(batch(second).counts().accepted()).isEqualTo(500);
        assertThat(done("again.final.csv").stream().filter(line -> line.contains(",accepted,")))
                .hasSize(500);
    }

    @Test
    void goesOnWithTheSameContentWhereTheFirstWasCancelledHalfWay() throws Exception {
        start(200, this::put);
        String csv = bare(1000);
        for (int time = 1; time <= 3; time++) {
            String id = drop("orders.csv", csv);
            await().atMost(LIMIT).until(() -> batch(id).counts().taken() >= 100);
            accept(100);
            new Batches(ledger).cancel(id);
            awaitFinished(id);
        }

        String last = drop("orders.csv", csv);

        await().atMost(LIMIT).until(() -> {
            acceptAll();
            return batch(last).isFinished();
        });
        assertThat(batch(last).state()).isEqualTo(BatchState.DONE);
        List<String> texts = ledger.messages().withIds(List.copyOf(queued.keySet())).stream()
                .filter(message -> message.state() == State.ACCEPTED)
                .map(MessageRecord::text)
                .toList();
        assertThat(texts).hasSize(1000).doesNotHaveDuplicates();
        assertThat(batch(last).counts().repeated())
                .isEqualTo(1000 - batch(last).counts().accepted());
        assertThat(batch(last).counts().repeated()).isPositive();
        assertThat(done("orders~4.final.csv").stream().filter(line -> line.contains(",repeated,")))
                .hasSize((int) batch(last).counts().repeated());
    }

    private static String bare(int rows) {
        return "to,text\n"
                + IntStream.rangeClosed(1, rows)
                        .mapToObj(row -> "+393330000001,Row " + row + "\n")
                        .collect(Collectors.joining());
    }

    /** Has the provider accept some of what is on the queues, and the queues lose the rest. */
    private void accept(int most) {
        Set<String> live = ledger.messages().withIds(List.copyOf(messages.keySet())).stream()
                .filter(message -> !message.state().isEnd())
                .map(MessageRecord::id)
                .limit(most)
                .collect(Collectors.toSet());
        messages.keySet().retainAll(live);
        acceptAll();
    }

    @Test
    void sendsTheRecipientsOfARowThatWereNotSentBeforeItsBatchWasCancelled() throws Exception {
        start(200, this::put);
        String row = "{\"to\":[\"+393330000001\",\"+393330000002\"],\"text\":\"Ciao\",\"reference\":\"";
        String jsonl = row + "a\"}\n" + row + "b\"}\n";
        String first = drop("orders.jsonl", jsonl);
        awaitState(first, BatchState.SENDING);
        accept(1);
        new Batches(ledger).cancel(first);
        awaitFinished(first);

        String second = drop("orders.jsonl", jsonl);

        await().atMost(LIMIT).until(() -> {
            acceptAll();
            return batch(second).isFinished();
        });
        BatchRecord record = batch(second);
        assertThat(List.of(
                        record.counts().taken(),
                        record.counts().messages(),
                        record.counts().accepted(),
                        record.counts().repeated()))
                .containsExactly(2L, 3L, 3L, 0L);
        assertThat(done("orders~2.final.csv").stream().filter(line -> line.contains(",repeated,")))
                .hasSize(1);
        awaitFinished(drop("orders.jsonl", jsonl));
        assertThat(ledger.messages().withIds(List.copyOf(queued.keySet())).stream()
                        .filter(message -> message.state() == State.ACCEPTED))
                .hasSize(4);
    }

    @Test
    void sendsNothingOfAFileThatBreaksInTheMiddleAndSaysWhere() throws Exception {
        start(10_000, this::put);

        String id = drop("orders.json", "[{\"to\":\"+393330000001\",\"text\":\"Ciao\"},\n{\"to\":");

        awaitFinished(id);
        assertThat(batch(id).state()).isEqualTo(BatchState.FAILED);
        assertThat(names(folder.error())).containsExactly("orders.error.txt", "orders.json");
        assertThat(queued).isEmpty();
        assertThat(new Batches(ledger).withContent("test", batch(id).file().digest()))
                .isEmpty();
    }

    @Test
    void takesEachRowUnderOneIdHoweverOftenTheBrokerFails() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        start(10_000, routed -> {
            int call = calls.incrementAndGet();
            if (call % 3 != 0) {
                put(routed);
            }
            if (call % 3 != 1) {
                // Of the second third nobody knows that it is there.
                throw new IllegalStateException("The broker is away");
            }
        });

        String id = drop("orders.csv", csv(650));

        awaitState(id, BatchState.SENDING);
        assertThat(batch(id).counts().taken()).isEqualTo(650);
        assertThat(queued).hasSize(650);
        Set<String> answered = new HashSet<>();
        for (String line : done("orders.result.csv")) {
            answered.add(line.split(",", -1)[3]);
        }
        answered.remove("id");
        assertThat(answered).isEqualTo(queued.keySet());
        assertThat(done("orders.result.csv")).hasSize(651);
    }

    @Test
    void goesOnWhereAnotherRunnerEnded() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        start(10_000, routed -> {
            if (calls.incrementAndGet() > 2) {
                throw new IllegalStateException("The broker is away");
            }
            put(routed);
        });
        String id = drop("orders.csv", csv(1000));
        await().atMost(LIMIT).until(() -> batch(id).progress().position() == 400);
        runner.close();
        assertThat(batch(id).state()).isEqualTo(BatchState.RUNNING);

        start(10_000, this::put);

        awaitState(id, BatchState.SENDING);
        assertThat(queued).hasSize(1000).allSatisfy((message, times) -> assertThat(times)
                .isEqualTo(1));
        assertThat(done("orders.result.csv")).hasSize(1001);
    }

    @Test
    void takesNoMoreThanMayBeOnTheQueuesAndGoesOnByItself() throws Exception {
        start(200, this::put);

        String id = drop("orders.csv", csv(500));

        await().atMost(LIMIT).until(() -> batch(id).progress().position() == 200);
        await().during(Duration.ofSeconds(2))
                .atMost(LIMIT)
                .until(() -> batch(id).progress().position() == 200);

        await().atMost(LIMIT).until(() -> {
            acceptAll();
            return batch(id).state() == BatchState.DONE;
        });
        assertThat(batch(id).counts().accepted()).isEqualTo(500);
    }

    @Test
    void takesNoRowsWhileItIsPaused() throws Exception {
        start(200, this::put);
        String id = drop("orders.csv", csv(500));
        await().atMost(LIMIT).until(() -> batch(id).progress().position() == 200);

        assertThat(new Batches(ledger).pause(id)).isTrue();
        // What looked for room before the pause has seen that there is none.
        await().during(Duration.ofSeconds(1))
                .atMost(LIMIT)
                .until(() -> batch(id).progress().position() == 200);
        acceptAll();
        await().during(Duration.ofSeconds(3))
                .atMost(LIMIT)
                .until(() -> batch(id).progress().position() == 200);

        assertThat(new Batches(ledger).resume(id)).isTrue();
        await().atMost(LIMIT).until(() -> batch(id).progress().position() > 200);
    }

    @Test
    void sendsNothingMoreOfABatchThatIsCancelledAndCountsWhatHadGone() throws Exception {
        // One that is gone makes no room for others before the batch is cancelled.
        start(100, this::put);
        String id = drop("orders.csv", csv(500));
        await().atMost(LIMIT).until(() -> batch(id).progress().position() == 200);
        RoutedMessage gone = messages.values().iterator().next();
        messages.keySet().retainAll(Set.of(gone.message().id()));
        acceptAll();

        assertThat(new Batches(ledger).cancel(id)).isTrue();

        awaitFinished(id);
        BatchRecord record = batch(id);
        assertThat(record.state()).isEqualTo(BatchState.CANCELLED);
        assertThat(List.of(
                        record.progress().position(),
                        record.counts().messages(),
                        record.counts().accepted(),
                        record.counts().cancelled()))
                .containsExactly(500L, 200L, 1L, 199L);
        assertThat(done("orders.result.csv").stream().filter(line -> line.contains(",cancelled,")))
                .hasSize(300);
        assertThat(done("orders.final.csv").stream().filter(line -> line.contains(",cancelled,")))
                .hasSize(499);
        assertThat(done("orders.final.csv").stream().filter(line -> line.contains(",accepted,")))
                .hasSize(1);
    }

    @Test
    void tellsWhatWasTakenOfTheGroupThatACrashCutOffBeforeTheCancelling() throws Exception {
        start(10_000, routed -> {
            put(routed);
            throw new IllegalStateException("The broker is away");
        });
        String id = drop("orders.csv", csv(10));
        await().atMost(LIMIT).until(() -> queued.size() == 10);
        runner.close();
        RoutedMessage gone = messages.values().iterator().next();
        messages.keySet().retainAll(Set.of(gone.message().id()));
        acceptAll();
        new Batches(ledger).cancel(id);

        start(10_000, this::put);

        awaitFinished(id);
        assertThat(batch(id).counts().accepted()).isEqualTo(1);
        assertThat(done("orders.final.csv").stream().filter(line -> line.contains(",accepted,")))
                .hasSize(1);
        assertThat(done("orders.final.csv").stream().filter(line -> line.contains(",cancelled,")))
                .hasSize(9);
    }

    @Test
    void waitsUntilItIsToBeSentAndSpreadsTheRows() throws Exception {
        start(10_000, this::put);
        Instant sendAt = Instant.now().plusSeconds(3);

        String id = drop("orders.csv", "#staffetta {\"sendAt\":\"" + sendAt + "\",\"spread\":\"PT4S\"}\n" + csv(8));

        awaitState(id, BatchState.WAITING);
        awaitState(id, BatchState.RUNNING);
        assertThat(Instant.now()).isAfter(sendAt);
        awaitState(id, BatchState.SENDING);
        assertThat(Instant.now()).isAfter(sendAt.plusSeconds(2));
        assertThat(queued).hasSize(8);
    }

    @Test
    void waitsForTheTimeOfTheFolderUnlessTheFileSaysItsOwn() throws Exception {
        Instant sendAt = Instant.now().plusSeconds(3600).truncatedTo(ChronoUnit.SECONDS);
        folder = new BatchFolder(
                folder.name(),
                folder.path(),
                folder.pickUp(),
                folder.repeats(),
                Optional.of(SendAt.parse(sendAt.atZone(ZoneOffset.UTC).toLocalTime() + " UTC")),
                folder.spread(),
                folder.application(),
                folder.defaults());
        start(10_000, this::put);

        String later = drop("later.csv", csv(2));
        String now = drop("now.csv", "#staffetta {\"sendAt\":\"2020-01-01T00:00:00Z\"}\n" + csv(3));

        awaitState(now, BatchState.SENDING);
        awaitState(later, BatchState.WAITING);
        assertThat(batch(later).times().sendAt()).isEqualTo(sendAt);
        assertThat(queued).hasSize(3);
    }

    @Test
    void makesTheFinalAnswerAnewBesideTheOldWhenRedrivenRowsHaveTheirEnds() throws Exception {
        start(10_000, this::put);
        String id = drop("orders.csv", csv(3));
        awaitState(id, BatchState.SENDING);
        List<String> ids = List.copyOf(queued.keySet());
        die(ids.get(0), 0);
        die(ids.get(1), 0);
        accept(ids.get(2), 0);
        awaitState(id, BatchState.DONE);
        assertThat(List.of(batch(id).counts().accepted(), batch(id).counts().dead()))
                .containsExactly(1L, 2L);
        List<String> before = done("orders.final.csv");

        redrive(ids.get(0), 0);
        assertThat(new Batches(ledger).outOfDate()).extracting(BatchRecord::id).containsExactly(id);
        assertThat(new Batches(ledger).areOnTheWayAgain(id)).isTrue();
        accept(ids.get(0), 1);

        List<String> after = done("orders.final~2.csv");
        await().atMost(LIMIT).until(() -> batch(id).times().againAt() == null);
        assertThat(List.of(
                        batch(id).counts().ended(),
                        batch(id).counts().accepted(),
                        batch(id).counts().dead()))
                .containsExactly(3L, 2L, 1L);
        assertThat(after).filteredOn(line -> line.contains(ids.get(0))).allMatch(line -> line.contains(",accepted,"));
        assertThat(after).filteredOn(line -> line.contains(ids.get(1))).allMatch(line -> line.contains(",dead,"));
        assertThat(done("orders.final.csv")).isEqualTo(before);
        assertThat(new Batches(ledger).deeds(id)).singleElement().satisfies(deed -> {
            assertThat(deed.who()).isEqualTo("ada@host");
            assertThat(deed.why()).isEqualTo("provider is back");
            assertThat(deed.messages()).isEqualTo(1);
        });
        assertThat(names(folder.work())).isEmpty();
    }

    @Test
    void countsARowThatWasRedrivenBeforeTheOthersHadTheirEndsByItsLastEnd() throws Exception {
        start(10_000, this::put);
        String id = drop("orders.csv", csv(2));
        awaitState(id, BatchState.SENDING);
        List<String> ids = List.copyOf(queued.keySet());
        die(ids.get(0), 0);
        await().atMost(LIMIT).until(() -> batch(id).counts().dead() == 1);
        redrive(ids.get(0), 0);
        accept(ids.get(1), 0);
        await().atMost(LIMIT).until(() -> batch(id).counts().ended() == 2);
        assertThat(batch(id).isFinished()).isFalse();
        accept(ids.get(0), 1);

        awaitFinished(id);
        await().atMost(LIMIT).until(() -> batch(id).times().againAt() == null);
        assertThat(List.of(batch(id).counts().accepted(), batch(id).counts().dead()))
                .containsExactly(2L, 0L);
        assertThat(names(folder.done())).containsExactly("orders.csv", "orders.final.csv", "orders.result.csv");
    }

    @Test
    void knowsARowByRecipientTextAndDayWhereTheFolderSaysSo() throws Exception {
        folder = new BatchFolder(
                folder.name(),
                folder.path(),
                folder.pickUp(),
                Repeats.RECIPIENT_TEXT_DAY,
                folder.sendAt(),
                folder.spread(),
                folder.application(),
                folder.defaults());
        start(10_000, this::put);
        String first = drop("first.csv", "to,text\n+393330000001,Ciao\n+393330000002,Ciao\n");
        awaitState(first, BatchState.SENDING);

        String second = drop("second.csv", "to,text\n333 0000002,Ciao\n+393330000003,Ciao\n");

        awaitState(second, BatchState.SENDING);
        assertThat(batch(second).counts().repeated()).isEqualTo(1);
        assertThat(done("second.result.csv").get(1)).startsWith("1,2,,").contains(",repeated,");
        assertThat(queued).hasSize(3);
    }

    @Test
    void deletesTheNotesOfBatchesThatTheLedgerHasForgotten() throws Exception {
        Path notes = Files.createDirectories(folder.done().resolve(".batches"));
        String forgotten = MessageId.of("forgotten", Instant.now().minus(Duration.ofDays(400)));
        Files.writeString(notes.resolve(forgotten), "1 ours\n");

        start(10_000, this::put);

        await().atMost(LIMIT).until(() -> !Files.exists(notes.resolve(forgotten)));
    }

    @Test
    void answersAFileWithoutRows() throws Exception {
        start(10_000, this::put);

        String id = drop("orders.csv", "to,text\n");

        awaitFinished(id);
        assertThat(batch(id).state()).isEqualTo(BatchState.DONE);
        assertThat(done("orders.result.csv")).hasSize(1);
        assertThat(done("orders.final.csv")).hasSize(1);
    }

    @Test
    void takesManyFilesAtOnceEachOnce() throws Exception {
        start(10_000, this::put);
        Set<String> ids = new HashSet<>();
        for (int i = 1; i <= 60; i++) {
            ids.add(drop("orders" + i + ".csv", "to,text\n+393330000001,File " + i + "\n"));
        }

        await().atMost(LIMIT).until(() -> ids.stream().allMatch(id -> batch(id).state() == BatchState.SENDING));
        acceptAll();
        await().atMost(LIMIT).until(() -> ids.stream().allMatch(id -> batch(id).isFinished()));
        assertThat(queued).hasSize(60);
    }
}
