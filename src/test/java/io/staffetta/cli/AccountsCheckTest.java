package io.staffetta.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code accounts check} and {@code list} on files, without a gateway. */
class AccountsCheckTest {

    @TempDir
    private Path home;

    @BeforeEach
    void makeHome() throws IOException {
        Files.createDirectories(home.resolve("routes"));
        Path providers = Files.createDirectories(home.resolve("config/providers"));
        for (String name : new String[] {"messagenet.yaml", "plus.yaml", "kpnqwest.yaml"}) {
            Files.copy(Path.of("config/providers", name), providers.resolve(name));
        }
    }

    @Test
    void isContentWithGoodAccounts() throws IOException {
        accounts("""
                default: main
                accounts:
                  main: {provider: messagenet, description: Main, username: "1", password: p}
                """);

        Commands.Result result = run("accounts", "check");

        assertThat(result).isEqualTo(new Commands.Result(0, "ok: 1 account\n", ""));
    }

    @Test
    void warnsOfWhatWillHardlyWork() throws IOException {
        accounts("""
                default: main
                accounts:
                  main: {provider: messagenet, description: Main, username: "1", password: p, limits: {perSecond: 5}}
                  alarms: {provider: plus, description: Alarms, username: u, password: p, failover: [main]}
                  batch: {provider: kpnqwest, description: Batch, username: u, password: p, adminEmail: a@b.example}
                """);

        Commands.Result result = run("accounts", "check");

        assertThat(result.code()).isZero();
        assertThat(result.out().lines())
                .containsExactly(
                        "Warning: account 'alarms' has no address: ask the provider for it, and write it in 'pmfUrl'",
                        "Warning: account 'alarms' has accessVia UUID but no userUuid: ask the provider for it, or use"
                                + " accessVia USERNAME",
                        "Warning: account 'batch' has no address: ask the provider for it, and write it in 'url'",
                        "ok: 3 accounts");
    }

    @Test
    void namesAllProblems() throws IOException {
        accounts("""
                default: nobody
                accounts:
                  main: {provider: messagenet, description: Main, username: "1", senderName: "Much too long a name"}
                """);

        Commands.Result result = run("accounts", "check");

        assertThat(result.code()).isEqualTo(ExitCode.CONFIGURATION);
        assertThat(result.err())
                .contains("password", "nobody", "senderName", "11 characters")
                .contains("accounts.yaml:");
        assertThat(result.out()).isEmpty();
        assertThat(run("accounts", "check", "--json").out()).startsWith("{").contains("\"ok\":false");
    }

    @Test
    void namesSettingsThatAreWrong() throws IOException {
        Files.writeString(home.resolve("config/application.properties"), "staffetta.http.port = x\n");

        assertThat(run("accounts", "check").err()).contains("Setting staffetta.http.port must be a number");
    }

    @Test
    void listsAccountsWithoutAGateway() throws IOException {
        accounts("""
                default: main
                accounts:
                  main: {provider: messagenet, description: Main, username: "1", password: p}
                  old: {provider: messagenet, description: Old, username: "1", password: p, enabled: false}
                """);

        Commands.Result result = run("accounts", "list", "--set", "staffetta.http.port=1");

        assertThat(result.code()).isZero();
        assertThat(result.out().lines())
                .containsExactly(
                        "ID    DEFAULT  PROVIDER    ENABLED  STATE  DESCRIPTION  REASON",
                        "main  yes      messagenet  yes      -      Main         -",
                        "old   -        messagenet  no       -      Old          -");
        assertThat(result.err()).startsWith("No gateway answers at http://127.0.0.1:1");
    }

    private Commands.Result run(String... args) {
        String[] all = Arrays.copyOf(args, args.length + 2);
        all[args.length] = "--home";
        all[args.length + 1] = home.toString();
        return Commands.run(all);
    }

    private void accounts(String yaml) throws IOException {
        Files.writeString(home.resolve("config/accounts.yaml"), yaml);
    }
}
