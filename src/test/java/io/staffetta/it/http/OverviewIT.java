package io.staffetta.it.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.config.Addresses;
import io.staffetta.it.support.RawHttp;
import io.staffetta.it.support.RawHttp.Answer;
import io.staffetta.it.support.RunningGateway;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What {@code GET /v1/overview} tells of a running gateway. */
class OverviewIT {

    private static final String ACCOUNTS = """
            default: front
            accounts:
              front:
                provider: messagenet
                description: Reception
                username: demo
                password: demo-password
                limits: {perSecond: 50}
                url: "{{sandbox}}/messagenet/api/send_sms/"
              back:
                provider: messagenet
                description: Back office
                username: demo
                password: demo-password
                url: "{{sandbox}}/messagenet/api/send_sms/"
              late:
                provider: messagenet
                description: Going
                username: demo
                password: demo-password
                url: "{{sandbox}}/messagenet/api/send_sms/"
            """;

    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        gateway = RunningGateway.withAccounts(ACCOUNTS)
                .with("staffetta.reports.delays", "1s")
                .start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    private static void send(String to, String account) {
        Answer answer = RawHttp.post(
                        gateway.addresses().port(Addresses.HTTP),
                        "/v1/messages",
                        "{\"to\": \"%s\", \"text\": \"Ciao\", \"account\": \"%s\"}".formatted(to, account))
                .header("Authorization: Bearer " + gateway.token())
                .send();
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
    }

    private static JsonNode overview() {
        Answer answer = gateway.request(Addresses.HTTP, "GET", "/v1/overview").send();
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    private static List<String> needs(JsonNode overview) {
        return StreamSupport.stream(overview.path("needs").spliterator(), false)
                .map(need ->
                        need.path("kind").asText() + " " + need.path("subject").asText())
                .toList();
    }

    private static long sum(JsonNode chart, String kind) {
        return StreamSupport.stream(chart.path("bars").spliterator(), false)
                .mapToLong(bar -> bar.path(kind).asLong())
                .sum();
    }

    private static JsonNode account(JsonNode overview, int place) {
        return overview.path("accounts").path(place);
    }

    @Test
    void tellsWhatNeedsSomebodyAndHowTheAccountsAre() throws Exception {
        for (int i = 1; i <= 4; i++) {
            send("+39333000000" + i, "front");
        }
        send("+393330000400", "front");
        send("+393330000402", "back");
        gateway.request(Addresses.HTTP, "POST", "/v1/accounts/late/pause").send();
        send("+393330000009", "late");
        await().atMost(RunningGateway.LIMIT).untilAsserted(() -> {
            JsonNode now = overview();
            assertThat(needs(now)).contains("dead-letters REFUSED", "parked back", "paused late");
            assertThat(sum(now.path("hour"), "delivered")).isEqualTo(4);
            assertThat(account(now, 1).path("waiting").asInt()).isEqualTo(1);
        });

        gateway.changeAccounts(ACCOUNTS.substring(0, ACCOUNTS.indexOf("  late:")));
        await().atMost(RunningGateway.LIMIT)
                .untilAsserted(() -> assertThat(needs(overview())).contains("account-gone late"));
        gateway.changeAccounts("accounts: [");
        await().atMost(RunningGateway.LIMIT)
                .untilAsserted(() -> assertThat(needs(overview())).contains("accounts-file accounts.yaml"));

        JsonNode now = overview();
        assertThat(needs(now)).last().isEqualTo("no-alert-receivers alerts");
        JsonNode parked = now.path("needs").path(needs(now).indexOf("parked back"));
        assertThat(parked.path("severity").asText()).isEqualTo("error");
        assertThat(parked.path("messages").asInt()).isEqualTo(1);
        assertThat(parked.path("reason").asText()).isNotEmpty();
        assertThat(parked.hasNonNull("since")).isTrue();
        assertThat(parked.hasNonNull("oldest")).isTrue();
        assertThat(now.path("waiting").asInt()).isEqualTo(2);
        assertThat(now.path("deadLetters").asInt()).isEqualTo(1);
        assertThat(sum(now.path("hour"), "taken")).isEqualTo(7);
        assertThat(sum(now.path("day"), "accepted")).isEqualTo(4);
        assertThat(sum(now.path("day"), "dead")).isEqualTo(1);
        assertThat(now.path("hour").path("bars")).hasSize(60);
        assertThat(now.path("day").path("bars")).hasSize(24);
        JsonNode front = account(now, 0);
        assertThat(front.path("state").asText()).isEqualTo("open");
        assertThat(front.path("default").asBoolean()).isTrue();
        assertThat(front.path("limitPerSecond").asInt()).isEqualTo(50);
        assertThat(front.path("accepted").asInt()).isEqualTo(4);
        assertThat(front.path("deliveredShare").asDouble()).isEqualTo(1);
        assertThat(front.hasNonNull("p95Millis")).isTrue();
        assertThat(account(now, 1).path("state").asText()).isEqualTo("parked");
        assertThat(now.toString()).doesNotContain("3330000");
    }

    @Test
    void isNoneOfASendersBusiness() {
        String token = RawHttp.post(
                        gateway.addresses().port(Addresses.HTTP),
                        "/v1/tokens",
                        "{\"name\": \"shop\", \"role\": \"sender\"}")
                .header("Authorization: Bearer " + gateway.token())
                .send()
                .json()
                .path("token")
                .asText();

        Answer answer = RawHttp.request(gateway.addresses().port(Addresses.HTTP), "GET", "/v1/overview")
                .header("Host: 127.0.0.1")
                .header("Authorization: Bearer " + token)
                .send();

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.json().path("code").asText()).isEqualTo("role_too_low");
    }
}
