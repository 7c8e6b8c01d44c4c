package io.staffetta.batch.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.staffetta.ledger.batch.BatchState;
import io.staffetta.ledger.batch.Batches;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Batches that wait while others go on. */
class FairBatchesTest extends BatchRunnerSetup {

    private static String rows(int file, int rows) {
        return "to,text\n"
                + IntStream.rangeClosed(1, rows)
                        .mapToObj(row -> "+393330000001,File " + file + " row " + row + "\n")
                        .collect(Collectors.joining());
    }

    private String urgent() throws IOException {
        return drop("urgent.csv", "#staffetta {\"account\":\"plus\"}\nto,text\n+393330000002,Now\n");
    }

    private List<String> files(int count, String directive, int rows) throws IOException {
        List<String> ids = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            ids.add(drop("file" + i + ".csv", "#staffetta " + directive + "\n" + rows(i, rows)));
        }
        return ids;
    }

    @Test
    void areNotHeldUpByFilesOfAFullAccount() throws Exception {
        start(50, this::put);
        List<String> full = files(25, "{\"account\":\"messagenet\"}", 201);
        await().atMost(LIMIT).until(() -> queued.size() >= 200);

        String urgent = urgent();

        await().atMost(LIMIT).until(() -> batch(urgent).state() == BatchState.SENDING);
        await().atMost(LIMIT)
                .until(() -> full.stream().allMatch(id -> batch(id).file().rows() == 201));
        assertThat(queued).hasSizeLessThan(25 * 200);
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            Set<String> before = Set.copyOf(messages.keySet());
            acceptAll();
            messages.keySet().removeAll(before);
            return full.stream().allMatch(id -> batch(id).isFinished());
        });
        assertThat(queued).hasSize(25 * 201 + 1).allSatisfy((id, times) -> assertThat(times)
                .isEqualTo(1));
    }

    @Test
    void areNotHeldUpByFilesThatAreSpread() throws Exception {
        start(10_000, this::put);
        List<String> spread = files(25, "{\"spread\":\"PT3H\"}", 10);
        await().atMost(LIMIT)
                .until(() -> spread.stream().allMatch(id -> batch(id).progress().position() == 1));

        String urgent = urgent();

        await().atMost(LIMIT).until(() -> batch(urgent).state() == BatchState.SENDING);
        assertThat(queued).hasSize(26);
    }

    @Test
    void goOnWhereTheyWereWhenTheirFilesWereClosedForOthers() throws Exception {
        start(10_000, this::put);

        List<String> spread = files(25, "{\"spread\":\"PT6S\"}", 5);

        await().atMost(LIMIT)
                .until(() -> spread.stream().allMatch(id -> batch(id).state() == BatchState.SENDING));
        assertThat(queued).hasSize(125).allSatisfy((id, times) -> assertThat(times)
                .isEqualTo(1));
        assertThat(done("file25.result.csv")).hasSize(6);
    }

    @Test
    void keepTheirSpreadOverARestart() throws Exception {
        start(10_000, this::put);
        String id = drop("slow.csv", "#staffetta {\"spread\":\"PT3H\"}\n" + csv(10));
        await().atMost(LIMIT).until(() -> batch(id).progress().position() == 1);

        runner.close();
        start(10_000, this::put);

        await().during(Duration.ofSeconds(3))
                .atMost(LIMIT)
                .until(() -> batch(id).progress().position() == 1);
    }

    @Test
    void keepTheirSpreadOverAPauseAndSendNoBurstAfterIt() throws Exception {
        start(10_000, this::put);
        String id = drop("slow.csv", "#staffetta {\"spread\":\"PT20S\"}\n" + csv(10));
        await().atMost(LIMIT).until(() -> batch(id).progress().position() == 1);

        new Batches(ledger).pause(id);
        new Batches(ledger).resume(id);
        assertThat(batch(id).times().nextAt()).isAfter(batch(id).times().changedAt());
        new Batches(ledger).pause(id);
        await().pollDelay(Duration.ofSeconds(5)).until(() -> true);
        new Batches(ledger).resume(id);

        await().atMost(LIMIT).until(() -> batch(id).progress().position() == 2);
        assertThat(batch(id).times().nextAt())
                .isAfter(batch(id).times().changedAt().plusMillis(1500));
    }
}
