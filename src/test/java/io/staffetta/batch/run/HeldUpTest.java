package io.staffetta.batch.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.staffetta.ledger.batch.BatchState;
import io.staffetta.ledger.batch.BatchWait;
import io.staffetta.ledger.batch.Batches;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that would hold a batch up for ever, and how it is told what a batch waits for. */
class HeldUpTest extends BatchRunnerSetup {

    private Optional<BatchWait> waits(String id) {
        return Optional.ofNullable(new Batches(ledger).waits().of(List.of(id)).get(id));
    }

    private String error(String name) throws IOException {
        await().atMost(LIMIT).until(() -> Files.exists(folder.error().resolve(name)));
        return Files.readString(folder.error().resolve(name));
    }

    @Test
    void refusesARowOfWhichTheTemplateWouldMakeGigabytes() throws Exception {
        start(10_000, this::put);

        String id = drop(
                "big.csv",
                "#staffetta {\"template\":\"" + "{{a}}".repeat(1000) + "\"}\nto,a\n+393330000001,"
                        + "x".repeat(1_000_000) + "\n+393330000002,b\n");

        awaitState(id, BatchState.SENDING);
        assertThat(done("big.result.csv").get(1))
                .contains(",rejected,")
                .contains("must be at most 10000 characters, but the template makes a longer one");
        assertThat(queued).hasSize(1);
        assertThat(messages.values().iterator().next().message().text()).isEqualTo("b".repeat(1000));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-999999999-01-01T00:00:00Z",
                "+999999999-12-31T23:59:59Z",
                "1969-12-31T23:59:59Z",
                "+10000-01-01T00:00:00Z",
            })
    void refusesAFileForATimeThatNothingCanKeep(String sendAt) throws Exception {
        start(10_000, this::put);

        String id = drop("late.csv", "#staffetta {\"sendAt\":\"" + sendAt + "\"}\nto,text\n+393330000001,Ciao\n");

        awaitFinished(id);
        assertThat(batch(id).state()).isEqualTo(BatchState.FAILED);
        assertThat(error("late.error.txt"))
                .contains("Line 1 has a 'sendAt' after #staffetta that is wrong; it must be");
        assertThat(queued).isEmpty();
    }

    @Test
    void rejectsOnlyTheRowWhoseDateOrDurationIsOutOfRange() throws Exception {
        start(10_000, this::put);

        String id = drop("dates.csv", """
                to,text,validUntil,validFor,sendAt
                +393330000001,Ciao,-999999999-01-01T00:00:00Z,,
                +393330000002,Ciao,+999999999-12-31T23:59:59Z,,
                +393330000003,Ciao,,PT9223372036854775807S,
                +393330000004,Ciao,,P9999999999999999D,
                +393330000005,Ciao,,-PT1S,
                +393330000006,Ciao,,,-999999999-01-01T00:00:00Z
                +393330000008,Ciao,9999-12-31T23:59:59Z,,
                """);

        awaitState(id, BatchState.SENDING);
        assertThat(batch(id).counts().rejected()).isEqualTo(6);
        assertThat(batch(id).counts().taken()).isEqualTo(1);
    }

    @Test
    void givesABatchUpThatAnErrorOfJavaStopsAgainAndAgain() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        start(10_000, routed -> {
            tries.incrementAndGet();
            throw new OutOfMemoryError("Java heap space");
        });

        String id = drop("orders.csv", csv(3));

        awaitFinished(id);
        assertThat(batch(id).state()).isEqualTo(BatchState.FAILED);
        assertThat(batch(id).detail())
                .startsWith("The gateway cannot work on it: it needs more memory than there is (Java heap space)");
        assertThat(tries).hasValue(3);
        assertThat(waits(id)).isEmpty();
    }

    @Test
    void otherErrorsOfJavaEndNoThreadThatWorksOnBatches() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        start(10_000, routed -> {
            if (tries.incrementAndGet() <= 2) {
                throw new StackOverflowError();
            }
            put(routed);
        });

        String id = drop("orders.csv", csv(3));

        awaitState(id, BatchState.SENDING);
        assertThat(batch(id).counts().taken()).isEqualTo(3);
        String after = drop("after.csv", csv(2).replace("ref-", "other-"));
        awaitState(after, BatchState.SENDING);
    }

    @Test
    void tellsSinceWhenAndWhyAndHowOftenABatchIsHeldUpUntilItGoesOn() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        start(10_000, routed -> {
            if (tries.incrementAndGet() <= 3) {
                throw new IllegalStateException("the broker is away");
            }
            put(routed);
        });

        String id = drop("orders.csv", csv(3));

        await().atMost(LIMIT)
                .until(() -> waits(id).filter(wait -> wait.times() > 1).isPresent());
        assertThat(waits(id).orElseThrow().reason()).isEqualTo("the broker is away");
        assertThat(waits(id).orElseThrow().since()).isBeforeOrEqualTo(Instant.now());
        awaitState(id, BatchState.SENDING);
        await().atMost(LIMIT)
                .until(() -> waits(id).filter(wait -> wait.times() > 0).isEmpty());
    }

    @Test
    void tellsForWhichAccountABatchWaits() throws Exception {
        start(200, this::put);
        String id = drop("orders.csv", csv(500));

        await().atMost(LIMIT).until(() -> waits(id).isPresent());
        BatchWait wait = waits(id).orElseThrow();
        assertThat(wait.reason()).startsWith("room on the queues of an account of its next rows: 200 messages");
        assertThat(wait.accounts()).containsExactly("messagenet");

        await().atMost(LIMIT).until(() -> {
            acceptAll();
            return batch(id).isFinished();
        });
        assertThat(waits(id)).isEmpty();
    }

    @Test
    void tellsForWhichAccountTheMessagesOfABatchWait() throws Exception {
        start(10_000, this::put);
        String id = drop("orders.csv", csv(5));

        await().atMost(LIMIT).until(() -> waits(id).isPresent());
        assertThat(waits(id).orElseThrow().reason()).isEqualTo("its messages to be sent");
        assertThat(waits(id).orElseThrow().accounts()).containsExactly("messagenet");
    }

    @Test
    void takesFewRowsAtOnceIfEachIsForManyRecipients() throws Exception {
        AtomicInteger most = new AtomicInteger();
        start(1_000_000, routed -> {
            most.accumulateAndGet(
                    routed.stream()
                            .mapToInt(one -> one.message().text().length())
                            .sum(),
                    Math::max);
            put(routed);
        });
        StringBuilder row = new StringBuilder("{\"text\":\"" + "x".repeat(600) + "\",\"to\":[");
        for (int i = 0; i < 1000; i++) {
            row.append(i == 0 ? "" : ",").append("\"+393330000%03d\"".formatted(i));
        }
        row.append("]}\n");

        String id = drop("many.jsonl", row.toString().repeat(20));

        awaitState(id, BatchState.SENDING);
        assertThat(batch(id).counts().messages()).isEqualTo(20_000);
        assertThat(most.get()).isLessThan(3_000_000);
    }

    @Test
    void movesAFileWithANulToErrorAndSendsNothingOfIt() throws Exception {
        start(10_000, this::put);

        String id = drop("padded.csv", csv(7) + "\0".repeat(4096));

        awaitFinished(id);
        assertThat(batch(id).state()).isEqualTo(BatchState.FAILED);
        assertThat(error("padded.error.txt")).contains("Line 9 has a NUL");
        assertThat(queued).isEmpty();
    }
}
