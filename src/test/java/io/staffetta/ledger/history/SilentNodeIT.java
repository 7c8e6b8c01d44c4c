package io.staffetta.ledger.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.staffetta.it.support.PostgresDatabase;
import io.staffetta.ledger.Ledger;
import io.staffetta.ledger.NodeRecord;
import io.staffetta.ledger.store.LedgerStore;
import io.staffetta.message.MessageId;
import io.staffetta.message.Priority;
import io.staffetta.message.SmsMessage;
import io.staffetta.operations.LedgerHealth;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two gateways on one PostgreSQL ledger, of which one falls silent. */
class SilentNodeIT {

    private EmbeddedPostgres postgres;

    @BeforeEach
    void start() throws IOException {
        postgres = PostgresDatabase.builder().start();
    }

    @AfterEach
    void stop() throws IOException {
        postgres.close();
    }

    private LedgerStore store() {
        return LedgerStore.postgres(postgres.getJdbcUrl("postgres", "postgres"), "postgres", "");
    }

    private Ledger ledger(LedgerStore store, String name) {
        return new Ledger(store, name, Duration.ofDays(7), Duration.ofMinutes(1), Clock.systemUTC());
    }

    private static Entry entry() {
        SmsMessage message = new SmsMessage(
                MessageId.next(),
                "+393330000001",
                "Ciao",
                "",
                "",
                "",
                Priority.NORMAL,
                "jms",
                Instant.now().plusSeconds(3600),
                Instant.EPOCH,
                false,
                "");
        return new Entry(message, "main", 1, 0, State.TAKEN, "", "", Instant.now());
    }

    private static AttemptDecision begin(Ledger ledger, Entry entry) {
        return ledger.attempts()
                .begin(
                        entry,
                        new MessageVersion(entry.message().id(), 0, 0),
                        "messagenet",
                        ledger.attempts().nextToken(),
                        Instant.now(),
                        true,
                        100);
    }

    @Test
    void isNamedAndItsCutOffAttemptsNameIt() {
        try (Ledger one = ledger(store(), "node1")) {
            LedgerStore dying = store();
            Ledger two = ledger(dying, "node2");
            Entry entry = entry();
            assertThat(begin(two, entry)).isInstanceOf(AttemptDecision.Go.class);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> one.read(one.nodes()::read).size() == 2);
            assertThat(one.nodes().silent()).isEmpty();

            // Without a word, as if it was killed.
            dying.close();

            await().atMost(Duration.ofSeconds(60)).until(() -> one.nodes().silent().stream()
                    .map(NodeRecord::name)
                    .toList()
                    .equals(List.of("node2")));
            LedgerHealth health = new LedgerHealth(one);
            health.setCamelContext(new DefaultCamelContext());
            assertThat(health.call().getState()).isEqualTo(HealthCheck.State.UP);
            assertThat(health.call().getMessage().orElseThrow()).contains("; gateway node2 silent since ");
            assertThat(one.read(one.nodes()::read))
                    .filteredOn(node -> node.state() == NodeRecord.State.SILENT)
                    .extracting(NodeRecord::name)
                    .containsExactly("node2");
            assertThat(begin(one, entry)).isInstanceOfSatisfying(AttemptDecision.Tried.class, tried -> assertThat(
                            tried.attempt().result().detail())
                    .contains("it was gateway node2, silent since "));

            try (Ledger again = ledger(store(), "node2")) {
                assertThat(again.node()).isNotEqualTo(one.node());
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> one.nodes().silent().isEmpty());
            }
            await().atMost(Duration.ofSeconds(60)).until(() -> one.read(one.nodes()::read).stream()
                    .anyMatch(node -> node.state() == NodeRecord.State.STOPPED));
            assertThat(one.nodes().silent()).isEmpty();
        }
    }
}
