package io.staffetta.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.staffetta.account.CurrentAccounts;
import io.staffetta.delivery.DeliverySamples;
import io.staffetta.delivery.Reason;
import io.staffetta.delivery.outcome.OutcomeEvents;
import io.staffetta.delivery.parking.AccountLine;
import io.staffetta.delivery.parking.Parking;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetricsTest {

    /** Where nothing is ever sent. */
    private static final AccountLine IDLE = new AccountLine() {
        @Override
        public void open(String accountId) {}

        @Override
        public void close(String accountId) {}

        @Override
        public Probe probe(String accountId, Trial trial) {
            return Probe.NO_MESSAGE;
        }
    };

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final CurrentAccounts accounts = new CurrentAccounts(DeliverySamples.accounts(
            DeliverySamples.account("main"), DeliverySamples.account("old", "kpnqwest", false)));
    private final Parking parking =
            new Parking(List.of(Duration.ofHours(1)), IDLE, Parking.thread(), DeliverySamples.CLOCK);
    private final Metrics metrics = new Metrics(registry, accounts, parking, (account, kind) -> {});
    private final OutcomeEvents events = new OutcomeEvents(DeliverySamples.CLOCK);

    @AfterEach
    void close() {
        registry.close();
        parking.close();
    }

    @Test
    void neverTakeATagThatASenderChose() {
        for (String account : List.of("393330000001", "393330000002")) {
            metrics.count(events.unroutable(
                    DeliverySamples.message(),
                    account,
                    Reason.UNKNOWN_ACCOUNT,
                    new IllegalArgumentException("no such account")));
        }
        metrics.count(events.unreadable(
                DeliverySamples.ID, "jms", Reason.MALFORMED, new IllegalArgumentException("x").getMessage()));

        assertThat(registry.find("staffetta.outcomes")
                        .tags("outcome", "UNKNOWN_ACCOUNT")
                        .counters())
                .singleElement()
                .satisfies(counter -> {
                    assertThat(counter.count()).isEqualTo(2);
                    assertThat(counter.getId().getTags())
                            .containsExactly(
                                    Tag.of("account", "none"),
                                    Tag.of("outcome", "UNKNOWN_ACCOUNT"),
                                    Tag.of("provider", "none"));
                });
        assertThat(registry.get("staffetta.outcomes")
                        .tags("account", "none", "outcome", "MALFORMED")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void countParkedAccountsAmongTheEnabledOnes() {
        assertThat(gauge("enabled")).isEqualTo(1);
        assertThat(gauge("parked")).isZero();

        parking.park("main", "no credit");
        parking.park("old", "no credit");

        assertThat(gauge("enabled")).isEqualTo(1);
        assertThat(gauge("parked")).isEqualTo(1);
    }

    private double gauge(String name) {
        return registry.get("staffetta.accounts." + name).gauge().value();
    }
}
