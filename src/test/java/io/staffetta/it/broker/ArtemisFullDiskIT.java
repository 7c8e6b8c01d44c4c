package io.staffetta.it.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.staffetta.config.Addresses;
import io.staffetta.it.support.ArtemisServer;
import io.staffetta.it.support.DemoAccounts;
import io.staffetta.it.support.RunningGateway;
import io.staffetta.it.support.SmallDisk;
import io.staffetta.it.support.Traffic;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** An Artemis that takes nothing while its disk is more than nine tenths full, which is what it does unless told otherwise. */
@EnabledIf("io.staffetta.it.support.SmallDisk#isPossible")
class ArtemisFullDiskIT {

    private static final Duration LIMIT = Duration.ofSeconds(90);
    /** What Artemis frees of its journal meanwhile must not take it below nine tenths again. */
    private static final String SIZE = "600m";

    private static final int LEFT = 12 << 20;

    @Test
    void isToldWithoutMakingAnyoneWaitForeverAndLosesNothing() throws Exception {
        ArtemisServer broker = ArtemisServer.thatWatchesItsDisk();
        try (SmallDisk disk = new SmallDisk(broker.folder(), SIZE);
                broker) {
            broker.start();
            try (RunningGateway gateway = RunningGateway.withAccounts(DemoAccounts.YAML)
                    .on(broker)
                    // Recipients are busy here, not the account, which no breaker is to hold up.
                    .with("staffetta.breaker.window", "1000")
                    .with("staffetta.breaker.failures-percent", "100")
                    .start()) {
                Traffic traffic = new Traffic(gateway, broker);
                try (traffic) {
                    awaitMore(traffic);
                    // Artemis writes some files though it takes nothing.
                    disk.fillBut(LEFT);
                    await().atMost(LIMIT).untilAsserted(() -> {
                        assertThat(ready(gateway)).contains("The broker did not confirm in time what it was sent");
                        assertThat(traffic.answers()).containsKey(503);
                    });
                    disk.free();
                    awaitMore(traffic);
                    await().atMost(LIMIT)
                            .untilAsserted(() -> assertThat(ready(gateway)).startsWith("{\"status\":\"UP\""));
                }
                gateway.connect();

                await().atMost(LIMIT).untilAsserted(() -> assertThat(traffic.missing(gateway.browse("sms.dead-letter")))
                        .isEmpty());
                assertThat(traffic.duplicates()).as("sent twice").isZero();
                assertThat(traffic.answers().keySet()).isEqualTo(Set.of(202, 503));
            }
        }
    }

    private static void awaitMore(Traffic traffic) {
        int before = traffic.taken().size();
        await().atMost(LIMIT).until(() -> traffic.taken().size() > before + 100);
    }

    private static String ready(RunningGateway gateway) {
        return gateway.request(Addresses.MANAGEMENT, "GET", "/observe/health/ready")
                .send()
                .body();
    }
}
