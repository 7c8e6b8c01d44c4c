package io.staffetta.batch.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staffetta.batch.BatchFolder;
import io.staffetta.batch.files.PickUp;
import io.staffetta.batch.format.BatchFile;
import io.staffetta.batch.format.Frame;
import io.staffetta.batch.result.ResultCsv;
import io.staffetta.batch.result.ResultEnd;
import io.staffetta.batch.result.ResultLine;
import io.staffetta.batch.result.ResultStatus;
import io.staffetta.batch.result.ResultWriter;
import io.staffetta.batch.text.BatchFileException;
import io.staffetta.batch.text.Row;
import io.staffetta.batch.text.TestFolder;
import io.staffetta.message.MessageId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchFilesTest {

    private static final String HEADER = "row,line,reference,id,recipient,account,segments,status,reason\r\n";
    private static final ResultLine TAKEN =
            new ResultLine(1, 2, "r1", "id1", "+393330000001", "plus", 2, ResultStatus.TAKEN, "");
    private static final ResultLine BAD =
            new ResultLine(2, 3, "", "", "", "", 0, ResultStatus.REJECTED, "Field 'to' must be a phone number, \"so\"");

    @TempDir
    private Path path;

    private BatchFolder folder;

    @BeforeEach
    void make() throws IOException {
        folder = TestFolder.make(path, PickUp.RENAME);
    }

    private String claimed(String name, String text) throws IOException {
        String id = MessageId.next();
        Path place = Files.createDirectory(folder.work().resolve(id));
        Files.writeString(place.resolve(name), text);
        return id;
    }

    private BatchFiles files(String name, String text) throws IOException {
        return new BatchFiles(folder, claimed(name, text), name);
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    private String done(String name) throws IOException {
        return Files.readString(folder.done().resolve(name));
    }

    private static void answer(BatchFiles files, ResultLine... answers) throws IOException {
        try (ResultWriter open = files.answers(0, 0)) {
            for (ResultLine answer : answers) {
                open.add(answer);
            }
            open.force();
        }
    }

    @Test
    void answerEachRowAndKeepTheBadOnesAsTheyAreWritten() throws IOException {
        BatchFiles files = files("orders.csv", "to;text\r\n+393330000001;Ciao\r\n12;\"x\"\r\n");
        List<Row> rows = new ArrayList<>();
        try (BatchFile file = BatchFile.open(Files.newInputStream(files.file()), "orders.csv", folder.defaults());
                ResultWriter answers = files.answers(0, 0)) {
            file.rows().next().ifPresent(rows::add);
            file.rows().next().ifPresent(rows::add);
            answers.add(TAKEN);
            answers.add(BAD);
            answers.reject(rows.get(1), file.rows().frame());
            answers.end(file.rows().frame());
        }

        files.done();

        assertThat(names(folder.done())).containsExactly("orders.csv", "orders.rejected.csv", "orders.result.csv");
        assertThat(done("orders.result.csv"))
                .isEqualTo(HEADER + "1,2,r1,id1,+393330000001,plus,2,taken,\r\n"
                        + "2,3,,,,,,rejected,\"Field 'to' must be a phone number, \"\"so\"\"\"\r\n");
        assertThat(done("orders.rejected.csv")).isEqualTo("to;text\r\n12;\"x\"\r\n");
        assertThat(files.file()).doesNotExist();
        assertThat(files.result()).contains(folder.done().resolve("orders.result.csv"));
    }

    @Test
    void goOnFromWhatTheLedgerKnowsAfterACrash() throws IOException {
        BatchFiles files = files("a.json", "[1,2,3]");
        Frame frame = new Frame(StandardCharsets.UTF_8, "[\n", ",\n", "\n]\n");
        ResultWriter.Lengths known;
        try (ResultWriter answers = files.answers(0, 0)) {
            answers.add(TAKEN);
            answers.reject(bad("1"), frame);
            known = answers.force();
            answers.add(BAD);
            answers.reject(bad("2"), frame);
            answers.end(frame);
        }

        try (ResultWriter answers = files.answers(known.result(), known.rejected())) {
            answers.add(BAD);
            answers.reject(bad("3"), frame);
            answers.end(frame);
        }
        files.done();

        assertThat(done("a.result.csv").lines()).hasSize(3);
        assertThat(done("a.rejected.json")).isEqualTo("[\n1,\n3\n]\n");
        assertThatThrownBy(() -> files.answers(1 << 20, 0)).hasMessageContaining("has lost what was written of it");
    }

    private static Row bad(String written) {
        return Row.bad(1, 1, Row.tooLong(), written);
    }

    @Test
    void overwriteNothingEver() throws IOException {
        Files.writeString(folder.done().resolve("a.csv"), "mine");
        Files.writeString(folder.done().resolve("b.result.csv"), "mine");
        Files.writeString(folder.done().resolve("b~2.rejected.csv"), "mine");
        Files.writeString(folder.error().resolve("c.error.txt"), "mine");
        BatchFiles a = files("a.csv", "a");
        BatchFiles b = files("b.csv", "b");
        answer(a);
        answer(b);

        a.done();
        b.done();
        files("c.csv", "c").failed("why");

        assertThat(names(folder.done()))
                .containsExactly(
                        "a.csv",
                        "a~2.csv",
                        "a~2.result.csv",
                        "b.result.csv",
                        "b~2.rejected.csv",
                        "b~3.csv",
                        "b~3.result.csv");
        assertThat(names(folder.error())).containsExactly("c.error.txt", "c~2.csv", "c~2.error.txt");
        assertThat(done("a.csv")).isEqualTo("mine");
        assertThat(done("a~2.csv")).isEqualTo("a");
        assertThat(folder.error().resolve("c.error.txt")).content().isEqualTo("mine");
        assertThat(folder.error().resolve("c~2.error.txt")).content().isEqualTo("why");
    }

    @Test
    void giveEachOfManyBatchesItsOwnNamesThoughAllMoveAtOnce() throws Exception {
        List<Callable<Void>> moves = new ArrayList<>();
        for (int i = 1; i <= 20; i++) {
            BatchFiles files = files("same.csv", "content " + i);
            answer(files, new ResultLine(i, i, "", "", "", "", 0, ResultStatus.REJECTED, "no"));
            moves.add(() -> {
                files.done();
                return null;
            });
        }
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            for (Future<Void> move : threads.invokeAll(moves)) {
                move.get();
            }
        } finally {
            threads.shutdownNow();
        }

        List<String> names = names(folder.done());
        assertThat(names).hasSize(40);
        for (String name : names) {
            if (!name.endsWith(".result.csv")) {
                String number = done(name).substring("content ".length());
                assertThat(done(name.replace(".csv", ".result.csv"))).contains("\r\n" + number + "," + number + ",");
            }
        }
    }

    @Test
    void moveOnceThoughTheyAreToldTwice() throws IOException {
        String id = claimed("a.csv", "a");
        BatchFiles files = new BatchFiles(folder, id, "a.csv");
        answer(files, TAKEN);

        files.done();
        new BatchFiles(folder, id, "a.csv").done();

        assertThat(names(folder.done())).containsExactly("a.csv", "a.result.csv");
    }

    @Test
    void goOnWithAMoveThatWasCutOff() throws IOException {
        String id = claimed("a.csv", "a");
        BatchFiles files = new BatchFiles(folder, id, "a.csv");
        answer(files, TAKEN);
        // As it is when the names are made, but the old ones not taken away.
        Files.createLink(folder.done().resolve("a.csv"), files.file());
        Files.createDirectories(folder.done().resolve(".batches"));
        Files.writeString(folder.done().resolve(".batches").resolve(id), "1 trying\n");

        files.done();

        assertThat(names(folder.done())).containsExactly("a.csv", "a.result.csv");
        assertThat(files.file()).doesNotExist();
    }

    @Test
    void goOnWithAMoveThatWasCutOffBehindItsMiddle() throws IOException {
        String id = claimed("a.csv", "a");
        BatchFiles files = new BatchFiles(folder, id, "a.csv");
        answer(files, TAKEN);
        Files.writeString(folder.done().resolve("a~2.result.csv"), "moved");
        Files.createFile(folder.done().resolve("a~2.csv"));
        Files.createDirectories(folder.done().resolve(".batches"));
        Files.writeString(folder.done().resolve(".batches").resolve(id), "2 ours\n");

        files.done();

        assertThat(names(folder.done())).containsExactly("a~2.csv", "a~2.result.csv");
        assertThat(done("a~2.csv")).isEqualTo("a");
        assertThat(done("a~2.result.csv")).isEqualTo("moved");
    }

    @Test
    void tellHowEachMessageEndedWhateverBecameOfTheResult() throws IOException {
        BatchFiles files = files("a.csv", "a");
        answer(
                files,
                TAKEN,
                BAD,
                new ResultLine(3, 4, "r3", "id1", "+393330000003", "", 0, ResultStatus.REPEATED, "it came before"),
                new ResultLine(4, 5, "", "id4", "+393330000004", "plus", 1, ResultStatus.TAKEN, ""),
                new ResultLine(5, 6, "", "id5", "+393330000005", "plus", 1, ResultStatus.TAKEN, ""));
        files.done();
        Files.writeString(folder.done().resolve("a.result.csv"), "changed in a spreadsheet");

        files.last().end(ids -> {
            assertThat(ids).containsExactly("id1", "id4", "id5");
            return Map.of(
                    "id1", new ResultEnd("accepted", "", "tim", "p-1"),
                    "id4", new ResultEnd("dead", "=REFUSED: bad number", "", ""));
        });

        assertThat(done("a.final.csv").split("\r\n"))
                .containsExactly(
                        HEADER.strip() + ",providerMessageId",
                        "1,2,r1,id1,+393330000001,tim,2,accepted,,p-1",
                        "2,3,,,,,,rejected,\"Field 'to' must be a phone number, \"\"so\"\"\",",
                        "3,4,r3,id1,+393330000003,,,repeated,it came before,",
                        "4,5,,id4,+393330000004,plus,1,dead,'=REFUSED: bad number,",
                        "5,6,,id5,+393330000005,plus,1,taken,,");
        assertThat(folder.work()).isEmptyDirectory();
        files.last().end(ids -> Map.of());
        assertThat(names(folder.done())).containsExactly("a.csv", "a.final.csv", "a.result.csv");
    }

    @Test
    void areAnsweredLikeTheFirstOfTheSameContent() throws IOException {
        BatchFiles first = files("a.csv", "a");
        answer(first, TAKEN);
        first.done();

        BatchFiles second = files("a.csv", "a");
        second.again(first);
        second.endAgain(first);
        first.last().end(ids -> Map.of("id1", new ResultEnd("accepted", "", "", "p")));
        BatchFiles third = files("b.csv", "a");
        third.again(first);
        third.again(first);
        third.endAgain(first);

        assertThat(names(folder.done()))
                .containsExactly(
                        "a.csv",
                        "a.final.csv",
                        "a.result.csv",
                        "a~2.csv",
                        "a~2.result.csv",
                        "b.csv",
                        "b.final.csv",
                        "b.result.csv");
        assertThat(done("a~2.result.csv")).isEqualTo(done("a.result.csv"));
        assertThat(done("b.final.csv")).isEqualTo(done("a.final.csv"));
        assertThat(folder.work()).isEmptyDirectory();
    }

    @Test
    void sayInWordsWhyAFileCannotBeRead() throws IOException {
        BatchFiles files = files("a.json", "[{}, x");

        files.failed(new BatchFileException(1, 6, "cannot be read as JSON", "close the array"));

        assertThat(names(folder.error())).containsExactly("a.error.txt", "a.json");
        assertThat(folder.error().resolve("a.error.txt")).content().isEqualTo("""
                        This file was not taken in. Nothing of it was sent.

                        File:  a.json
                        Where: line 1, column 6
                        What:  Line 1, column 6 cannot be read as JSON; close the array

                        Mend it, and drop it into inbox again.
                        """.replace("\n", "\r\n"));
        assertThat(folder.work()).isEmptyDirectory();
    }

    @Test
    void leaveTheirFoldersWhateverTheyAreCalled() throws IOException {
        BatchFiles files = new BatchFiles(folder, "../" + MessageId.next(), "../../x/a.csv");

        assertThat(files.file().normalize().startsWith(folder.work())).isTrue();
        assertThat(files.file().getFileName()).hasToString("a.csv");
    }

    @Test
    void cutNamesThatAreTooLongForTheirAnswers() throws IOException {
        String longest = "è".repeat(125) + ".csv";
        BatchFiles files = files(longest, "a");
        answer(files, TAKEN);

        files.done();

        assertThat(names(folder.done())).hasSize(2).allSatisfy(name -> assertThat(
                        name.getBytes(StandardCharsets.UTF_8).length)
                .isBetween(200, 255));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    +393330000001 | +393330000001
                    -5            | -5
                    =1+1          | '=1+1
                    @SUM(A1)      | '@SUM(A1)
                    +39 333       | '+39 333
                    +             | '+
                    --1           | '--1
                    `\\tx`        | `'\\tx`
                    `\\rx`        | `"'\\rx"`
                    `\\nx`        | `"'\\nx"`
                    ＝1+1         | '＝1+1
                    ＋1           | '＋1
                    －1           | '－1
                    ＠SUM(A1)     | '＠SUM(A1)
                    a=b           | a=b
                    'x            | 'x
                    """)
    void areHarmlessInASpreadsheet(String field, String written) {
        assertThat(ResultCsv.line(List.of(field.translateEscapes()))).isEqualTo(written.translateEscapes() + "\r\n");
    }

    @Test
    void holdAMillionCharactersOfARejectedRowAndNothingOfALongerOne() throws IOException {
        BatchFiles files = files("a.csv", "a");
        Frame frame = new Frame(StandardCharsets.UTF_8, "to,text\n", "", "");
        try (ResultWriter answers = files.answers(0, 0)) {
            answers.reject(bad("x".repeat(Row.MAX_LENGTH) + "\n"), frame);
            answers.reject(bad(""), frame);
            answers.end(frame);
        }
        files.done();

        assertThat(files.rejected().map(BatchFilesTest::size)).isEqualTo(Optional.of(Row.MAX_LENGTH + 9L));
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
