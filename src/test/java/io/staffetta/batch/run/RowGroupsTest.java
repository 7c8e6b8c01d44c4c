package io.staffetta.batch.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.staffetta.access.Role;
import io.staffetta.access.Source;
import io.staffetta.batch.rows.RowIntake;
import io.staffetta.http.DemoIntake;
import io.staffetta.intake.RoutedMessage;
import io.staffetta.intake.TestQueues;
import io.staffetta.ledger.batch.BatchState;
import io.staffetta.message.MessageId;
import io.staffetta.thread.RightOfWay;
import io.staffetta.tokens.Application;
import io.staffetta.tokens.Permissions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
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
    /** Messages that were counted for their application. */
    private final AtomicInteger counted = new AtomicInteger();

    private final List<Integer> groups = new CopyOnWriteArrayList<>();

    private void start(Consumer<List<RoutedMessage>> broker) {
        start(
                10_000,
                new RowIntake(
                        DemoIntake.intake(ledger, new Permissions(RowGroupsTest::application)),
                        new TestQueues(broker),
                        way,
                        () -> this,
                        (source, messages) -> counted.addAndGet(messages)));
    }

    private static Optional<Application> application(String name) {
        return Optional.of(new Application(
                "1",
                name,
                "",
                "",
                Role.SENDER,
                false,
                List.of(),
                List.of(),
                null,
                null,
                true,
                Instant.EPOCH,
                "",
                null,
                null,
                null));
    }

    private void take(List<RoutedMessage> routed) {
        groups.add(routed.size());
        put(routed);
    }

    @Test
    void areFewWhereUrgentMessagesComeButForTheFirstWhichACrashMayHaveCutOff() throws Exception {
        way.came();
        nanos.addAndGet(Duration.ofMillis(100).toNanos());
        start(this::take);

        String id = drop("rows.csv", csv(300));

        awaitState(id, BatchState.SENDING);
        assertThat(groups).containsExactly(200, 25, 25, 25, 25);
    }

    @Test
    void countOnceForTheirApplicationWhereMoreOfThemAreTriedAgain() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        way.came();
        nanos.addAndGet(Duration.ofMillis(100).toNanos());
        start(routed -> {
            if (calls.incrementAndGet() == 2) {
                throw new IllegalStateException("The broker is away");
            }
            take(routed);
        });

        String id = MessageId.next();
        Path file = Files.createDirectory(folder.work().resolve(id)).resolve("rows.csv");
        Files.writeString(file, csv(450));
        BatchSources.note(file.getParent(), Source.of("http:crm"));
        runner.accept(folder, file, "rows.csv");

        awaitState(id, BatchState.SENDING);
        assertThat(groups).startsWith(200, 200, 25);
        assertThat(counted).hasValue(450);
    }

    @Test
    void areAsManyAsEverWhereTheyAreSpread() throws Exception {
        way.came();
        nanos.addAndGet(Duration.ofMillis(100).toNanos());
        start(this::take);

        String id = drop("rows.csv", "#staffetta {\"spread\":\"PT2S\"}\n" + csv(150));

        awaitState(id, BatchState.SENDING);
        assertThat(groups).containsExactly(75, 75);
    }

    @Test
    void waitsWhileAnUrgentMessageIsOnItsWay() throws Exception {
        start(this::take);
        way.came();
        String id = drop("rows.csv", csv(3));
        await().atMost(LIMIT).until(() -> looks.get() > 100);
        assertThat(groups).isEmpty();

        way.gone();
        nanos.addAndGet(Duration.ofMillis(3).toNanos());

        awaitState(id, BatchState.SENDING);
        assertThat(groups).containsExactly(3);
    }

    @Test
    void areNoMoreThanFitIntoMemoryTogether() throws Exception {
        start(this::take);
        String row = "{\"to\": \"+393330000001\", \"text\": \"Ciao\"" + " ".repeat(40_000) + "}\n";

        String id = drop("rows.jsonl", IntStream.range(0, 15).mapToObj(i -> row).collect(Collectors.joining()));

        awaitState(id, BatchState.SENDING);
        assertThat(groups).containsExactly(7, 7, 1);
    }
}
