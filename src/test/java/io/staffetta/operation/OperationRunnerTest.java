package io.staffetta.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.staffetta.ledger.Ledger;
import io.staffetta.ledger.TestLedger;
import io.staffetta.ledger.history.Entry;
import io.staffetta.ledger.history.State;
import io.staffetta.ledger.operation.ItemOutcome;
import io.staffetta.ledger.operation.NewOperation;
import io.staffetta.ledger.operation.OperationFilter;
import io.staffetta.ledger.operation.OperationItem;
import io.staffetta.ledger.operation.OperationKind;
import io.staffetta.ledger.operation.OperationRecord;
import io.staffetta.ledger.operation.OperationState;
import io.staffetta.ledger.operation.OperationTerms;
import io.staffetta.ledger.operation.Operations;
import io.staffetta.ledger.operation.Settlement;
import io.staffetta.message.MessageId;
import io.staffetta.message.Priority;
import io.staffetta.message.SmsMessage;
import io.staffetta.thread.RightOfWay;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How operations share the thread that does them. */
class OperationRunnerTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Ledger ledger = new TestLedger(Clock.systemUTC()).ledger();
    private final Operations operations = new Operations(ledger);
    /** How many messages of the operation with a pace were done. */
    private final AtomicInteger paced = new AtomicInteger();

    @AfterEach
    void close() {
        ledger.close();
    }

    private List<String> waiting(int count) {
        List<Entry> entries = IntStream.range(0, count)
                .mapToObj(number -> new Entry(message(), "main", 1, 0, State.QUEUED, "", "", Instant.now()))
                .toList();
        entries.forEach(entry -> Ledger.await(TestLedger.take(ledger, "test", "", List.of(entry))));
        return entries.stream().map(entry -> entry.message().id()).toList();
    }

    private static SmsMessage message() {
        return new SmsMessage(
                MessageId.next(),
                "+393330000001",
                "Ciao",
                "",
                "",
                "",
                Priority.NORMAL,
                "test",
                Instant.now().plusSeconds(3600),
                Instant.EPOCH,
                false,
                "");
    }

    private OperationRecord order(OperationKind kind, int rate, int messages) {
        return operations.order(new NewOperation(
                MessageId.next(),
                new OperationTerms(kind, "", rate, null, null, ""),
                "who",
                waiting(messages),
                OperationFilter.ALL,
                "{}",
                false,
                Instant.now()));
    }

    /** Does a message at a time, as a sweep of a queue finds them. */
    private boolean oneByOne(OperationRecord operation, Turn turn, AtomicInteger done) {
        for (int most = turn.next(); most > 0; most = turn.next()) {
            List<OperationItem> items = operations.left(operation.id(), 0, 1);
            if (items.isEmpty()) {
                return true;
            }
            operations.settle(
                    List.of(new Settlement(operation.id(), items.get(0), ItemOutcome.DONE, Instant.now(), false)));
            done.incrementAndGet();
            turn.did(1);
        }
        return false;
    }

    private OperationState state(OperationRecord operation) {
        return operations.find(operation.id()).orElseThrow().state();
    }

    @Test
    void aSlowPaceHoldsUpNoOtherOperation() {
        OperationRecord slow = order(OperationKind.MOVE, 1, 20);
        OperationRecord fast = order(OperationKind.CANCEL, 0, 50);
        AtomicInteger atItsEnd = new AtomicInteger(-1);
        AtomicInteger cancelled = new AtomicInteger();
        Work counted = (operation, turn) -> {
            boolean all = oneByOne(operation, turn, cancelled);
            if (cancelled.get() == 50) {
                atItsEnd.compareAndSet(-1, paced.get());
            }
            return all;
        };
        try (OperationRunner runner = new OperationRunner(
                ledger,
                operations,
                Map.of(
                        OperationKind.MOVE,
                        (operation, turn) -> oneByOne(operation, turn, paced),
                        OperationKind.CANCEL,
                        counted),
                new RightOfWay(),
                Clock.systemUTC())) {
            runner.start();

            await().atMost(LIMIT).until(() -> state(fast) == OperationState.DONE);
            // Before its own next message was due.
            assertThat(atItsEnd).hasValueLessThanOrEqualTo(1);

            await().atMost(LIMIT).until(() -> paced.get() >= 3);
            assertThat(state(slow)).as("goes on at its own pace").isEqualTo(OperationState.RUNNING);
        }
    }

    @Test
    void anOperationThatFindsNothingHasLongerAndLongerTurns() {
        AtomicInteger seconds = new AtomicInteger();
        Share share = new Share(
                0, new RightOfWay(), () -> Duration.ofSeconds(seconds.get()).toNanos());
        Turn first = share.turn(() -> true, () -> true);
        seconds.addAndGet(2);
        assertThat(first.goesOn()).isFalse();
        share.ended(first);

        Turn second = share.turn(() -> true, () -> true);
        seconds.addAndGet(3);
        assertThat(second.goesOn()).as("twice as long").isTrue();
        second.did(1);
        share.ended(second);

        Turn third = share.turn(() -> true, () -> true);
        seconds.addAndGet(2);
        assertThat(third.goesOn()).as("as long as the first").isFalse();
    }

    @Test
    void doesFewerMessagesAtOnceWhereUrgentOnesComeAndWaitsForThem() throws Exception {
        AtomicLong nanos = new AtomicLong();
        AtomicLong looks = new AtomicLong();
        RightOfWay way = new RightOfWay(() -> {
            looks.incrementAndGet();
            return nanos.get();
        });
        Turn turn = new Share(0, way, nanos::get).turn(() -> true, () -> false);
        assertThat(turn.next()).isEqualTo(Pacing.MOST);

        way.came();
        CompletableFuture<Integer> next = CompletableFuture.supplyAsync(turn::next);
        await().until(() -> looks.get() > 20);
        assertThat(next).isNotDone();
        way.gone();
        nanos.addAndGet(Duration.ofMillis(3).toNanos());

        assertThat(next.get(10, TimeUnit.SECONDS)).isEqualTo(Pacing.MOST / 8);
        assertThat(turn.share(1000)).isEqualTo(125);
    }

    @Test
    void doesNotCatchUpWithMoreThanFourSecondsOfItsPace() {
        AtomicInteger seconds = new AtomicInteger(100);
        Pacing pacing = new Pacing(5, () -> Duration.ofSeconds(seconds.get()).toNanos());
        seconds.addAndGet(60);

        pacing.did(20);
        assertThat(pacing.waitNanos()).as("of the seconds before").isZero();
        pacing.did(5);
        assertThat(pacing.waitNanos()).isEqualTo(Duration.ofSeconds(1).toNanos());
    }
}
