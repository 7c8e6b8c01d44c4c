package io.staffetta.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.staffetta.cli.terminal.ExitCode;
import io.staffetta.config.Addresses;
import io.staffetta.it.support.RunningGateway;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line against a gateway that runs with its demo accounts. */
class CommandsIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        gateway = RunningGateway.inSandboxMode().start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @AfterEach
    void leaveNoDeadLetter() {
        run("dead", "discard", "--all", "--yes", "--why", "end of test");
    }

    @Test
    void sendsAndTellsTheOutcome() {
        Commands.Result result = run("send", "--to", "333 0000001", "--text", "Ciao", "--account", "tim", "--wait=20");

        assertThat(result.err()).isEmpty();
        assertThat(result.out())
                .contains(" accepted by account tim, its id there ")
                .contains("after 1 attempt, 1 SMS");
        assertThat(result.code()).isZero();
    }

    @Test
    void sendsNothingForAnAccountThatTheGatewayDoesNotHave() {
        Commands.Result result = run("send", "--to", "333 0000001", "--text", "Ciao", "--account", "nobody");

        assertThat(result)
                .isEqualTo(new Commands.Result(
                        ExitCode.NOT_FOUND,
                        "",
                        "No account 'nobody'; the gateway has kpnqwest, messagenet, plus, tim\n"));
        assertThat(run("dead", "list").out()).isEqualTo("No dead letters\n");
    }

    @Test
    void sendsWithoutWaiting() throws Exception {
        try (MessageConsumer outcomes = gateway.outcomes()) {
            Commands.Result result = run("send", "--to", "+393330000001", "--text", "Ciao");

            assertThat(result.code()).isZero();
            assertThat(result.out()).endsWith(" queued\n");
            assertThat(RunningGateway.nextJson(outcomes).path("id").asText() + " queued\n")
                    .isEqualTo(result.out());
        }
    }

    @Test
    void tellsAtOnceWhatBecameOfTheFirstMessageOfAReference() throws Exception {
        String[] message = {"--to", "333 0000001", "--text", "Ciao", "--reference", "order " + System.nanoTime()};
        Commands.Result first = run(concat("send", message, "--wait=20"));
        String id = first.out().substring(0, 26);

        Commands.Result waiting = run(concat("send", message, "--wait=20"));
        Commands.Result not = run(concat("send", message));
        String[] another = {"--to", "333 0000001", "--text", "Ciao", "--reference", "other " + System.nanoTime()};
        assertThat(run(concat("send", another)).code()).isZero();
        message[3] = "Salve";
        Commands.Result mistake = run(concat("send", message));

        assertThat(List.of(first.code(), waiting.code(), not.code(), mistake.code()))
                .containsExactly(0, 0, 0, 5);
        assertThat(waiting.out())
                .isEqualTo(id + " came before with the same reference, and is ACCEPTED, account "
                        + "messagenet: nothing was sent now\n");
        assertThat(not.out()).isEqualTo(waiting.out());
        assertThat(mistake.out()).contains("REFERENCE_CONFLICT").contains(id);
        assertThat(gateway.providers().received().stream()
                        .filter(received -> received.text().equals("Salve")))
                .isEmpty();
    }

    private static String[] concat(String command, String[] message, String... more) {
        List<String> all = new ArrayList<>(List.of(command));
        all.addAll(List.of(message));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    @Test
    void tellsTheOutcomeOfEachRecipient() throws Exception {
        Commands.Result result = run(
                "send",
                "--to",
                "+393330000001",
                "--to",
                "+393330000400",
                "--to",
                "+393330000002",
                "--text",
                "Ciao",
                "--wait=20",
                "--json");

        JsonNode outcomes = JSON.readTree(result.out());
        assertThat(Stream.of(0, 1, 2).map(i -> outcomes.path(i).path("outcome").asText()))
                .containsExactly("ACCEPTED", "REFUSED", "ACCEPTED");
        assertThat(result.code()).isEqualTo(ExitCode.NOT_ACCEPTED);
    }

    @Test
    void testsAnAccount() {
        assertThat(run("accounts", "test", "plus", "--to", "+393330000001").out())
                .contains("accepted by account plus");
        Commands.Result noSuch = run("accounts", "test", "nobody", "--to", "+393330000001");
        assertThat(noSuch.err()).isEqualTo("No account 'nobody'; the gateway has kpnqwest, messagenet, plus, tim\n");
        assertThat(noSuch.code()).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(run("dead", "list").out()).isEqualTo("No dead letters\n");
    }

    @Test
    void neverForgetsThatAMessageWasPerhapsSent() throws Exception {
        String text = "x".repeat(200);
        run("send", "--to", "+393330000445", "--text", text, "--account", "messagenet", "--wait=20");
        String id = listed("messagenet");

        assertThat(run("dead", "show", id).out())
                .contains("phase             WAIT", "node              ", "perhapsSent       true");
        assertThat(run("dead", "list").out()).contains("PHASE", "NODE", "WAIT");
        assertThat(run("dead", "list", "--phase", "wait").out()).contains(id);
        assertThat(run("dead", "list", "--phase", "crash").out()).isEqualTo("No dead letters\n");
        assertThat(run("dead", "list", "--node", "no-such").out()).isEqualTo("No dead letters\n");
        assertThat(run("dead", "list", "--phase", "hang").code()).isEqualTo(ExitCode.USAGE);
        assertThat(run("dead", "redrive", "--all", "--phase", "WAIT", "--dry-run")
                        .out())
                .startsWith("Would be redriven: 1");

        Commands.Result noSuch = run("dead", "redrive", id, "--to-account", "nobody");
        assertThat(noSuch.code()).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(run("dead", "show", id).out()).contains("UNKNOWN");
        // Too long for that provider, so it dies of a reason that alone would mean it was not sent.
        assertThat(run("dead", "redrive", id, "--to-account", "kpnqwest").code())
                .isZero();
        await().atMost(RunningGateway.LIMIT).untilAsserted(() -> assertThat(
                        run("dead", "list", "--account", "kpnqwest").out())
                .contains(id, "MALFORMED"));

        assertThat(run("dead", "redrive", "--all", "--yes").out())
                .contains("0 redriven", "1 left, the provider may have sent it", id);
    }

    @Test
    void showsTheStateOfAccountsAndUnparksThem() throws Exception {
        Commands.Result list = run("accounts", "list", "--sandbox", "--json");
        assertThat(list.err()).isEmpty();
        assertThat(JSON.readTree(list.out()).findValuesAsText("state")).containsExactly("open", "open", "open", "open");

        assertThat(run("accounts", "unpark", "tim"))
                .isEqualTo(new Commands.Result(0, "Account 'tim' is not parked: it is open\n", ""));
        run("send", "--to", "+393330000401", "--text", "waits", "--account", "kpnqwest", "--wait=2");
        await().atMost(RunningGateway.LIMIT)
                .untilAsserted(() ->
                        assertThat(run("accounts", "list", "--sandbox").out()).contains("parked"));
        assertThat(run("send", "--to", "+393330000401", "--text", "too", "--account", "kpnqwest", "--wait=1")
                        .err())
                .contains("Account 'kpnqwest' is parked: ")
                .contains("staffetta accounts unpark kpnqwest");
        assertThat(run("accounts", "unpark", "kpnqwest"))
                .isEqualTo(new Commands.Result(0, "Account 'kpnqwest' is not parked any more\n", ""));
        Commands.Result noSuch = run("accounts", "unpark", "nobody");
        assertThat(noSuch.err()).isEqualTo("The gateway has no account 'nobody'\n");
        assertThat(noSuch.code()).isEqualTo(ExitCode.NOT_FOUND);
    }

    @Test
    void looksAtAnAccountWithoutSending() {
        Commands.Result looked = run("accounts", "check", "messagenet");

        assertThat(looked.err()).isEmpty();
        assertThat(looked.out()).contains("fields", "tcp", "takes connections").contains("Nothing was sent");
        assertThat(looked.code()).isZero();
        assertThat(run("accounts", "check", "nobody").code()).isEqualTo(ExitCode.NOT_FOUND);
    }

    @Test
    void followsADeadLetterToItsEnd() throws Exception {
        run("send", "--to", "+393330000400", "--text", "Il testo", "--account", "messagenet", "--wait=20");

        String id = listed("messagenet");
        Commands.Result list = run("dead", "list", "--reason", "refused");
        assertThat(list.out())
                .contains(id, "REFUSED", "messagenet", "+39********00")
                .doesNotContain("testo");
        assertThat(run("dead", "list", "--account", "tim").out()).isEqualTo("No dead letters\n");

        assertThat(run("dead", "show", id).out()).contains("+39********00").doesNotContain("testo", "0000400");
        assertThat(run("dead", "show", id, "--reveal").code()).isEqualTo(ExitCode.USAGE);
        assertThat(run("dead", "show", id, "--reveal", "--why", "a test").out()).contains("+393330000400", "Il testo");

        assertThat(run("dead", "redrive", id, "--to-account", "tim", "--dry-run")
                        .out())
                .startsWith("Would be redriven: 1");
        Commands.Result redrive = run("dead", "redrive", id, "--to-account", "tim", "--why", "tim is up");
        assertThat(redrive.out()).startsWith(id + " redriven\n1 redriven\n");
        Awaitility.await().atMost(RunningGateway.LIMIT).until(() -> id("tim").equals(id));
        assertThat(run("dead", "show", id).out()).contains("account           tim");

        assertThat(run("dead", "redrive", id, "--json").out())
                .contains("\"outcomes\":{\"DONE\":1}", "\"id\":\"" + id + "\"");
        Awaitility.await().atMost(RunningGateway.LIMIT).until(() -> id("messagenet")
                .equals(id));

        Commands.Result discard = run("dead", "discard", id, "--why", "wrong number");
        assertThat(discard.out()).startsWith(id + " discarded\n");
        Commands.Result again = run("dead", "discard", id, "--why", "wrong number");
        assertThat(again.err()).isEqualTo("No message to act on " + id + "\n");
        assertThat(again.code()).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(run("dead", "show", id).code()).isEqualTo(ExitCode.NOT_FOUND);

        await().atMost(RunningGateway.LIMIT).untilAsserted(() -> assertThat(
                        run("messages", "show", id).out().lines())
                .anyMatch(line -> line.contains(" tim ") && line.contains("REDRIVEN") && line.contains("by admin"))
                .anyMatch(line -> line.contains("DISCARDED") && line.contains("wrong number")));
    }

    @Test
    void tellsWhatBecameOfAMessage() throws Exception {
        run(
                "send",
                "--to",
                "+393330000001",
                "--text",
                "Il testo",
                "--account",
                "tim",
                "--reference",
                "a/b c",
                "--wait=20");

        Commands.Result shown = run("messages", "show", "a/b c");
        assertThat(shown.err()).isEmpty();
        assertThat(shown.out())
                .contains("reference          a/b c", "state              ACCEPTED", "to                 +39********01")
                .containsPattern("ATTEMPT +BEGUN +MS +ACCOUNT +PROVIDER +OUTCOME +HTTP +CODE +DETAIL")
                .containsPattern("(?m)^1 +20.* tim +tim +ACCEPTED +- +- +its id there ")
                .doesNotContain("testo", "0000001");
        assertThat(run("messages", "show", "a/b c", "--reveal").out()).contains("+393330000001", "Il testo");
        JsonNode json = JSON.readTree(run("messages", "show", "a/b c", "--json").out());
        assertThat(json).hasSize(1);
        assertThat(run("messages", "show", json.at("/0/id").asText()).out()).isEqualTo(shown.out());

        Commands.Result noSuch = run("messages", "show", "nothing");
        assertThat(noSuch).isEqualTo(new Commands.Result(ExitCode.NOT_FOUND, "", "No message nothing\n"));
    }

    @Test
    void listsTheGatewaysAndTellsWhetherOldMessagesAreErased() {
        assertThat(run("nodes", "list").out().lines().toList())
                .hasSize(2)
                .last()
                .asString()
                .contains("ALIVE (answers)");
        assertThat(run("nodes", "list", "--json").out()).contains("\"state\":\"ALIVE\"");
        assertThat(run("retention", "show"))
                .isEqualTo(new Commands.Result(0, "Old messages are erased and deleted\n", ""));
        assertThat(run("retention", "resume"))
                .isEqualTo(new Commands.Result(0, "Old messages are erased and deleted: that was not held\n", ""));
    }

    @Test
    void putsSendingOnHoldAndResumesIt() {
        assertThat(run("hold", "show")).isEqualTo(new Commands.Result(0, "Messages are sent\n", ""));
        assertThat(run("hold", "on", "--why", "the provider is being changed").out())
                .matches("Nothing is sent since .*Z: the provider is being changed.*staffetta hold resume\n");
        assertThat(run("hold", "on", "--why", "x".repeat(201)).err()).contains("at most 200");
        assertThat(run("hold", "show", "--json").out()).contains("\"reason\":\"the provider is being changed\"");
        assertThat(run("hold", "resume")).isEqualTo(new Commands.Result(0, "Messages are sent again\n", ""));
        assertThat(run("hold", "resume").out()).isEqualTo("Messages are sent: that was not on hold\n");
    }

    @Test
    void listsMessagesWithTheirPaths() throws Exception {
        run("send", "--to", "+393330000400", "--text", "Il testo", "--account", "messagenet", "--wait=20");
        String id = listed("messagenet");
        run("dead", "redrive", id, "--to-account", "tim");
        Awaitility.await().atMost(RunningGateway.LIMIT).until(() -> id("tim").equals(id));

        Commands.Result list = run("messages", "list", "--state", "dead", "--account", "tim", "--since", "PT1H");
        assertThat(list.out())
                .containsPattern("ID +TAKEN +STATE +ACCOUNT +TO +PATH\n")
                .containsPattern(id + " +20.* DEAD REFUSED +tim +\\+39\\*{8}00 +messagenet REFUSED, tim REFUSED")
                .doesNotContain("testo", "0000400");
        assertThat(run("messages", "list", "--account", "none").out()).isEqualTo("No messages\n");
        Commands.Result one = run("messages", "list", "--limit", "1", "--json");
        assertThat(JSON.readTree(one.out())).hasSize(1);
        assertThat(one.err()).startsWith("The newest 1, and there may be more");
    }

    @Test
    void sendsAPlainTextWithTheAccountThatTheOperatorChooses() throws Exception {
        gateway.enqueue("Ciao\n", "to", "333 0000001", "account", "nobody");
        Awaitility.await().atMost(RunningGateway.LIMIT).until(() -> !id("nobody")
                .isEmpty());

        try (MessageConsumer outcomes = gateway.outcomes()) {
            run("dead", "redrive", "--all", "--yes", "--reason", "UNKNOWN_ACCOUNT", "--to-account", "kpnqwest");

            JsonNode outcome = RunningGateway.nextJson(outcomes);
            assertThat(outcome.path("outcome").asText()).isEqualTo("ACCEPTED");
            assertThat(outcome.path("account").asText()).isEqualTo("kpnqwest");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"redrive", "discard --why test"})
    void takesAllOnlyWhereYesIsSaidOrATerminalCanBeAsked(String deed) throws Exception {
        run("send", "--to", "+393330000400", "--text", "Ciao", "--wait=20");

        Commands.Result result = run(("dead " + deed + " --all").split(" ", -1));

        assertThat(result.err())
                .isEqualTo("This would " + deed.split(" ", -1)[0]
                        + " 1 dead letter. There is no terminal to ask on: add --yes to do it\n");
        assertThat(result.out()).isEmpty();
        assertThat(result.code()).isEqualTo(ExitCode.USAGE);
        List<Message> left = gateway.browse("sms.dead-letter");
        assertThat(left).hasSize(1);
    }

    @Test
    void findsTheGatewayThatRunsOnItsHomeAndSaysWhichItIs() throws Exception {
        Commands.Result list = bare("accounts", "list");

        assertThat(list.out()).contains("messagenet", "kpnqwest", "plus", "tim-consip", "Demo account");
        assertThat(list.err())
                .isEqualTo("Accounts of the gateway at http://127.0.0.1:"
                        + gateway.addresses().port(Addresses.HTTP) + " (pid "
                        + ProcessHandle.current().pid() + " on "
                        + java.net.InetAddress.getLocalHost().getHostName() + ", run --sandbox)\n");
        assertThat(bare("send", "--to", "+393330000001", "--text", "Ciao", "--wait=20")
                        .code())
                .isZero();
        assertThat(bare("dead", "list").out()).isEqualTo("No dead letters\n");
        Path file = Files.writeString(gateway.home().resolve("some.csv"), "to,text\n+393330000001,Ciao\n");
        Commands.Result check = bare("batches", "check", file.toString());
        assertThat(check.out()).contains("messagenet  1");
        assertThat(check.err()).isEqualTo("With the demo accounts, as run --sandbox runs on this home\n");
    }

    /** Id of the only dead letter of an account; empty if there is none. */
    /** The newest dead letter of an account, as soon as there is one: its sender is told before it is listed. */
    private static String listed(String account) {
        return await().atMost(RunningGateway.LIMIT).until(() -> id(account), id -> !id.isEmpty());
    }

    private static String id(String account) throws Exception {
        JsonNode list = JSON.readTree(
                run("dead", "list", "--account", account, "--json").out());
        return list.path(0).path("id").asText();
    }

    /** Runs a command that is told the home alone. */
    private static Commands.Result bare(String... args) {
        return Commands.run(Stream.concat(
                        Stream.of(args), Stream.of("--home", gateway.home().toString()))
                .toArray(String[]::new));
    }

    private static Commands.Result run(String... args) {
        return Commands.run(Stream.concat(
                        Stream.of(args),
                        Stream.of(
                                "--home",
                                gateway.home().toString(),
                                "--set",
                                Addresses.HTTP + "=" + gateway.addresses().port(Addresses.HTTP),
                                "--set",
                                Addresses.OPENWIRE + "=" + gateway.addresses().port(Addresses.OPENWIRE)))
                .toArray(String[]::new));
    }
}
