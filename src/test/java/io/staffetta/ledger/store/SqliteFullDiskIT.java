package io.staffetta.ledger.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.staffetta.it.support.SmallDisk;
import io.staffetta.ledger.Ledger;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The embedded ledger on a disk that fills up. */
class SqliteFullDiskIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Path folder =
            Path.of("target", "ledgers", UUID.randomUUID().toString()).toAbsolutePath();

    /** Writes a kilobyte for each input. */
    private static final LedgerCommand<String, String> KILOBYTES = (connection, inputs) -> {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into node (id, name, started_at, seen_at)" + " values (?, '', 0, 0) on conflict do nothing")) {
            for (String input : inputs) {
                insert.setString(1, input + "x".repeat(1024));
                insert.executeUpdate();
            }
        }
        return inputs;
    };

    @Test
    void goesOnByItselfOnceThereIsRoomAgain() {
        assumeThat(SmallDisk.isPossible()).isTrue();
        try (SmallDisk disk = new SmallDisk(folder, "40m");
                LedgerStore store = LedgerStore.embedded(folder);
                Ledger ledger =
                        new Ledger(store, "test", Duration.ofDays(7), Duration.ofMinutes(1), Clock.systemUTC())) {
            for (int time = 0; time < 3; time++) {
                String name = "node-" + time + "-";
                disk.fill();
                await().atMost(LIMIT).until(() -> {
                    var unused = ledger.submit(KILOBYTES, name + UUID.randomUUID());
                    return !ledger.isAvailable();
                });
                // It has looked in vain whether there is room again.
                await().during(Duration.ofSeconds(2)).atMost(LIMIT).until(() -> !ledger.isAvailable());

                disk.free();

                await().atMost(LIMIT).until(ledger::isAvailable);
                assertThat(ledger.submit(KILOBYTES, name + "written").join()).isEqualTo(name + "written");
            }
        }
    }
}
