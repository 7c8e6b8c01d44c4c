package io.staffetta.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.staffetta.it.support.PostgresDatabase;
import io.staffetta.ledger.store.LedgerStore;
import io.staffetta.message.MessageId;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Copies of one message that die with two gateways on one PostgreSQL ledger. */
class SharedDeadLetterLeasesIT {

    private EmbeddedPostgres postgres;
    private Ledger one;
    private Ledger other;

    @BeforeEach
    void start() throws IOException {
        postgres = PostgresDatabase.builder().start();
        one = ledger("one");
        other = ledger("other");
    }

    @AfterEach
    void stop() throws IOException {
        one.close();
        other.close();
        postgres.close();
    }

    private Ledger ledger(String name) {
        return new Ledger(
                LedgerStore.postgres(postgres.getJdbcUrl("postgres", "postgres"), "postgres", ""),
                name,
                Duration.ofDays(7),
                Duration.ofMinutes(1),
                Clock.systemUTC());
    }

    private static DeadLetterRecord death(String id) {
        return new DeadLetterRecord(
                id, "jms", 0, "main", "REFUSED", "bad number", Clock.systemUTC().instant());
    }

    private DeadLetterLease asked(DeadLetterRecord death) {
        return one.deadLetterLeases().take(death, 1);
    }

    @Test
    void waitWhileTheOtherGatewayLivesAndTakeItsPlaceWhenItHasDied() {
        DeadLetterRecord death = death(MessageId.next());
        assertThat(other.deadLetterLeases().take(death, 1)).isEqualTo(DeadLetterLease.FIRST);

        // Longer than a claim holds that nobody renews.
        await().during(Duration.ofSeconds(12))
                .atMost(Duration.ofSeconds(60))
                .until(() -> asked(death) == DeadLetterLease.HELD);
        other.close();

        assertThat(asked(death)).isEqualTo(DeadLetterLease.HELD);
        await().atMost(Duration.ofSeconds(60)).until(() -> asked(death) == DeadLetterLease.AGAIN);
    }

    @Test
    void findTheOtherDeadWhenItIsNoted() {
        DeadLetterRecord death = death(MessageId.next());
        assertThat(other.deadLetterLeases().take(death, 1)).isEqualTo(DeadLetterLease.FIRST);
        assertThat(asked(death)).isEqualTo(DeadLetterLease.HELD);

        other.dead(death);

        assertThat(asked(death)).isEqualTo(DeadLetterLease.AGAIN);
    }
}
