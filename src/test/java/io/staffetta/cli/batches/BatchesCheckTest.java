package io.staffetta.cli.batches;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.cli.Commands;
import io.staffetta.cli.terminal.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code batches check} on files, without a gateway. */
class BatchesCheckTest {

    private static final Path SAMPLES = Path.of("src/main/samples");

    @TempDir
    private Path home;

    @BeforeEach
    void makeHome() throws IOException {
        Files.createDirectories(home.resolve("routes"));
        Path providers = Files.createDirectories(home.resolve("config/providers"));
        for (String name : new String[] {"messagenet.yaml", "plus.yaml"}) {
            Files.copy(Path.of("config/providers", name), providers.resolve(name));
        }
        Files.writeString(home.resolve("config/accounts.yaml"), """
                default: main
                accounts:
                  main: {provider: messagenet, description: Main, username: "1", password: p}
                  alarms: {provider: plus, description: Alarms, username: u, password: p}
                  old: {provider: messagenet, description: Old, username: "1", password: p, enabled: false}
                rules:
                  - when: {priority: high}
                    account: alarms
                """);
    }

    static Stream<String> samples() throws IOException {
        try (Stream<Path> files = Files.list(SAMPLES)) {
            return files.map(file -> file.getFileName().toString()).toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void findsEverySampleGood(String sample) {
        Commands.Result result =
                run(List.of("batches", "check", SAMPLES.resolve(sample).toString()));

        assertThat(result.err()).isEmpty();
        assertThat(result.out()).matches("(?s)rows [23], good [23], bad 0\nACCOUNT .*");
        assertThat(result.code()).isZero();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    b01-utf16le-unicode-text.txt, 3
                    b02-utf16le-tab.csv, 3
                    b10-sep-line.csv, 1
                    b11-trailing-sep-header.csv, 2
                    b14-empty-trailing-rows.csv, 1
                    b16-excel-16rows.csv, 19
                    b18-header-upper.csv, 1
                    b33-space-quote.csv, 2
                    """)
    void findsWhatExcelWritesGood(String name, int rows) {
        Commands.Result result = run(List.of("batches", "check", "src/test/resources/batch/" + name));

        assertThat(result.out()).startsWith("rows " + rows + ", good " + rows + ", bad 0\n");
        assertThat(result.code()).isZero();
    }

    @Test
    void readsColumnsByTheNamesThatAnOptionSays() throws IOException {
        Path file = file("tel.csv", "Telefono;Messaggio;Note\n+393330000001;Ciao;x\n");

        Commands.Result suggested = run(List.of("batches", "check", file.toString()));
        assertThat(suggested.err())
                .contains("perhaps 'Telefono' is to, 'Messaggio' is text")
                .contains("columns = Telefono:to, Messaggio:text");
        assertThat(suggested.code()).isEqualTo(ExitCode.FAILED);
        Commands.Result said =
                run(List.of("batches", "check", file.toString(), "--columns", "telefono:to, messaggio:text, note:-"));
        assertThat(said.out()).startsWith("rows 1, good 1, bad 0");
        assertThat(said.code()).isZero();
    }

    @Test
    void tellsHowManyCharactersWouldBeReplaced() throws IOException {
        Path file = file("emoji.csv", "to,text\n+393330000001,\ud83d\udd25 Allarme \ud83e\uddef\n+393330000002,Ciao\n");

        assertThat(run(List.of("batches", "check", file.toString())).out())
                .contains("2 characters that the providers do not carry would be replaced by ?");
        assertThat(run(List.of("batches", "check", "--json", file.toString())).out())
                .contains("\"replaced\":2,\"accounts\":{\"main\":{\"messages\":2,\"segments\":2,\"replaced\":2}}");
    }

    @Test
    void tellsARowWhoseReferenceIsThatOfAnotherRowWithAnotherText() throws Exception {
        Path file = file(
                "conflict.csv", "to,text,reference\n+393330000001,Ciao,a\n333 0000001,Ciao,a\n+393330000001,Salve,a\n");

        Commands.Result result = run(List.of("batches", "check", file.toString()));

        assertThat(result.out())
                .contains("rows 3, good 2, bad 1, 1 of the good with the reference of an earlier row: not sent again")
                .contains("reference  is that of row 1, which has another recipient or text");
    }

    @Test
    void countsByAccountAndTellsWhatIsWrong() throws IOException {
        Path file = file("mixed.csv", """
                to,text,account,priority,reference
                +393330000001,Ciao,,,r1
                +393330000002,%s,,,r2
                +393330000003,Fire,,high,
                12,Ciao,,,r3
                +393330000004,,,,
                +393330000005,Ciao,nobody,,
                +393330000006,Ciao,old,,
                333 0000001,Ciao,,,r1
                +393330000008,Ciao,,urgent,
                +393330000009,Ciao
                """.formatted("x".repeat(200)));

        Commands.Result result = run(List.of("batches", "check", file.toString()));

        assertThat(result.out().lines())
                .containsExactly(
                        "rows 10, good 5, bad 5, 1 of the good with the reference of an earlier row: not sent again",
                        "ACCOUNT  MESSAGES  SEGMENTS",
                        "main     3         4",
                        "alarms   1         1",
                        "(all)    4         5",
                        "ROW  LINE  TO             FIELD     PROBLEM",
                        "4    5     **             to        must be a phone number such as +39 333 0000001, but it is too"
                                + " short or too long for its country",
                        "5    6     +39********04  text      must not be empty or only blanks",
                        "6    7     +39********05  account   No account 'nobody' in accounts.yaml; configured: main,"
                                + " alarms, old",
                        "7    8     +39********06  account   Account 'old' is disabled: set 'enabled: true' for it in"
                                + " accounts.yaml to send with it",
                        "9    10    +39********08  priority  must be high, normal or bulk",
                        "ROW  LINE  SAME REFERENCE AS ROW",
                        "8    9     1");
        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isEqualTo(ExitCode.NOT_ACCEPTED);
    }

    @Test
    void saysWhenTheRowsWouldBeTaken() throws IOException {
        Path file = file("later.csv", """
                #staffetta {"sendAt": "2999-01-01T00:00:00+01:00", "spread": "PT2H"}
                to,text
                +393330000001,Ciao
                +393330000002,Ciao
                """);

        assertThat(run(List.of("batches", "check", file.toString())).out())
                .containsPattern(
                        "\nsendAt 2998-12-31T23:00:00Z: would begin at \\d{4}-\\d\\d-\\d\\d \\d\\d:00:00Z, in \\d+:\\d\\d:\\d\\d\n")
                .endsWith("\nspread PT2H: the rows would be taken in evenly over 2:00:00, 1/h\n");
        assertThat(run(List.of("batches", "check", file.toString(), "--json")).out())
                .contains("\"sendAt\":\"2998-12-31T23:00:00Z\",\"spread\":\"PT2H\"}");
    }

    @Test
    void saysThatAnInstantHasPassed() throws IOException {
        Path file =
                file("past.csv", "#staffetta {\"sendAt\": \"2020-01-01T00:00:00Z\"}\nto,text\n+393330000001,Ciao\n");

        assertThat(run(List.of("batches", "check", "--dry-run", file.toString()))
                        .out())
                .endsWith("\nsendAt 2020-01-01T00:00:00Z: has passed, would begin at once\n");
    }

    @Test
    void showsOnlyAsManyErrorsAsAreAskedFor() throws IOException {
        Path file = file("bad.csv", "to,text\n1,a\n2,b\n3,c\n");

        assertThat(run(List.of("batches", "check", file.toString(), "--errors", "1"))
                        .out())
                .contains("\n1    2 ")
                .doesNotContain("\n2    3 ")
                .endsWith("and 2 more bad rows; --errors shows more of them\n");
        assertThat(run(List.of("batches", "check", file.toString(), "--errors", "0"))
                        .out())
                .isEqualTo("rows 3, good 0, bad 3\nand 3 more bad rows; --errors shows more of them\n");
    }

    @Test
    void tellsMachines() throws IOException {
        Path file = file("a.jsonl", "{\"to\":\"+393330000001\",\"text\":\"Ciao\"}\n{\"to\":\"+393330000002\"}\n");

        Commands.Result result = run(List.of("batches", "check", file.toString(), "--json"));

        assertThat(result.out())
                .isEqualTo("{\"ok\":false,\"rows\":2,\"good\":1,\"bad\":1,\"repeated\":0,\"messages\":1,\"segments\":1,"
                        + "\"accounts\":{\"main\":{\"messages\":1,\"segments\":1}},\"forecast\":{\"main\":{}},"
                        + "\"errors\":[{\"row\":2,\"line\":2,"
                        + "\"to\":\"+39********02\",\"field\":\"text\",\"problem\":\"must not be empty or only blanks\"}],"
                        + "\"repetitions\":[]}\n");
        assertThat(result.code()).isEqualTo(ExitCode.NOT_ACCEPTED);
    }

    @Test
    void saysWhyAFileCannotBeRead() throws IOException {
        Path file = file("a.json", "[{\"to\":\"+393330000001\",\"text\":\"Ciao\"},\n nonsense]");

        Commands.Result words = run(List.of("batches", "check", file.toString()));
        Commands.Result json = run(List.of("batches", "check", file.toString(), "--json"));

        assertThat(words.err())
                .startsWith(file + ": Line 2, column ")
                .contains("cannot be read as JSON; it must be an array of objects")
                .hasLineCount(1);
        assertThat(words.out()).isEmpty();
        assertThat(words.code()).isEqualTo(ExitCode.FAILED);
        assertThat(json.out())
                .startsWith("{\"ok\":false,\"unreadable\":\"Line 2, column ")
                .contains("\"line\":2,\"column\":");
        assertThat(json.code()).isEqualTo(ExitCode.FAILED);
    }

    @Test
    void givesRowsTheirAccountSenderAndPriority() throws IOException {
        Path file = file("a.csv", "to,text\n+393330000001,Ciao\n");

        assertThat(run(List.of("batches", "check", file.toString(), "--priority", "high"))
                        .out())
                .contains("\nalarms ");
        assertThat(run(List.of("batches", "check", file.toString(), "--priority", "high", "--account", "main"))
                        .out())
                .contains("\nmain ");
        assertThat(run(List.of("batches", "check", file.toString(), "--sender", "Much too long a name"))
                        .out())
                .contains("sender  must be at most 16 characters");
    }

    @Test
    void saysThatThereIsNoSuchAccountOrFile() throws IOException {
        Path file = file("a.csv", "to,text\n+393330000001,Ciao\n");

        Commands.Result account = run(List.of("batches", "check", file.toString(), "--account", "nobody"));
        Commands.Result missing =
                run(List.of("batches", "check", home.resolve("none.csv").toString()));

        assertThat(account.err()).startsWith("No account 'nobody'").hasLineCount(1);
        assertThat(account.code()).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(missing.err()).startsWith("No file ").hasLineCount(1);
        assertThat(missing.code()).isEqualTo(ExitCode.FAILED);
    }

    @Test
    void needsAccountsThatAreRight() throws IOException {
        Path file = file("a.csv", "to,text\n+393330000001,Ciao\n");
        Files.writeString(home.resolve("config/accounts.yaml"), "default: main\n");

        Commands.Result result = run(List.of("batches", "check", file.toString()));

        assertThat(result.err()).contains("accounts.yaml");
        assertThat(result.code()).isEqualTo(ExitCode.CONFIGURATION);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                    a.dat    | to,text\\n  | The file has a name that does not tell its format; its extension must be .csv
                    csv      | to,text\\n  | The file has a name that does not tell its format
                    a.txt    | 1\\n        | The file is of fixed width, but has no layout that says where its fields are
                    a.csv    | #staffetta {"acount":"main"}\\nto,text\\n | Line 1 has the key 'acount' after #staffetta, which is unknown; known are template, account
                    """)
    void saysWhyAFileDoesNotTellHowToReadIt(String name, String text, String error) throws IOException {
        Path file = file(name, text.replace("\\n", "\n"));

        Commands.Result result = run(List.of("batches", "check", file.toString()));

        assertThat(result.err()).startsWith(file + ": " + error).hasLineCount(1);
        assertThat(result.code()).isEqualTo(ExitCode.FAILED);
    }

    @Test
    void takesTheFirstLineOfAFileOverTheOptions() throws IOException {
        Path file = file("a.dat", """
                #staffetta {"format":"csv","template":"Dear {{name}}","account":"alarms"}
                to,name
                +393330000001,Ada
                """);

        Commands.Result result = run(List.of("batches", "check", file.toString(), "--account", "main"));

        assertThat(result.out()).contains("rows 1, good 1, bad 0").contains("\nalarms ");
        assertThat(result.code()).isZero();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                    a.csv --format fixed              | A file of fixed width needs a layout
                    a.csv --format xls                | --format must be one of csv, jsonl, json, xml, fixed
                    a.csv --columns tel               | --columns must be columns of the file and what they are
                    a.csv --charset klingon           | --charset is not known; such are UTF-8, windows-1252 and UTF-16
                    a.csv --separator x               | --separator must be comma, semicolon or tab
                    a.csv --template x{{              | The template has {{ without }}
                    a.txt --layout to                 | A layout must be fields
                    a.csv --priority urgent           | --priority must be high, normal or bulk
                    a.csv --errors -1                 | --errors must be a number from 0 to 1000000
                    """)
    void saysWhatIsWrongWithTheCommandLine(String line, String error) {
        Commands.Result result = run(Stream.concat(Stream.of("batches", "check"), Stream.of(line.split(" ")))
                .toList());

        assertThat(result.err()).contains(error).contains("Try 'staffetta batches check --help'");
        assertThat(result.code()).isEqualTo(ExitCode.USAGE);
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(home.resolve(name), text);
    }

    private Commands.Result run(List<String> args) {
        List<String> all = new ArrayList<>(args);
        all.addAll(List.of("--home", home.toString()));
        return Commands.run(all.toArray(String[]::new));
    }
}
