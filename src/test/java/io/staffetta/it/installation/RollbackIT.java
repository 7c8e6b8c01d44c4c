package io.staffetta.it.installation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.config.Addresses;
import io.staffetta.it.support.GatewayProcess;
import io.staffetta.it.support.RawHttp;
import io.staffetta.it.support.RunningGateway;
import io.staffetta.it.support.Shell;
import io.staffetta.sandbox.wire.Received;
import org.junit.jupiter.api.Test;

/** An upgrade that is rolled back, as the manual's page on upgrading has it. */
class RollbackIT {

    private static RawHttp request(GatewayProcess gateway, String path, String json) {
        int port = Integer.parseInt(gateway.setting(Addresses.HTTP));
        RawHttp request = json.isEmpty()
                ? RawHttp.request(port, "GET", path).header("Host: 127.0.0.1:" + port)
                : RawHttp.post(port, path, json);
        return request.header("Authorization: Bearer " + gateway.adminToken());
    }

    private static void send(GatewayProcess gateway, String reference, String more) {
        RawHttp message = request(
                gateway,
                "/v1/messages",
                "{\"to\": \"+393330000001\", \"text\": \"%s\", \"reference\": \"%s\"%s}"
                        .formatted(reference, reference, more));
        // Who is answered 503 sends it again, and it is sent once for its reference.
        await().atMost(RunningGateway.LIMIT).untilAsserted(() -> {
            RawHttp.Answer answer = message.send();
            assertThat(answer.status()).as(answer.body()).isIn(200, 202);
        });
    }

    private static void awaitReceived(GatewayProcess gateway, String... texts) {
        await().atMost(RunningGateway.LIMIT)
                .untilAsserted(() -> assertThat(gateway.providers().received())
                        .extracting(Received::text)
                        .containsExactlyInAnyOrder(texts));
    }

    private static JsonNode hold(GatewayProcess gateway) {
        return request(gateway, "/v1/hold", "").send().json();
    }

    @Test
    void goesBackToAllThatWasThereBeforeAndSendsNothingUntilSomebodySaysSo() {
        try (GatewayProcess gateway = new GatewayProcess()) {
            String home = gateway.home().toString();
            gateway.start();
            send(gateway, "before", "");
            awaitReceived(gateway, "before");
            send(gateway, "later", ", \"sendAt\": \"2999-01-01T00:00:00Z\", \"validUntil\": \"2999-01-02T00:00:00Z\"");
            assertThat(gateway.terminate()).isEqualTo(143);

            // Upgrade: cp -a, and the new version starts.
            Shell.run("cp -a \"$1\" \"$1.before\"", home);
            gateway.start();
            assertThat(hold(gateway).path("held").asBoolean()).isFalse();
            send(gateway, "after", "");
            awaitReceived(gateway, "before", "after");
            assertThat(gateway.terminate()).isEqualTo(143);

            // Roll back.
            Shell.run("mv \"$1\" \"$1.after\" && mv \"$1.before\" \"$1\"", home);
            Shell.run("rm -rf \"$1/state\" && cp -a \"$1.after/state\" \"$1/state\"", home);
            gateway.start();

            assertThat(hold(gateway).path("held").asBoolean()).isTrue();
            assertThat(hold(gateway).path("reason").asText()).contains("put back from a backup");
            assertThat(request(gateway, "/v1/messages/before", "").send().body())
                    .contains("ACCEPTED");
            assertThat(request(gateway, "/v1/messages/later", "").send().body()).contains("WAITING");
            assertThat(request(gateway, "/v1/messages/after", "").send().status())
                    .isEqualTo(404);
            send(gateway, "again", "");
            RawHttp.Answer resumed = request(gateway, "/v1/hold/resume", "{}").send();
            assertThat(resumed.json().path("wasHeld").asBoolean())
                    .as(resumed.body())
                    .isTrue();
            awaitReceived(gateway, "before", "after", "again");
        }
    }
}
