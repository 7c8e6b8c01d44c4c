package io.staffetta.batch.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.staffetta.batch.format.SpreadsheetFilesTest;
import io.staffetta.batch.result.ResultFormat;
import io.staffetta.batch.result.ResultLine;
import io.staffetta.ledger.batch.BatchState;
import io.staffetta.message.MessageId;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Files of spreadsheets through the engine: their rows, the form of their answers, and who may read these. */
class AnswersLikeTheFileTest extends BatchRunnerSetup {

    private static final String COLUMNS = "row,line,reference,id,recipient,account,segments,status,reason";

    private String dropBytes(String name, byte[] bytes) throws IOException {
        String id = MessageId.next();
        Path file = Files.createDirectory(folder.work().resolve(id)).resolve(name);
        Files.write(file, bytes);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxrw-rw-"));
        runner.accept(folder, file, name);
        return id;
    }

    private String finished(String name, byte[] bytes) throws IOException {
        String id = dropBytes(name, bytes);
        awaitState(id, BatchState.SENDING);
        await().atMost(LIMIT).until(() -> {
            acceptAll();
            return batch(id).isFinished();
        });
        return id;
    }

    private String answer(String name, Charset charset) throws IOException {
        return Files.readString(folder.done().resolve(name), charset);
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
    void sendsEveryRowOfAFileFromTheField(String name, int rows) throws Exception {
        start(10_000, this::put);

        String id = finished(name, Files.readAllBytes(SpreadsheetFilesTest.CASES.resolve(name)));

        assertThat(batch(id).counts().taken()).isEqualTo(rows);
        assertThat(batch(id).counts().rejected()).isZero();
        assertThat(batch(id).counts().accepted()).isEqualTo(rows);
        assertThat(names(folder.error())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    to;text     | ;
                    sep=;~to;text | ;
                    to,text     | ,
                    """)
    void haveTheSeparatorAndTheByteOrderMarkOfTheFile(String header, char separator) throws Exception {
        start(10_000, this::put);
        String csv = header.replace("~", "\r\n") + "\r\n+393330000001;Ciao\r\nnobody;Ciao\r\n";

        finished("plain.csv", csv.replace(';', separator).getBytes(StandardCharsets.UTF_8));
        finished("marked.csv", ("\ufeff" + csv).replace(';', separator).getBytes(StandardCharsets.UTF_8));

        for (String kind : List.of("result", "final")) {
            String columns = (COLUMNS + (kind.equals("final") ? ",providerMessageId" : "")).replace(',', separator);
            assertThat(answer("plain." + kind + ".csv", StandardCharsets.UTF_8))
                    .startsWith(columns + "\r\n1" + separator);
            assertThat(answer("marked." + kind + ".csv", StandardCharsets.UTF_8))
                    .startsWith("\ufeff" + columns + "\r\n1" + separator);
        }
        assertThat(answer("marked.final.csv", StandardCharsets.UTF_8).lines().skip(1))
                .satisfiesExactly(
                        row -> assertThat(row).contains(separator + "accepted" + separator),
                        row -> assertThat(row).contains(separator + "rejected" + separator));
        assertThat(answer("marked.rejected.csv", StandardCharsets.UTF_8))
                .startsWith("\ufeff" + header.replace("~", "\r\n"))
                .endsWith("nobody" + separator + "Ciao\r\n");
    }

    @ParameterizedTest
    @CsvSource({"UTF-16LE", "UTF-16BE"})
    void areWhatExcelReadsOfUtf16(String charset) throws Exception {
        start(10_000, this::put);

        finished("a.csv", "\ufeffto;text\r\n+393330000001;Ciao\r\n".getBytes(charset));

        for (String kind : List.of("result", "final")) {
            String answer = answer("a." + kind + ".csv", StandardCharsets.UTF_16LE);
            assertThat(answer).startsWith("\ufeff" + COLUMNS.replace(',', '\t'));
            assertThat(answer.lines()).hasSize(2);
            assertThat(answer).contains("\t+393330000001\t");
        }
        assertThat(answer("a.final.csv", StandardCharsets.UTF_16LE)).contains("\taccepted\t");
    }

    @Test
    void goOnInTheFormInWhichTheyWereBegun() throws Exception {
        Path begun = path.resolve("begun.csv");
        ResultFormat form = new ResultFormat(';', StandardCharsets.UTF_8, true);
        Files.write(begun, form.header(ResultLine.COLUMNS));

        assertThat(ResultFormat.of(begun, ResultFormat.PLAIN)).isEqualTo(form);
        ResultFormat wide = new ResultFormat('\t', StandardCharsets.UTF_16LE, true);
        Files.write(begun, wide.header(ResultLine.COLUMNS));
        assertThat(ResultFormat.of(begun, ResultFormat.PLAIN)).isEqualTo(wide);
        Files.write(begun, new byte[0]);
        assertThat(ResultFormat.of(begun, form)).isEqualTo(form);
        assertThat(ResultFormat.of(path.resolve("none"), form)).isEqualTo(form);
    }

    static Stream<String> filesThatEndSomewhere() {
        return Stream.of("to;text\n+393330000001;Ciao\nnobody;x\n", "nonsense\n");
    }

    @ParameterizedTest
    @MethodSource("filesThatEndSomewhere")
    void areReadByTheGroupAtMost(String csv) throws Exception {
        start(10_000, this::put);

        String id = dropBytes("a.csv", csv.getBytes(StandardCharsets.UTF_8));
        await().atMost(LIMIT).until(() -> {
            acceptAll();
            return batch(id).isFinished();
        });

        Set<PosixFilePermission> most = PosixFilePermissions.fromString("rw-r-----");
        List<Path> written = new ArrayList<>();
        for (Path place : List.of(folder.done(), folder.error())) {
            try (Stream<Path> files = Files.walk(place)) {
                files.filter(Files::isRegularFile).forEach(written::add);
            }
        }
        assertThat(written).hasSizeGreaterThan(2).allSatisfy(file -> assertThat(most)
                .as(file.toString())
                .containsAll(Files.getPosixFilePermissions(file)));
        assertThat(Files.getPosixFilePermissions(Optional.of(folder.done().resolve("a.csv"))
                        .filter(Files::exists)
                        .orElse(folder.error().resolve("a.csv"))))
                .isEqualTo(PosixFilePermissions.fromString("rw-r-----"));
    }
}
