package io.staffetta.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.config.Addresses;
import io.staffetta.it.support.DemoAccounts;
import io.staffetta.it.support.RawHttp;
import io.staffetta.it.support.RunningGateway;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A gateway on hold takes what comes and sends nothing, until somebody says so. */
class HoldIT {

    private static final int MESSAGES = 300;

    private final RunningGateway gateway = RunningGateway.withAccounts(
            DemoAccounts.YAML.replaceFirst("(?m)^    url:", "    limits: {concurrency: 3, perSecond: 50}\n    url:"));

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void stopsInTheMidstOfItsWorkAndGoesOnAfterARestartWithNothingLostOrDoubled() throws Exception {
        gateway.start();
        // One by one the gateway sends them while they come.
        gateway.enqueueAtOnce(MESSAGES, "text ", "to", "+393330000001", "account", "messagenet");
        await().atMost(RunningGateway.LIMIT)
                .until(() -> gateway.providers().received().size() >= 5);

        JsonNode held = post("/v1/hold", "{\"why\": \"a suspicion\"}");

        assertThat(held.path("held").asBoolean()).isTrue();
        assertThat(held.path("wasHeld").asBoolean()).isFalse();
        assertThat(held.path("reason").asText()).isEqualTo("a suspicion");
        await().atMost(RunningGateway.LIMIT)
                .until(() -> get("/v1/hold").path("underWay").asInt() == 0);
        int sent = gateway.providers().received().size();
        assertThat(sent).isLessThan(MESSAGES);
        gateway.enqueue("taken on hold", "to", "+393330000001", "account", "messagenet");
        await().atMost(RunningGateway.LIMIT)
                .until(() -> gateway.browse("sms.outbound").isEmpty()
                        && gateway.browse("sms.account.messagenet").size() == MESSAGES - sent + 1);
        assertThat(management("/observe/metrics").body().lines()).contains("staffetta_hold 1.0");
        assertThat(management("/observe/health").status()).isEqualTo(200);
        assertThat(management("/observe/health").body()).contains("nothing is sent since", "a suspicion");

        gateway.stop();
        gateway.start();
        assertThat(get("/v1/hold").path("reason").asText()).isEqualTo("a suspicion");
        assertThat(gateway.providers().received()).hasSize(sent);
        assertThat(post("/v1/hold/resume", "").path("wasHeld").asBoolean()).isTrue();

        await().atMost(RunningGateway.LIMIT)
                .until(() -> gateway.providers().received().size() == MESSAGES + 1);
        assertThat(gateway.providers().counts().twice()).isZero();
        assertThat(gateway.browse("sms.dead-letter")).isEmpty();
        assertThat(management("/observe/metrics").body().lines()).contains("staffetta_hold 0.0");
    }

    @Test
    void refusesWhatItDoesNotUnderstand() throws Exception {
        gateway.start();
        for (String body : new String[] {
            "[]",
            "{\"reason\": \"x\"}",
            "{\"why\": 1}",
            "{\"why\": \"a\\nb\"}",
            "{",
            "{\"why\": \"" + "x".repeat(201) + "\"}"
        }) {
            assertThat(gateway.request(Addresses.HTTP, "POST", "/v1/hold")
                            .body(body.getBytes(UTF_8))
                            .send()
                            .status())
                    .as(body)
                    .isEqualTo(400);
        }
        assertThat(get("/v1/hold").path("held").asBoolean()).isFalse();
    }

    private RawHttp.Answer management(String path) throws IOException {
        return gateway.request(Addresses.MANAGEMENT, "GET", path).send();
    }

    private JsonNode get(String path) throws IOException {
        return gateway.request(Addresses.HTTP, "GET", path).send().json();
    }

    private JsonNode post(String path, String body) throws IOException {
        return gateway.request(Addresses.HTTP, "POST", path)
                .body(body.getBytes(UTF_8))
                .send()
                .json();
    }
}
