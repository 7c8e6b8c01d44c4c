package io.staffetta.cli.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.cli.Commands;
import io.staffetta.cli.terminal.ExitCode;
import io.staffetta.it.support.RunningGateway;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The commands that edit accounts, with a gateway that runs and without one. */
class AccountEditCommandsIT {

    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        gateway = RunningGateway.withAccounts("""
                # ours
                default: reception
                accounts:
                  reception:
                    provider: messagenet
                    description: Reception
                    username: demo
                    password: demo-password
                    url: "{{sandbox}}/messagenet/api/send_sms/"
                """).start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    private static Commands.Result run(String... words) {
        return Commands.run(
                Stream.concat(Stream.of(words), gateway.commandLine().stream()).toArray(String[]::new));
    }

    private static Commands.Result runWith(String input, String... words) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        try {
            return run(words);
        } finally {
            System.setIn(before);
        }
    }

    private static String file() throws IOException {
        return Files.readString(gateway.home().resolve("config/accounts.yaml"));
    }

    private static List<String> adding(String id) {
        return List.of(
                "accounts",
                "add",
                id,
                "--provider",
                "kpnqwest",
                "description=Mailings: new",
                "username=demo",
                "limits.perSecond=5",
                "url=" + gateway.providers().url() + "/kpnqwest/sms",
                "--why",
                "contract 7");
    }

    @Test
    void editsByTheRunningGateway() throws IOException {
        edits("mailings");

        Commands.Result paused = run("accounts", "pause", "reception", "--until", "2h", "--why", "maintenance");
        assertThat(paused.out()).as(paused.err()).matches("Account 'reception' is paused until 20.*Z\n");
        assertThat(run("accounts", "list").out()).contains("paused").contains("maintenance");
        assertThat(run("accounts", "resume", "reception").out()).isEqualTo("Account 'reception' is no longer paused\n");
        assertThat(run("accounts", "resume", "reception").out()).isEqualTo("Account 'reception' was not paused\n");
        assertThat(run("accounts", "pause", "nobody").code()).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(run("accounts", "pause", "reception", "--until", "yesterday").code())
                .isEqualTo(ExitCode.CONFIGURATION);
    }

    @Test
    void editsTheFileWhereNoGatewayRuns() throws IOException {
        gateway.stop();
        try {
            edits("offline");
            restoresAFileThatIsWrong();
        } finally {
            gateway.start();
        }
    }

    private void restoresAFileThatIsWrong() throws IOException {
        String right = file();
        assertThat(run("accounts", "default", "nobody").err())
                .startsWith("No gateway runs: this edits " + gateway.home().resolve("config/accounts.yaml"))
                .contains("nobody");
        Files.writeString(gateway.home().resolve("config/accounts.yaml"), right + "acounts: {}\n");

        Commands.Result set = run("accounts", "set", "reception", "enabled=false");
        assertThat(set.code()).isEqualTo(ExitCode.CONFIGURATION);
        assertThat(set.err()).contains("acounts");
        Commands.Result restored = run("accounts", "restore", "1", "--why", "undo");

        assertThat(restored.err()).startsWith("No gateway runs: this edits ");
        assertThat(restored.out())
                .isEqualTo("The accounts are those of version 1. The file was wrong, and is right again\n");
        assertThat(restored.code()).isZero();
        assertThat(file()).isEqualTo(right);
        assertThat(run("accounts", "history").out().lines())
                .anyMatch(line -> line.contains("account.restore") && line.endsWith("undo"));
    }

    private void edits(String id) throws IOException {
        Commands.Result added = runWith("pass word\n", adding(id).toArray(String[]::new));
        assertThat(added.code()).as(added.err()).isZero();
        assertThat(added.out()).isEqualTo("Account '" + id + "' is added. new: " + id + "\n");
        assertThat(file())
                .startsWith("# ours")
                .contains("{{file:secrets/" + id + ".password.")
                .doesNotContain("pass word");

        Commands.Result set = run("accounts", "set", id, "limits.concurrency=3", "enabled=false");
        assertThat(set.code()).as(set.err()).isZero();
        assertThat(set.out()).contains("changed: " + id + " (enabled, limits)");
        assertThat(file()).contains("limits: {perSecond: 5, concurrency: 3}");
        assertThat(run("accounts", "set", id, "enabled=true").code()).isZero();
        assertThat(run("accounts", "default", id).out()).contains("default: " + id + ", was reception");
        assertThat(run("accounts", "remove", id).err()).contains("is the default: make another one the default first");
        assertThat(run("accounts", "default", "reception").code()).isZero();

        Commands.Result wrong = run("accounts", "set", id, "limits.perSecond=many", "usrname=x");
        assertThat(wrong.code()).isEqualTo(ExitCode.CONFIGURATION);
        assertThat(wrong.err()).contains("'limits.perSecond'", "usrname", "did you mean 'username'");
        Commands.Result secret = run("accounts", "set", id, "password=x");
        assertThat(secret.code()).isEqualTo(ExitCode.USAGE);
        assertThat(secret.err()).contains("give --secret password");
        assertThat(run("accounts", "set", "nobody", "enabled=false").code()).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(runWith("", adding("x").toArray(String[]::new)).code()).isEqualTo(ExitCode.USAGE);

        assertThat(run("accounts", "remove", id).code()).isZero();
        Commands.Result history = run("accounts", "history");
        assertThat(history.out()).contains("account.delete", "account.create", "contract 7");
        assertThat(run("accounts", "history", "--json").out()).startsWith("{\"versions\":[{\"version\":");
        Commands.Result never = run("accounts", "restore", "9999");
        assertThat(never.code()).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(never.err()).contains("version 9999");
        assertThat(run("accounts", "default", "reception").code()).isZero();
        Commands.Result restored = run("accounts", "restore", "1");
        assertThat(restored.out()).startsWith("The accounts are those of version 1. ");
        assertThat(restored.code()).isZero();
        assertThat(file()).contains("# ours").doesNotContain(id);
    }
}
