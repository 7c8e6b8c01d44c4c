package io.staffetta.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.alert.ScriptedMailServer;
import io.staffetta.cli.Commands;
import io.staffetta.config.Addresses;
import io.staffetta.it.support.FreePorts;
import io.staffetta.it.support.GatewayProcess;
import io.staffetta.it.support.RawHttp;
import io.staffetta.it.support.TestCertificate;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Alerts by mail, over STARTTLS with a login, of a gateway that believes the server's certificate. */
class MailAlertsIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String PASSWORD = "mail-password";

    private final GatewayProcess gateway = new GatewayProcess();

    @AfterEach
    void stop() {
        gateway.close();
    }

    private JsonNode ask(String method, String path, String json) {
        int port = Integer.parseInt(gateway.setting(Addresses.HTTP));
        RawHttp request = json.isEmpty()
                ? RawHttp.request(port, method, path).header("Host: 127.0.0.1:" + port)
                : RawHttp.post(port, path, json);
        RawHttp.Answer answer =
                request.header("Authorization: Bearer " + gateway.adminToken()).send();
        assertThat(answer.status()).as(answer.body()).isBetween(200, 202);
        return answer.json();
    }

    private Commands.Result testByCommand() {
        return Commands.run(
                "alerts",
                "test",
                "--home",
                gateway.home().toString(),
                "--set",
                Addresses.HTTP + "=" + gateway.setting(Addresses.HTTP));
    }

    private String health() {
        return RawHttp.request(Integer.parseInt(gateway.setting(Addresses.MANAGEMENT)), "GET", "/observe/health")
                .header("Host: 127.0.0.1")
                .send()
                .body();
    }

    @Test
    void areWrittenWhenTheyBeginAndWhenTheyAreOver() throws Exception {
        int port = FreePorts.next();
        gateway.with("staffetta.alerts.mail.to", "ada@example.com, bob@example.com")
                .with("staffetta.alerts.mail.from", "gateway@example.com")
                .with("staffetta.alerts.mail.host", "127.0.0.1")
                .with("staffetta.alerts.mail.port", Integer.toString(port))
                .with("staffetta.alerts.mail.user", "gateway")
                .with("staffetta.alerts.mail.password", PASSWORD)
                .with("staffetta.alerts.disk-percent", "0")
                .with("staffetta.alerts.parked", "PT1S")
                .with("staffetta.alerts.repeat-after", "PT2S")
                .jvm(
                        "-Djavax.net.ssl.trustStore=" + TestCertificate.trustStore(),
                        "-Djavax.net.ssl.trustStorePassword=" + TestCertificate.PASSWORD)
                .start();

        Commands.Result down = testByCommand();
        assertThat(down.code()).isEqualTo(1);
        assertThat(down.out().lines().skip(1))
                .hasSize(2)
                .allMatch(line -> line.matches("mail +\\S+ +no +it takes no connections"));
        assertThat(health()).contains("mail is not reached (ada@example.com)");
        assertThat(gateway.output()).contains("Alerts do not reach 'mail' (ada@example.com)");

        try (ScriptedMailServer server = new ScriptedMailServer(port)
                .withTls(TestCertificate.server())
                .withLogin("gateway", "another-password")) {
            assertThat(testByCommand().out()).contains("535 wrong user or password");
            assertThat(server.lines()).contains("STARTTLS").noneMatch(line -> line.startsWith("MAIL"));

            server.withLogin("gateway", PASSWORD);
            Commands.Result up = testByCommand();
            assertThat(up.out().lines().skip(1)).hasSize(2).allMatch(line -> line.matches("mail +\\S+ +yes +-"));
            assertThat(up.code()).isZero();
            assertThat(server.mails()).hasSize(2).allMatch(mail -> mail.contains("this is a test, nothing is wrong"));
            assertThat(health()).contains("mail is told").doesNotContain("is not reached");

            String id = ask("POST", "/v1/messages", "{\"to\": \"+393330000401\", \"text\": \"Ciao\"}")
                    .at("/messages/0/id")
                    .asText();
            awaitMail(server, "Subject: Staffetta .*: account 'messagenet' is parked.*");
            ask(
                    "POST",
                    "/v1/operations",
                    "{\"kind\": \"cancel\", \"ids\": [\"" + id + "\"], \"why\": \"nobody of that number\"}");
            await().atMost(LIMIT).until(() -> ask("GET", "/v1/messages/" + id, "")
                    .findValuesAsText("state")
                    .contains("CANCELLED"));
            ask("POST", "/v1/accounts/messagenet/unpark", "{}");
            awaitMail(server, "Subject: Staffetta .*: all clear: no longer: account.*");
            assertThat(String.join("\n", server.mails())).doesNotContain("3330000", "demo-password");
        }
        assertThat(gateway.output()).doesNotContain(PASSWORD);
    }

    private static void awaitMail(ScriptedMailServer server, String subject) {
        await().atMost(LIMIT)
                .until(() -> server.mails().stream()
                                .filter(mail -> mail.lines().anyMatch(line -> line.matches(subject)))
                                .count()
                        >= 2);
    }
}
