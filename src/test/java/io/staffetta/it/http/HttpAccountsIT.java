package io.staffetta.it.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.cli.Commands;
import io.staffetta.config.Addresses;
import io.staffetta.it.support.RawHttp;
import io.staffetta.it.support.RawHttp.Answer;
import io.staffetta.it.support.RunningGateway;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Accounts are made, changed, held, tried and deleted over HTTP, while the gateway runs. */
class HttpAccountsIT {

    private static final String ACCOUNTS = """
            # Ours. Ask Anna before you change anything.
            default: reception   # the desk

            accounts:

              reception:
                provider: messagenet
                description: Reception
                username: demo
                password: demo-password
                url: "{{sandbox}}/messagenet/api/send_sms/"
              # for the newsletter
              mailings:
                provider: kpnqwest
                description: Mailings   # many
                username: demo
                password: demo-password
                url: "{{sandbox}}/kpnqwest/sms"
            """;

    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        gateway = RunningGateway.withAccounts(ACCOUNTS)
                .with("staffetta.accounts.reload-seconds", "1")
                .start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    private static Answer ask(String method, String path, String... headers) {
        RawHttp request = gateway.request(Addresses.HTTP, method, path);
        Stream.of(headers).forEach(request::header);
        return request.send();
    }

    private static Answer ask(String method, String path, String body, String header) {
        RawHttp request = gateway.request(Addresses.HTTP, method, path).body(body.getBytes(StandardCharsets.UTF_8));
        return (header.isEmpty() ? request : request.header(header)).send();
    }

    private static Answer done(Answer answer, int status) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        return answer;
    }

    private static String file() throws IOException {
        return Files.readString(gateway.home().resolve("config/accounts.yaml"));
    }

    private static String newAccount(String id, String provider, String path) {
        return """
                {"id": "%s", "provider": "%s", "description": "New one", "username": "demo", "password": "demo-password",
                 "url": "%s%s", "limits": {"perSecond": 5}, "why": "a new contract"}""".formatted(id, provider, gateway.providers().url(), path);
    }

    private static void send(String account, String text) {
        done(
                ask(
                        "POST",
                        "/v1/messages",
                        "{\"to\": \"+393330000001\", \"text\": \"%s\", \"account\": \"%s\"}".formatted(text, account),
                        ""),
                202);
    }

    private static String state(String reference) {
        return ask("GET", "/v1/messages/" + reference)
                .json()
                .at("/messages/0/state")
                .asText();
    }

    private static JsonNode health() {
        JsonNode health = ask2("/observe/health").json();
        return StreamSupport.stream(health.get("checks").spliterator(), false)
                .filter(check -> check.get("name").asText().equals("accounts"))
                .findFirst()
                .orElseThrow();
    }

    private static Answer ask2(String path) {
        return gateway.request(Addresses.MANAGEMENT, "GET", path).send();
    }

    @Test
    void makesChangesAndDeletesAnAccountAndKeepsTheFileAsItIs() throws IOException {
        Answer made = done(ask("POST", "/v1/accounts", newAccount("news", "kpnqwest", "/kpnqwest/sms"), ""), 201);

        assertThat(made.json().at("/password/secret").asBoolean()).isTrue();
        assertThat(made.json().at("/password/set").asBoolean()).isTrue();
        assertThat(made.json().at("/change/came/0").asText()).isEqualTo("news");
        assertThat(made.body()).doesNotContain("demo-password");
        assertThat(file()).contains("# Ours. Ask Anna", "# the desk", "# for the newsletter", "Mailings   # many");
        send("news", "by the new one");

        Answer shown = done(ask("GET", "/v1/accounts/news"), 200);
        String etag = shown.header("ETag");
        String changed = shown.body().replace("New one", "Changed");
        Answer done = done(ask("PUT", "/v1/accounts/news", changed, "If-Match: " + etag), 200);
        assertThat(done.json().at("/change/changed/news")).hasToString("[\"description\"]");
        assertThat(done.header("ETag")).isNotEqualTo(etag);

        Answer lost = done(ask("PUT", "/v1/accounts/news", changed, "If-Match: " + etag), 412);
        assertThat(lost.json().at("/code").asText()).isEqualTo("version_conflict");
        assertThat(lost.json().at("/detail").asText()).contains("last by admin at 20");
        done(ask("PUT", "/v1/accounts/news", changed, ""), 409);

        Answer history = done(ask("GET", "/v1/accounts/history?limit=2"), 200);
        assertThat(history.json().at("/versions/0/action").asText()).isEqualTo("account.change");
        assertThat(history.json().at("/versions/0/differences/0/to").asText()).isEqualTo("Changed");
        assertThat(history.json().at("/versions/1/why").asText()).isEqualTo("a new contract");
        assertThat(history.body()).doesNotContain("demo-password");

        await().atMost(RunningGateway.LIMIT)
                .until(() ->
                        ask("GET", "/v1/accounts/news").json().at("/waiting").asLong() == 0);
        Answer gone = done(ask("DELETE", "/v1/accounts/news"), 200);
        assertThat(gone.json().at("/deleted").asBoolean()).isTrue();
        done(ask("GET", "/v1/accounts/news"), 404);
        long version = history.json().at("/versions/0/version").asLong();
        done(ask("POST", "/v1/accounts/history/" + version + "/restore", "{\"why\": \"needed\"}", ""), 200);
        send("news", "again");
        assertThat(ask("GET", "/v1/accounts/news").json().at("/description").asText())
                .isEqualTo("Changed");
        await().atMost(RunningGateway.LIMIT)
                .until(() ->
                        ask("GET", "/v1/accounts/news").json().at("/waiting").asLong() == 0);
        done(ask("DELETE", "/v1/accounts/news"), 200);
    }

    @Test
    void changesNothingWhenAnEditIsWrongAndTellsEachProblemByField() throws IOException {
        String before = file();

        Answer wrong = done(
                ask(
                        "POST",
                        "/v1/accounts",
                        "{\"id\": \"x\", \"provider\": \"messagenet\", \"sendername\": \"a\","
                                + " \"url\": \"nowhere\"}",
                        ""),
                400);

        assertThat(wrong.json().at("/code").asText()).isEqualTo("account_invalid");
        assertThat(wrong.json().at("/problems").findValuesAsText("field"))
                .contains("description", "username", "password", "sendername", "url");
        assertThat(wrong.body()).contains("did you mean 'senderName'");
        for (String id : new String[] {"../../etc/x", "A", "", "default", "history", "a\\u0000b"}) {
            done(ask("POST", "/v1/accounts", newAccount(id, "plus", "/x"), ""), 400);
        }
        done(ask("POST", "/v1/accounts", newAccount("reception", "plus", "/x"), ""), 409);
        done(ask("POST", "/v1/accounts", "[1]", ""), 400);
        done(ask("POST", "/v1/accounts", "{\"id\": \"x\", \"limits\": {\"a\": {\"b\": {}}}}", ""), 400);
        done(ask("DELETE", "/v1/accounts/reception"), 409);
        assertThat(ask("DELETE", "/v1/accounts/reception").json().at("/code").asText())
                .isEqualTo("account_is_default");
        done(ask("DELETE", "/v1/accounts/none"), 404);
        done(ask("PUT", "/v1/accounts/default", "{\"account\": \"none\"}", ""), 404);
        Answer elsewhere = done(
                ask(
                        "PUT",
                        "/v1/accounts/mailings",
                        "{\"provider\": \"kpnqwest\", \"description\": \"Mailings\","
                                + " \"username\": \"demo\", \"url\": \"http://127.0.0.1:1/\"}",
                        ""),
                409);
        assertThat(elsewhere.json().at("/code").asText()).isEqualTo("secret_needed");
        assertThat(file()).isEqualTo(before);
    }

    @Test
    void makesAnotherAccountTheDefault() throws IOException {
        Answer changed = done(ask("PUT", "/v1/accounts/default", "{\"account\": \"mailings\"}", ""), 200);

        assertThat(changed.json().at("/change/default/before").asText()).isEqualTo("reception");
        assertThat(file()).contains("default: mailings   # the desk");
        done(ask("PUT", "/v1/accounts/default", "{\"account\": \"reception\"}", ""), 200);
        assertThat(file()).contains("default: reception   # the desk");
    }

    @Test
    void holdsAnAccountUntilItsTimeComesAndLosesNothing() {
        Answer paused = pause(Instant.now().plus(Duration.ofHours(1)));
        assertThat(paused.json().at("/state").asText()).isEqualTo("paused");
        assertThat(paused.json().at("/reason").asText()).isEqualTo("maintenance");
        done(
                ask(
                        "POST",
                        "/v1/messages",
                        "{\"to\": \"+393330000001\", \"text\": \"waits\", \"account\": \"mailings\","
                                + " \"reference\": \"held\"}",
                        ""),
                202);

        assertThat(health().at("/message").asText())
                .contains("1 paused: mailings paused since", "by admin: maintenance");
        assertThat(health().at("/status").asText()).isEqualTo("UP");
        assertThat(ask2("/observe/metrics").body()).contains("staffetta_accounts_paused 1.0");
        // A restart does not let it go.
        gateway.stop();
        gateway.start();
        assertThat(state("held")).isEqualTo("QUEUED");
        assertThat(ask("GET", "/v1/accounts/mailings").json().at("/state").asText())
                .isEqualTo("paused");
        Instant until = Instant.now().plusSeconds(2);
        pause(until);
        await().atMost(RunningGateway.LIMIT).until(() -> state("held").equals("ACCEPTED"));
        assertThat(Instant.now()).isAfter(until);

        done(ask("POST", "/v1/accounts/mailings/pause", "", ""), 200);
        assertThat(done(ask("POST", "/v1/accounts/mailings/resume", "", ""), 200)
                        .json()
                        .at("/resumed")
                        .asBoolean())
                .isTrue();
        done(ask("POST", "/v1/accounts/mailings/pause", "{\"until\": \"2020-01-01T00:00:00Z\"}", ""), 400);
        done(ask("POST", "/v1/accounts/mailings/pause", "{\"untill\": \"PT1H\"}", ""), 400);
        done(ask("POST", "/v1/accounts/none/pause", "", ""), 404);
    }

    private Answer pause(Instant until) {
        String wanted = "{\"until\": \"%s\", \"why\": \"maintenance\"}".formatted(until);
        return done(ask("POST", "/v1/accounts/mailings/pause", wanted, ""), 200);
    }

    @Test
    void movesWhatWaitsForAnAccountThatIsDeleted() throws IOException {
        done(ask("POST", "/v1/accounts", newAccount("leaves", "kpnqwest", "/kpnqwest/sms"), ""), 201);
        done(ask("POST", "/v1/accounts/leaves/pause", "", ""), 200);
        for (int i = 0; i < 20; i++) {
            done(
                    ask(
                            "POST",
                            "/v1/messages",
                            ("{\"to\": \"+393330000001\", \"text\": \"m%s\", \"account\": \"leaves\","
                                            + " \"reference\": \"moved-%s\", \"priority\": \"%s\"}")
                                    .formatted(i, i, i % 2 == 0 ? "high" : "normal"),
                            ""),
                    202);
        }

        Answer asked = done(ask("DELETE", "/v1/accounts/leaves"), 409);
        assertThat(asked.json().at("/code").asText()).isEqualTo("messages_waiting");
        assertThat(asked.json().at("/waiting").asLong()).isEqualTo(20);
        done(ask("DELETE", "/v1/accounts/leaves?move-to=none"), 400);
        done(ask("DELETE", "/v1/accounts/leaves?move-to=leaves"), 400);
        Answer gone = done(ask("DELETE", "/v1/accounts/leaves?move-to=reception"), 200);

        assertThat(gone.json().at("/movingTo").asText()).isEqualTo("reception");
        for (int i = 0; i < 20; i++) {
            String reference = "moved-" + i;
            await().atMost(RunningGateway.LIMIT).until(() -> state(reference).equals("ACCEPTED"));
        }
        assertThat(ask("GET", "/v1/messages/moved-7")
                        .json()
                        .at("/messages/0/account")
                        .asText())
                .isEqualTo("reception");
    }

    /** Whoever has had the provider unlock the account has nothing to change, and wants it to send. */
    @Test
    void opensAParkedAccountWhenTheSamePasswordIsEnteredAnew() {
        String account = newAccount("locked", "kpnqwest", "/kpnqwest/sms");
        done(ask("POST", "/v1/accounts", account, ""), 201);
        done(
                ask(
                        "POST",
                        "/v1/messages",
                        "{\"to\": \"+393330000401\", \"text\": \"x\", \"account\": \"locked\"}",
                        ""),
                202);
        awaitParked("locked");

        Answer shown = ask("GET", "/v1/accounts/locked");
        Answer same = done(ask("PUT", "/v1/accounts/locked", shown.body(), "If-Match: " + shown.header("ETag")), 200);
        assertThat(same.json().at("/change/opened")).isEmpty();
        assertThat(same.json().at("/change/words").asText())
                .isEqualTo("nothing changed; it stays parked: 'staffetta accounts unpark locked' opens it, and so does"
                        + " entering its password anew");
        awaitParked("locked");

        shown = ask("GET", "/v1/accounts/locked");
        Answer anew = done(ask("PUT", "/v1/accounts/locked", account, "If-Match: " + shown.header("ETag")), 200);
        assertThat(anew.json().at("/change/opened")).hasToString("[\"locked\"]");
        assertThat(anew.json().at("/change/words").asText())
                .isEqualTo("nothing changed; not parked any more, since the password was entered anew: locked");
        awaitParked("locked");

        Commands.Result told = command("accounts", "set", "locked", "description=New one");
        assertThat(told.out()).contains("'staffetta accounts unpark locked' opens it");
        // Elsewhere it would have that account parked.
        done(
                ask(
                        "POST",
                        "/v1/operations",
                        "{\"kind\": \"cancel\", \"filter\": {\"account\": \"locked\"}, \"why\": \"no\"}",
                        ""),
                201);
        await().atMost(RunningGateway.LIMIT)
                .until(() ->
                        ask("GET", "/v1/accounts/locked").json().at("/waiting").asLong() == 0);
        done(ask("DELETE", "/v1/accounts/locked"), 200);
    }

    private static void awaitParked(String account) {
        await().atMost(RunningGateway.LIMIT).until(() -> ask("GET", "/v1/accounts/" + account)
                .json()
                .at("/state")
                .asText()
                .equals("parked"));
    }

    private static void waiting(String account, String... references) {
        done(ask("POST", "/v1/accounts/" + account + "/pause", "", ""), 200);
        for (String reference : references) {
            done(
                    ask(
                            "POST",
                            "/v1/messages",
                            "{\"to\": \"+393330000001\", \"text\": \"%s\", \"account\": \"%s\", \"reference\": \"%s\"}"
                                    .formatted(reference, account, reference),
                            ""),
                    202);
        }
    }

    @Test
    void asksWhereWhatWaitsGoesWhenAnAccountIsRenamed() {
        done(ask("POST", "/v1/accounts", newAccount("old", "kpnqwest", "/kpnqwest/sms"), ""), 201);
        waiting("old", "renamed-1", "renamed-2");
        String renamed = newAccount("desk", "kpnqwest", "/kpnqwest/sms");

        Answer asked = done(ask("PUT", "/v1/accounts/old", renamed, ""), 409);
        assertThat(asked.json().at("/code").asText()).isEqualTo("messages_waiting");
        assertThat(asked.json().at("/waiting").asLong()).isEqualTo(2);
        assertThat(done(ask("GET", "/v1/accounts/old"), 200).json().at("/state").asText())
                .isEqualTo("paused");
        done(ask("PUT", "/v1/accounts/old?move-to=nobody", renamed, ""), 400);
        Answer done = done(ask("PUT", "/v1/accounts/old?move-to=desk", renamed, ""), 200);

        assertThat(done.json().at("/id").asText()).isEqualTo("desk");
        assertThat(done.json().at("/change/went/0").asText()).isEqualTo("old");
        // Whoever holds an account does not let it go by another name for it.
        assertThat(done.json().at("/state").asText()).isEqualTo("paused");
        await().during(Duration.ofSeconds(2))
                .until(() -> !state("renamed-1").equals("ACCEPTED")
                        && !state("renamed-2").equals("ACCEPTED"));
        done(ask("POST", "/v1/accounts/desk/resume", "", ""), 200);
        for (String reference : List.of("renamed-1", "renamed-2")) {
            await().atMost(RunningGateway.LIMIT).until(() -> state(reference).equals("ACCEPTED"));
        }
        done(ask("GET", "/v1/accounts/old"), 404);
    }

    @Test
    void asksTheSameByCommand() {
        done(ask("POST", "/v1/accounts", newAccount("aged", "kpnqwest", "/kpnqwest/sms"), ""), 201);
        waiting("aged", "command-1");

        Commands.Result refused = command("accounts", "set", "aged", "--rename", "fresh");
        assertThat(refused.err()).contains("1 messages wait for account 'aged'").contains("--move-to");
        assertThat(refused.code()).isEqualTo(1);
        Commands.Result renamed = command("accounts", "set", "aged", "--rename", "fresh", "--move-to", "fresh");
        assertThat(renamed.err()).isEmpty();
        assertThat(renamed.out()).contains("Account 'fresh' is changed");
        assertThat(command("accounts", "resume", "fresh").code()).isZero();

        await().atMost(RunningGateway.LIMIT).until(() -> state("command-1").equals("ACCEPTED"));
    }

    private static Commands.Result command(String... words) {
        return Commands.run(
                Stream.concat(Stream.of(words), gateway.commandLine().stream()).toArray(String[]::new));
    }

    @Test
    void tellsOfWhatWaitsForAnAccountThatWasTakenOutByHandAndOfABrokenFile() throws IOException {
        done(ask("POST", "/v1/accounts", newAccount("byhand", "kpnqwest", "/kpnqwest/sms"), ""), 201);
        done(ask("POST", "/v1/accounts/byhand/pause", "", ""), 200);
        done(
                ask(
                        "POST",
                        "/v1/messages",
                        "{\"to\": \"+393330000001\", \"text\": \"left\", \"account\": \"byhand\","
                                + " \"reference\": \"left\"}",
                        ""),
                202);
        String with = file();
        Path path = gateway.home().resolve("config/accounts.yaml");
        Files.writeString(path, with.replace("description: Mailings", "descriptio: Mailings"));
        await().atMost(RunningGateway.LIMIT)
                .until(() -> health().at("/message").asText().contains("accounts.yaml is wrong since"));
        assertThat(health().at("/message").asText()).contains("account 'mailings', field 'descriptio': unknown field");
        assertThat(ask("GET", "/v1/accounts").body()).contains("\"byhand\"");

        Files.writeString(path, with.substring(0, with.indexOf("\n  byhand:")));
        await().atMost(RunningGateway.LIMIT)
                .until(() -> health().at("/message").asText().contains("1 messages wait for account 'byhand'"));
        assertThat(health().at("/message").asText()).doesNotContain("is wrong");
        await().atMost(RunningGateway.LIMIT).until(() -> ask("GET", "/v1/accounts/history")
                .json()
                .at("/versions/0/action")
                .asText()
                .equals("file.change"));

        done(ask("DELETE", "/v1/accounts/byhand?move-to=mailings"), 200);
        await().atMost(RunningGateway.LIMIT).until(() -> state("left").equals("ACCEPTED"));
        await().atMost(RunningGateway.LIMIT)
                .until(() -> !health().at("/message").asText().contains("byhand"));
    }

    @Test
    void saysWhatARestoreOverABrokenFileDid() throws IOException {
        String right = file();
        Path path = gateway.home().resolve("config/accounts.yaml");
        done(ask("POST", "/v1/accounts", newAccount("later", "kpnqwest", "/kpnqwest/sms"), ""), 201);
        String version = ask("GET", "/v1/accounts/history")
                .json()
                .at("/versions/0/version")
                .asText();
        done(ask("DELETE", "/v1/accounts/later"), 200);
        Files.writeString(path, "default: [");

        Commands.Result first = command("accounts", "restore", version);

        assertThat(first.code()).as(first.err()).isZero();
        assertThat(first.out())
                .contains("the file was wrong, and is right again", "new: later")
                .doesNotContain("nothing changed");
        Files.writeString(path, "default: [");
        Commands.Result second = command("accounts", "restore", version);
        assertThat(second.out())
                .contains("the file was wrong, and is right again; of what was in use: nothing changed");
        done(ask("DELETE", "/v1/accounts/later"), 200);
        assertThat(file()).isEqualTo(right);
    }

    @Test
    void sendsATestAndLooksWithoutSending() {
        Answer test = done(ask("POST", "/v1/accounts/reception/test", "{\"to\": \"+39 333 0000001\"}", ""), 202);
        String id = test.json().at("/messages/0/id").asText();
        await().atMost(RunningGateway.LIMIT).until(() -> state(id).equals("ACCEPTED"));
        done(ask("POST", "/v1/accounts/reception/test", "{}", ""), 400);
        done(ask("POST", "/v1/accounts/none/test", "{\"to\": \"+393330000001\"}", ""), 404);

        Answer check = done(ask("POST", "/v1/accounts/reception/check", "", ""), 200);
        assertThat(check.json().at("/ok").asBoolean()).isTrue();
        assertThat(check.json().at("/checked").findValuesAsText("what")).containsExactly("fields", "dns", "tcp");
        assertThat(check.json().at("/note").asText()).contains("only a message shows");
    }

    @Test
    void tellsTheFieldsOfEachProvider() {
        JsonNode providers = done(ask("GET", "/v1/providers"), 200).json().get("providers");

        assertThat(providers.findValuesAsText("wire")).contains("messagenet", "tim-consip");
        assertThat(providers.get(0).at("/fields/0/label/it").asText()).isEqualTo("Descrizione");
    }
}
