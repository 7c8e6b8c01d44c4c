package io.staffetta.continuity;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.broker.BrokerConnections;
import io.staffetta.broker.Credentials;
import io.staffetta.broker.embedded.EmbeddedBroker;
import io.staffetta.ledger.Hold;
import io.staffetta.ledger.Ledger;
import io.staffetta.ledger.store.LedgerStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ledger, queues and witness on disk, put back and copied as administrators do. */
class ContinuityIT {

    @TempDir
    private Path folder;

    private Path data;
    private Path machine;

    @BeforeEach
    void prepare() throws IOException {
        data = Files.createDirectory(folder.resolve("data"));
        machine = folder.resolve("machine-id");
        Files.writeString(machine, "0123456789abcdef\n");
    }

    /** One run of a gateway on the data, which tells a number at its start and one while it runs. */
    private Optional<String> run() {
        return run(data, folder.resolve("state"));
    }

    private Optional<String> run(Path at, Path state) {
        try (EmbeddedBroker broker = new EmbeddedBroker(at, "127.0.0.1", 0, 0, Credentials.ANONYMOUS);
                Ledger ledger = ledger(at)) {
            broker.start();
            try (Continuity continuity = new Continuity(
                    at,
                    state,
                    BrokerConnections.factory("vm://staffetta?create=false&async=false", Credentials.ANONYMOUS),
                    ledger,
                    machine)) {
                continuity.look();
                continuity.tellAgain();
            }
            Optional<String> reason = ledger.sending().now().map(Hold::reason);
            ledger.sending().resume();
            return reason;
        }
    }

    private static Ledger ledger(Path at) {
        return new Ledger(
                LedgerStore.embedded(at), "test", Duration.ofDays(7), Duration.ofMinutes(1), Clock.systemUTC());
    }

    private static void copy(Path from, Path to) {
        try {
            if (Files.exists(to)) {
                try (Stream<Path> old = Files.walk(to)) {
                    for (Path file : old.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(file);
                    }
                }
            }
            try (Stream<Path> files = Files.walk(from)) {
                for (Path file : files.toList()) {
                    Files.copy(file, to.resolve(from.relativize(file)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void findsNothingInSeveralStartsNorWhenTheDataAreMovedOrDeleted() throws IOException {
        assertThat(run()).isEmpty();
        assertThat(run()).isEmpty();
        Files.delete(folder.resolve("state/witness"));
        assertThat(run()).isEmpty();
        Path moved = folder.resolve("moved");
        Files.move(data, moved);
        assertThat(run(moved, folder.resolve("state"))).isEmpty();
        Files.createDirectory(data);
        assertThat(run()).isEmpty();
        assertThat(run()).isEmpty();
    }

    @Test
    void findsThatAllOfTheDataWerePutBackAndFindsItOnce() {
        assertThat(run()).isEmpty();
        copy(data, folder.resolve("backup"));
        assertThat(run()).isEmpty();
        copy(folder.resolve("backup"), data);

        assertThat(run()).hasValueSatisfying(why -> assertThat(why)
                .contains("it was put back from a backup", "upgrading.md#it-starts-on-hold"));
        assertThat(run()).isEmpty();
    }

    @Test
    void findsThatOnlyTheQueuesOrOnlyTheLedgerWerePutBackAlsoWithoutItsWitness() throws IOException {
        run();
        copy(data, folder.resolve("backup"));
        run();
        copy(folder.resolve("backup/kahadb"), data.resolve("kahadb"));
        assertThat(run()).hasValueSatisfying(why -> assertThat(why).startsWith("the queues are older than the ledger"));

        copy(data, folder.resolve("backup"));
        run();
        Files.delete(folder.resolve("state/witness"));
        try (Stream<Path> files = Files.list(data)) {
            for (Path file : files.filter(file -> file.getFileName().toString().startsWith("ledger.db"))
                    .toList()) {
                Files.delete(file);
            }
        }
        Files.copy(folder.resolve("backup/ledger.db"), data.resolve("ledger.db"));
        assertThat(run()).hasValueSatisfying(why -> assertThat(why).startsWith("the ledger is older than the queues"));
    }

    @Test
    void findsThatItRunsOnACopyOrOnAnotherMachine() throws IOException {
        run();
        copy(data, folder.resolve("copy"));
        assertThat(run(folder.resolve("copy"), folder.resolve("state of the copy")))
                .hasValueSatisfying(
                        why -> assertThat(why).startsWith("the data were in ").contains("copy"));

        Files.writeString(machine, "another\n");
        assertThat(run()).hasValueSatisfying(why -> assertThat(why).contains("of another machine"));
    }

    @Test
    void findsThatTheLedgerIsPutBackWhileItRuns() {
        try (EmbeddedBroker broker = new EmbeddedBroker(data, "127.0.0.1", 0, 0, Credentials.ANONYMOUS);
                Ledger ledger = ledger(data)) {
            broker.start();
            try (Continuity continuity = new Continuity(
                    data,
                    folder.resolve("state"),
                    BrokerConnections.factory("vm://staffetta?create=false&async=false", Credentials.ANONYMOUS),
                    ledger,
                    machine)) {
                continuity.look();
                continuity.tellAgain();
                continuity.tellAgain();
                ledger.read(connection -> connection
                        .prepareStatement("update continuity set sequence = 1")
                        .executeUpdate());

                continuity.tellAgain();

                assertThat(ledger.sending().now())
                        .hasValueSatisfying(hold -> assertThat(hold.reason()).contains("while it ran"));
            }
        }
        assertThat(folder.resolve("state/witness")).isRegularFile();
    }
}
