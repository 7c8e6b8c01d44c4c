package io.staffetta.batch.result;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.message.MessageId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Notes of where the answers of a batch are. */
class ResultArchiveCleanupTest {

    private final Instant yesterday = Instant.now().minus(Duration.ofDays(1));

    @TempDir
    private Path folder;

    private String note(Instant claimed, String suffix) throws IOException {
        String id = MessageId.of("a file of " + claimed + suffix, claimed);
        Path notes = Files.createDirectories(folder.resolve(".batches"));
        Files.writeString(notes.resolve(id + suffix), "1 ours\n");
        return id;
    }

    private List<String> left() throws IOException {
        try (Stream<Path> notes = Files.list(folder.resolve(".batches"))) {
            return notes.map(note -> note.getFileName().toString()).toList();
        }
    }

    @Test
    void goWithTheirBatches() throws Exception {
        String known = note(yesterday.minusSeconds(1), "");
        note(yesterday.minusSeconds(2), "");
        note(yesterday.minusSeconds(3), ".tmp");
        note(yesterday.minusSeconds(4), ".result.csv.gz");
        note(yesterday.minusSeconds(5), ".result.csv.gz.tmp");
        String young = note(Instant.now(), "");
        Files.writeString(folder.resolve(".batches").resolve("README"), "Not ours");

        int deleted = ResultArchiveCleanup.delete(folder, yesterday, ids -> Set.of(known));

        assertThat(deleted).isEqualTo(4);
        assertThat(left()).containsExactlyInAnyOrder(known, young, "README");
    }

    @Test
    void areAskedForInGroups() throws Exception {
        for (int i = 1; i <= 1200; i++) {
            note(yesterday.minusSeconds(i), "");
        }
        Set<Integer> groups = new HashSet<>();

        int deleted = ResultArchiveCleanup.delete(folder, yesterday, ids -> {
            groups.add(ids.size());
            return Set.of();
        });

        assertThat(deleted).isEqualTo(1200);
        assertThat(groups).containsExactlyInAnyOrder(500, 200);
        assertThat(left()).isEmpty();
    }

    @Test
    void needNotBeThere() throws Exception {
        assertThat(ResultArchiveCleanup.delete(folder, yesterday, ids -> Set.of()))
                .isZero();
    }
}
