package io.staffetta.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.staffetta.ledger.TestLedger;
import java.time.Clock;
import java.time.Duration;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LedgerHealthTest {

    private final TestLedger ledger = new TestLedger(Clock.systemUTC());
    private final LedgerHealth health = new LedgerHealth(ledger.ledger());

    LedgerHealthTest() {
        health.setCamelContext(new DefaultCamelContext());
    }

    @AfterEach
    void close() {
        ledger.ledger().close();
    }

    @Test
    void isDownWithTheReasonWhileTheLedgerCannotBeWritten() {
        assertThat(health.call().getState()).isEqualTo(HealthCheck.State.UP);

        ledger.takeAway();

        assertThat(health.call().getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(health.call().getMessage()).hasValue("cannot be written: the disk is full");
        assertThat(health.isLiveness()).isFalse();

        ledger.bringBack();

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(health.call().getState()).isEqualTo(HealthCheck.State.UP));
    }
}
