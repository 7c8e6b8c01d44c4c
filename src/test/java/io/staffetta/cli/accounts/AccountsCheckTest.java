package io.staffetta.cli.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.cli.Commands;
import io.staffetta.cli.terminal.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    void warnsOfSecretsThatOnlyTheGatewayHas() throws IOException {
        accounts("""
                default: main
                accounts:
                  main: {provider: messagenet, description: Main, username: "1", password: "{{env:STAFFETTA_NOT_SET}}"}
                  alarms:
                    provider: plus
                    description: Alarms
                    username: u
                    password: "{{ env:STAFFETTA_NOT_SET }}"
                    pmfUrl: "https://{{env:STAFFETTA_NOT_SET}}/pmf"
                    userUuid: "{{env:STAFFETTA_NOT_SET}}"
                """);
        String unset = ": environment variable 'STAFFETTA_NOT_SET' is not set; set it where the gateway is started";

        Commands.Result check = run("accounts", "check");

        assertThat(check.code()).isZero();
        assertThat(check.err()).isEmpty();
        assertThat(check.out())
                .contains("yaml:3: account 'main', field 'password'" + unset)
                .endsWith("ok: 2 accounts\n");
        assertThat(check.out().lines()).hasSize(5).allMatch(line -> line.contains(unset) || line.startsWith("ok"));
        Commands.Result list = run("accounts", "list", "--set", "staffetta.http.port=1");
        assertThat(list.code()).isZero();
        assertThat(list.out()).contains("main ", "alarms ");
        assertThat(list.err()).contains("Warning: ", unset);
        Path file = Files.writeString(home.resolve("some.csv"), "to,text\n+393330000001,Ciao\n");
        Commands.Result batch = run("batches", "check", file.toString());
        assertThat(batch.code()).isZero();
        assertThat(batch.err()).contains("Warning: ", unset);
        assertThat(batch.out()).contains("good 1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{env:PW}",
                "${PW}",
                "$PW",
                "%PW%",
                "{PW}",
                "${env:PW}",
                "$(cat pw)",
                "env:PW",
                "{file:pw}",
                "#{PW}",
                "{{env:PW}",
                "@PW@",
                "ENC(abc)",
                "<password>",
                "!PW!",
                "$env:PW",
                "file:/run/pw",
                "a${PW}b"
            })
    void warnsOfPlaceholdersOfOtherProgramsAndShowsNoneOfThem(String password) throws IOException {
        accounts("""
                default: main
                accounts:
                  main: {provider: messagenet, description: Main, username: "1", password: "%s"}
                """.formatted(password));

        Commands.Result result = run("accounts", "check");

        assertThat(result.out())
                .contains("Warning: ", ":3: account 'main', field 'password': looks like a placeholder")
                .contains("write \"{{env:NAME}}\"")
                .endsWith("ok: 1 account\n")
                .doesNotContain(password);
        assertThat(result.code()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Abc$1", "100%", "a{b}c", "hello!", "x$", "a@b.example", "p<q", "#x", "Segreta1", "a#b", "(x)"})
    void doesNotWarnOfPasswordsThatAreNone(String password) throws IOException {
        accounts("""
                default: main
                accounts:
                  main: {provider: messagenet, description: Main, username: "1", password: "%s"}
                """.formatted(password));

        assertThat(run("accounts", "check")).isEqualTo(new Commands.Result(0, "ok: 1 account\n", ""));
    }

    @Test
    void warnsOfValuesThatYamlCutsOff() throws IOException {
        accounts("""
                default: main   # comments elsewhere are comments
                accounts:
                  main:
                    provider: messagenet   # so is this
                    description: Reception #2
                    username: 12345 # number of the account
                    password: abc #def
                  other:
                    provider: messagenet
                    description: "Reception #2" # quoted
                    username: "1"
                    password: "abc #def" # quoted
                """);

        Commands.Result result = run("accounts", "check");

        assertThat(result.out().lines().filter(line -> line.contains("ends at ' #'")))
                .satisfiesExactly(
                        line -> assertThat(line).contains(":5: account 'main', field 'description'"),
                        line -> assertThat(line).contains(":7: account 'main', field 'password'"));
        assertThat(result.out()).doesNotContain("abc", "def");
        assertThat(result.code()).isZero();
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
