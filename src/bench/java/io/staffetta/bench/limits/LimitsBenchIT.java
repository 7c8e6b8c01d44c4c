package io.staffetta.bench.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.bench.load.Batching;
import io.staffetta.bench.load.Flow;
import io.staffetta.bench.load.RawBroker;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** That the measurement of what the gateway stands on works; not how fast that is. */
class LimitsBenchIT {

    @Test
    void measuresBrokerHttpClientAndDisk() {
        Path report = Path.of("target", "bench", "limits-it.md");

        int code = LimitsMain.command()
                .execute(
                        "--messages=200",
                        "--waiting=300",
                        "--requests=200",
                        "--commits=20",
                        "--rounds=1",
                        "--connections=4",
                        "--latencies=0,5",
                        "--report=" + report);

        assertThat(code).isZero();
        assertThat(report)
                .content()
                .contains(
                        "<!-- limits -->",
                        "two hops, live: one synced send each, 16 producers",
                        "two hops, drain of 300",
                        "4 connections, 5 ms",
                        "p99, ms");
    }

    @Test
    void countsWhatPassesTwoHops() throws Exception {
        try (RawBroker broker = new RawBroker()) {
            Flow flow = broker.twoHops(Batching.FIFTIES, 300);

            assertThat(flow.messages()).isEqualTo(300);
            assertThat(flow.begun()).isLessThan(flow.first());
            assertThat(flow.first()).isLessThan(flow.last());
        }
    }

    @Test
    void takesWhatWasSent() throws Exception {
        try (RawBroker broker = new RawBroker()) {
            broker.send(RawBroker.Wire.TCP, Batching.EACH, 100);

            assertThat(broker.consume(RawBroker.Wire.VM, Batching.EACH, 100).messages())
                    .isEqualTo(100);
        }
    }
}
