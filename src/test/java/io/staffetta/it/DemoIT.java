package io.staffetta.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.config.Addresses;
import io.staffetta.it.support.GatewayProcess;
import io.staffetta.it.support.RawHttp;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemoIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Test
    void showsEachKindOfThingThatOperatorsSee() {
        try (GatewayProcess gateway = new GatewayProcess().sandbox().demo().start()) {
            await().atMost(LIMIT).until(() -> ask(gateway, "/v1/dead-letters?group=reason")
                    .findValuesAsText("reason")
                    .containsAll(List.of("REFUSED", "UNKNOWN")));
            await().atMost(LIMIT).until(() -> ask(gateway, "/v1/overview").findValuesAsText("kind").stream()
                    .anyMatch(kind -> kind.contains("parked")));
            await().atMost(LIMIT)
                    .until(() -> ask(gateway, "/v1/messages?state=ACCEPTED&limit=1000")
                                    .path("messages")
                                    .size()
                            >= 30);
            assertThat(ask(gateway, "/v1/batches")
                            .path("batches")
                            .path(0)
                            .path("rejected")
                            .asInt())
                    .isEqualTo(3);
        }
    }

    private static JsonNode ask(GatewayProcess gateway, String path) {
        int port = Integer.parseInt(gateway.setting(Addresses.HTTP));
        return RawHttp.request(port, "GET", path)
                .header("Host: 127.0.0.1:" + port)
                .send()
                .json();
    }
}
