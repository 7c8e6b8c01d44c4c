package io.staffetta.batch.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.staffetta.intake.RoutedMessage;
import io.staffetta.ledger.batch.BatchState;
import io.staffetta.thread.RightOfWay;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How many rows are taken at once, and when. */
class RowGroupsTest extends BatchRunnerSetup {

    private final AtomicLong nanos = new AtomicLong();
    private final AtomicLong looks = new AtomicLong();
    private final RightOfWay way = new RightOfWay(() -> {
        looks.incrementAndGet();
        return nanos.get();
    });
    private final List<Integer> groups = new CopyOnWriteArrayList<>();

    private void take(List<RoutedMessage> routed) {
        groups.add(routed.size());
        put(routed);
    }

    @Test
    void areFewWhereUrgentMessagesComeButForTheFirstWhichACrashMayHaveCutOff() throws Exception {
        way.came();
        nanos.addAndGet(Duration.ofMillis(100).toNanos());
        start(10_000, this::take, way);

        String id = drop("rows.csv", csv(300));

        awaitState(id, BatchState.SENDING);
        assertThat(groups).containsExactly(200, 25, 25, 25, 25);
    }

    @Test
    void waitsWhileAnUrgentMessageIsOnItsWay() throws Exception {
        start(10_000, this::take, way);
        way.came();
        String id = drop("rows.csv", csv(3));
        await().atMost(LIMIT).until(() -> looks.get() > 100);
        assertThat(groups).isEmpty();

        way.gone();

        awaitState(id, BatchState.SENDING);
        assertThat(groups).containsExactly(3);
    }

    @Test
    void areNoMoreThanFitIntoMemoryTogether() throws Exception {
        start(10_000, this::take, way);
        String row = "{\"to\": \"+393330000001\", \"text\": \"Ciao\"" + " ".repeat(40_000) + "}\n";

        String id = drop("rows.jsonl", IntStream.range(0, 15).mapToObj(i -> row).collect(Collectors.joining()));

        awaitState(id, BatchState.SENDING);
        assertThat(groups).containsExactly(7, 7, 1);
    }
}
