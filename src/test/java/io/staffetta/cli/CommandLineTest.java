package io.staffetta.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.cli.terminal.ExitCode;
import io.staffetta.cli.terminal.RateConverter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What can be said of command lines without a gateway. */
class CommandLineTest {

    static Stream<CommandLine> commands() {
        return withSubcommands(StaffettaCommand.line())
                .filter(command -> !List.of("help", "generate-completion").contains(command.getCommandName()));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandHasHelpWithAnExample(CommandLine command) {
        assertThat(command.getCommandSpec().usageMessage().description()).isNotEmpty();
        assertThat(command.getUsageMessage())
                .contains("Example")
                .contains("staffetta ")
                .contains("--help");
        assertThat(command.getCommandSpec().options())
                .allSatisfy(option -> assertThat(option.description()).isNotEmpty());
    }

    @Test
    void readsOnlyTheSubcommandThatIsCalled() {
        assertThat(StaffettaCommand.line().getSubcommands().keySet())
                .filteredOn(name -> !List.of("help", "generate-completion").contains(name))
                .hasSize(20)
                .allSatisfy(name -> assertThat(
                                StaffettaCommand.line(name).getSubcommands().keySet())
                        .containsExactly(name));
        assertThat(List.of("help", "generate-completion", "--help", "message")).allSatisfy(other -> assertThat(
                        StaffettaCommand.line(other, "run").getSubcommands())
                .hasSize(22));
    }

    @Test
    void tellsItsExitCodes() {
        assertThat(Commands.run("--help").out())
                .contains("Exit codes:", "5   not accepted, no outcome in time, or bad rows in a batch file");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    dead lst                              | Did you mean: dead list?
                    send --to 1 --text x --accont y       | Possible solutions: --account
                    run --demo                            | give --sandbox with it
                    send --to 1                           | Missing required option: '--text=TEXT'
                    send --to 1 --text ""                 | The text is empty
                    send --to 1 --text x --account ""     | The account is empty
                    send --to 1 --to 2 --text x --reference r | A reference names one message, but there are 2 recipients
                    send --to 1 --text x --wait=0         | --wait must be 1 second or more
                    send --to 12 --text x                 | --to must be a phone number such as +39 333 0000001
                    send --to 3330000001 --to x --text x  | --to, number 2 of 2, must be a phone number
                    send --to 3330000001 --text x --priority urgent | --priority must be high, normal or bulk
                    send --to 3330000001 --text x --valid-for 10x | --valid-for must be an ISO-8601 duration of more than 0 and at most 30 days, such as PT10M
                    send --to 3330000001 --text x --valid-for P31D | --valid-for must be an ISO-8601 duration of more than 0 and at most 30 days
                    send --to 3330000001 --text x --send-at tomorrow | --send-at must be an ISO-8601 date and time with offset, such as 2026-11-22T10:00:00Z
                    send --to 3330000001 --text x --send-at 2099-01-01T00:00:00Z --valid-for PT1H | --send-at must be before the message's deadline
                    send --to 3330000001 --text x --sender abcdefghijklmnopq | --sender must be at most 16 characters
                    send --to 3330000001 --text x --account A_B | --account must be 1 to 40 of a-z, 0-9 and -
                    accounts test a --to 12               | --to must be a phone number such as +39 333 0000001
                    dead redrive                          | Give ids, or --all
                    dead redrive A --all                  | Give either ids or --all, not both
                    dead redrive A --rate 0/s             | must be a number of messages in a second, such as 5/s
                    dead redrive A --valid-for 2hours     | must be a duration above zero, such as 30m, 2h or 1d
                    dead discard A                        | Missing required option: '--why=TEXT'
                    dead discard A --why ""               | --why is empty
                    messages show                         | Missing required parameter: 'ID-OR-REFERENCE'
                    messages show ""                      | The id or reference is empty
                    messages list --state sent            | expected one of [QUEUED
                    messages list --since whenever        | must be an instant such as 2026-11-22T10:00:00Z, a day such as 2026-11-22, or a duration back such as 30m
                    messages list --since 99999999999d    | must be an instant such as
                    send --to 1 --text x --wait=soon      | must be a number of seconds such as 60, or a duration such as 30s or 2m
                    messages list --since -PT1H           | must be an instant such as
                    messages list --limit 1001            | --limit must be a number from 1 to 1000
                    messages list --account ""            | --account is empty
                    batches show ""                       | The id is empty
                    batches cancel                        | Missing required parameter: 'ID'
                    batches list --state sent             | expected one of [PREPARING
                    batches list --limit 0                | --limit must be a number from 1 to 1000
                    batches list --folder ""              | --folder is empty
                    dead list --reason tired              | expected one of [MALFORMED
                    """)
    void saysWhatIsWrongWithACommandLine(String line, String error) {
        Commands.Result result = Commands.run(Stream.of(line.split(" ", -1))
                .map(word -> word.equals("\"\"") ? "" : word)
                .toArray(String[]::new));

        assertThat(result.err()).contains(error).contains("Try 'staffetta ").doesNotContain("Exception");
        assertThat(result.out()).isEmpty();
        assertThat(result.code()).isEqualTo(ExitCode.USAGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "dead", "accounts", "messages", "batches"})
    void printsItsCommandsWhereNoneIsGiven(String command) {
        Commands.Result result = Commands.run(command.isEmpty() ? new String[0] : new String[] {command});

        assertThat(result.out()).contains("Usage: staffetta " + command, "Commands:");
        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void hasPrepareInHelpAndCompletion() {
        assertThat(Commands.run("--help").out()).containsPattern("(?m)^ +prepare +Makes lib/classes.jsa");
        assertThat(Commands.run("prepare", "--help").out()).contains("half the time");
        assertThat(Commands.run("generate-completion").out()).contains("prepare");
        assertThat(Commands.run("prepare").err()).contains("bin/staffetta of the distribution");
        assertThat(Commands.run("prepare").code()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void readsARate() {
        assertThat(new RateConverter().convert("5/s")).isEqualTo(5);
        assertThat(new RateConverter().convert("20")).isEqualTo(20);
    }

    @Test
    void saysThatNoBrokerAnswers() {
        Commands.Result result = Commands.run(
                "send",
                "--to",
                "+393330000001",
                "--text",
                "Ciao",
                "--home",
                Path.of("").toAbsolutePath().toString(),
                "--set",
                "staffetta.broker.openwire-port=1");

        assertThat(result.err())
                .startsWith("Cannot connect to the broker at tcp://127.0.0.1:1 (")
                .contains("is the gateway running?")
                .hasLineCount(1);
        assertThat(result.code()).isEqualTo(ExitCode.FAILED);
    }

    @Test
    void saysThatNoGatewayAnswersToWhoAsksForDeadLetters() {
        Commands.Result result = Commands.run(
                "dead", "list", "--home", Path.of("").toAbsolutePath().toString(), "--set", "staffetta.http.port=1");

        assertThat(result.err())
                .startsWith("Cannot reach the gateway at http://127.0.0.1:1")
                .contains("is it running?")
                .hasLineCount(1);
        assertThat(result.code()).isEqualTo(ExitCode.FAILED);
    }

    @Test
    void completesInAShell() {
        assertThat(Commands.run("generate-completion").out())
                .contains("redrive", "messages", "resume", "PREPARING")
                .contains("--to-account");
    }

    private static Stream<CommandLine> withSubcommands(CommandLine command) {
        return Stream.concat(
                Stream.of(command),
                command.getSubcommands().values().stream().flatMap(CommandLineTest::withSubcommands));
    }
}
