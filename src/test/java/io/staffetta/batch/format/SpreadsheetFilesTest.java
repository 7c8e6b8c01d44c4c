package io.staffetta.batch.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.staffetta.batch.text.BatchFileException;
import io.staffetta.batch.text.BatchSettings;
import io.staffetta.batch.text.ColumnMap;
import io.staffetta.batch.text.Row;
import io.staffetta.batch.text.Rows;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as spreadsheets, pandas and other programs write them. */
public class SpreadsheetFilesTest {

    public static final Path CASES = Path.of("src/test/resources/batch");

    private static final BatchSettings FOLDER = new BatchSettings(
            null, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), "", "", "bulk");

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
    void readsWhatExcelWrites(String name, int rows) throws IOException {
        List<Row> read = read(Files.readAllBytes(CASES.resolve(name)), name, FOLDER);

        assertThat(read).hasSize(rows).allSatisfy(row -> {
            assertThat(row.problem()).isNull();
            assertThat(Rows.value(row, "to").replace(" ", "")).startsWith("+393330000");
            assertThat(Rows.value(row, "text").strip()).startsWith("Ciao").doesNotContain("\"");
        });
    }

    @Test
    void readsAQuotedFieldBehindABlankWithItsSeparator() throws IOException {
        List<Row> rows = read(Files.readAllBytes(CASES.resolve("b33-space-quote.csv")), "b33.csv", FOLDER);

        assertThat(Rows.texts(rows)).containsExactly("Ciao, Mario", "Ciao");
    }

    @Test
    void readsAFieldOfSeveralLinesBehindABlank() throws IOException {
        assertThat(texts("to, text\n1, \"a\nb\" \n2 , \"c\"\"d\" , \n")).containsExactly("a\nb", "c\"d");
    }

    @Test
    void takesNothingBetweenAQuoteAndASeparatorButBlanks() throws IOException {
        assertThat(texts("to, text\n1, \"a\" b\n2,c\n").get(0)).contains("nothing between a closing quote");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE", "UTF-8"})
    void aByteOrderMarkGoesBeforeTheCharsetOfTheFolder(String charset) throws IOException {
        byte[] bytes = "\ufeffto;text\r\n1;perché\r\n".getBytes(Charset.forName(charset));

        BatchSettings folder = FOLDER.withCharset(Charset.forName("windows-1252"));
        assertThat(Rows.texts(read(bytes, "a.csv", folder))).containsExactly("perché");
    }

    @Test
    void readsAByteOrderMarkThatStandsThereTwice() throws IOException {
        assertThat(texts("\ufeff\ufeffto,text\n1,a\n")).containsExactly("a");
    }

    @Test
    void namesUtf16ThatHasNoByteOrderMark() throws IOException {
        assertThatExceptionOfType(BatchFileException.class)
                .isThrownBy(() -> read("to,text\n1,a\n".getBytes(StandardCharsets.UTF_16LE), "a.csv", FOLDER))
                .withMessage(
                        "Line 1, column 1 begins as UTF-16LE does, but without a byte order mark; give UTF-16LE as its"
                                + " charset, or save it as UTF-8");
        BatchSettings said = FOLDER.withCharset(StandardCharsets.UTF_16);
        for (Charset charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            assertThat(Rows.texts(read("to,text\n1,a\n".getBytes(charset), "a.csv", said)))
                    .containsExactly("a");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sep=;", "SEP=;", "\"sep=;\"", "sep=;;;", "sep=; ", "\ufeffsep=;"})
    void aSepLineNamesTheSeparator(String line) throws IOException {
        assertThat(texts(line + "\r\nto;text\r\n1;a,b\r\n")).containsExactly("a,b");
        assertThat(texts(line.replace(';', '|') + "\nto|text\n1|a;b\n")).containsExactly("a;b");
    }

    @Test
    void aSepLineMayFollowTheFirstLineAndNameATab() throws IOException {
        assertThat(texts("#staffetta {\"priority\":\"high\"}\nsep=\t\nto\ttext\n1\ta\n"))
                .containsExactly("a");
        assertThatExceptionOfType(BatchFileException.class)
                .isThrownBy(() -> texts("sep=\nto,text\n1,a\n"))
                .withMessage("Line 1 says sep= and no separator; write it behind, as in sep=; or leave the line out");
        assertThatExceptionOfType(BatchFileException.class)
                .isThrownBy(() -> texts("sep=,\n#staffetta {\"priority\":\"high\"}\nto,text\n1,a\n"))
                .withMessageContaining("must be the very first line");
    }

    @Test
    void rejectedRowsHaveTheSepLineOfTheirFile() throws IOException {
        try (BatchFile file =
                open("\ufeffsep=;\r\nto;text\r\n1;a\r\n".getBytes(StandardCharsets.UTF_8), "a.csv", FOLDER)) {
            file.rows().next();
            assertThat(file.rows().frame().head()).isEqualTo("\ufeffsep=;\r\nto;text\r\n");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "to;text;;;\n1;a;;;\n;;;;\n2;b\n",
                "\n;;\nto;text\n1;a\n \n;\n; ;\n\"\";\"\"\n2;b;\n;;;;;;\n\n\n",
                "to;text;\r1;a;\r;;\r2;b;\r",
                "to;text\r\n1;a\n2;b\r",
                "TO ;\u00a0Text\n1;a\n2;b",
                "\"To\";\"\u200bTEXT\"\n1;a\n2;b\n\u001a",
                "to;text\n1;a\n2;b\u001a\u001a\u001a",
                "to;text;priority;sendAt\n1;a\n2;b; ;\n",
                "\"\";to;text\n0;1;a\n1;2;b\n",
                "Unnamed: 0;to;text\n0;1;a\n1;2;b\n",
            })
    void readsWhatSpreadsheetsLeaveAround(String file) throws IOException {
        List<Row> rows = read(file.getBytes(StandardCharsets.UTF_8), "a.csv", FOLDER);

        assertThat(Rows.texts(rows)).containsExactly("a", "b");
        assertThat(rows).extracting(row -> Rows.value(row, "to")).containsExactly("1", "2");
        assertThat(rows).extracting(Row::number).containsExactly(1L, 2L);
    }

    @Test
    void readsOverThousandsOfEmptyRows() throws IOException {
        assertThat(texts("to;text\n1;a\n" + ";\r\n".repeat(200_000) + "2;b\n")).containsExactly("a", "b");
    }

    @Test
    void losesNothingThatStandsInAColumnWithoutAName() throws IOException {
        assertThat(texts("to;text;\n1;Ciao; Mario\n2;b;\n").get(0))
                .isEqualTo(
                        "Message must have nothing in a column without a name, but has something in column 3; a field"
                                + " that has the separator in it needs quotes");
        assertThat(texts(";to;text\nAda;1;a\n").get(0)).contains("has something in column 1");
        assertThat(texts("to,text\n1,“Ciao, Mario”\n").get(0))
                .endsWith("one that has the separator in it needs quotes of the form \", not those of printers");
    }

    @Test
    void knowsARowOfBlanksAroundOtherFieldsAndLeavesTheText() throws IOException {
        Row row = read("to, priority, text\n 1 , high , a \n".getBytes(StandardCharsets.UTF_8), "a.csv", FOLDER)
                .get(0);

        assertThat(Rows.value(row, "priority")).isEqualTo("high");
        assertThat(Rows.value(row, "text")).isEqualTo(" a ");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                    Telefono;Messaggio             | Telefono:to, Messaggio:text
                    Cellulare;Testo                | Cellulare:to, Testo:text
                    Numero di telefono,Testo SMS   | Numero di telefono:to, Testo SMS:text
                    N. Cell.\tMessage Body         | N. Cell.:to, Message Body:text
                    Destinatario;Mesaggio;to       | Destinatario:to, Mesaggio:text
                    to;txet;Rif                    | txet:text, Rif:reference
                    to;text;Mittente;Priorità      | Mittente:sender, Priorità:priority
                    to;text;valid until;Data invio | valid until:validUntil, Data invio:sendAt
                    """)
    void suggestsWhatAColumnProbablyIs(String header, String columns) {
        assertThatExceptionOfType(BatchFileException.class)
                .isThrownBy(() -> texts(header + "\n+39 333 0000001;Ciao;x;y\n"))
                .satisfies(e -> assertThat(e.getMessage())
                        .contains("or say columns = " + columns + " for the folder, or {\"columns\":\"" + columns
                                + "\"}"));
    }

    @Test
    void repeatsNothingOfARowThatStandsWhereTheHeaderShould() {
        assertThatExceptionOfType(BatchFileException.class)
                .isThrownBy(() -> texts("+39 333 0000001;Chiama il numero;x\n"))
                .satisfies(e ->
                        assertThat(e.getMessage()).doesNotContain("0000001").doesNotContain("Chiama"));
        assertThatExceptionOfType(BatchFileException.class)
                .isThrownBy(() -> texts("“to”,“text”\n1,a\n"))
                .withMessageContaining("printer's quotes");
    }

    @Test
    void takesAHeaderWhoseFirstNameIsIdForNoOtherFormat() throws IOException {
        assertThat(texts("#staffetta {\"columns\":\"phone:To,id:-\"}\nID;Phone;Text\n7;1;a\n"))
                .containsExactly("a");
        assertThatExceptionOfType(BatchFileException.class)
                .isThrownBy(() -> texts("ID;Phone;Text\n7;1;a\n"))
                .withMessageContaining("ID:reference, Phone:to");
    }

    @Test
    void takesColumnsByTheNamesThatSomebodySays() throws IOException {
        String file = "telefono;Messaggio;Note\n1;a;x\n2;b;\n";
        String columns = "Telefono : to, messaggio:text, note:-";

        assertThat(texts("#staffetta {\"columns\":\"" + columns + "\"}\n" + file))
                .containsExactly("a", "b");
        BatchSettings folder = new BatchSettings(
                null,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "",
                "",
                "bulk",
                ColumnMap.parse(columns));
        List<Row> rows = read(file.getBytes(StandardCharsets.UTF_8), "a.csv", folder);
        assertThat(Rows.value(rows.get(0), "to")).isEqualTo("1");
        assertThat(rows.get(0).values()).doesNotContainKey("-").hasSize(2);
        assertThat(Rows.texts(read(
                        "[{\"Telefono\":\"1\",\"messaggio\":\"a\",\"note\":7}]".getBytes(StandardCharsets.UTF_8),
                        "a.json",
                        folder)))
                .containsExactly("a");
        assertThat(Rows.texts(
                        read("{\"telefono\":\"1\",\"to\":\"2\"}".getBytes(StandardCharsets.UTF_8), "a.jsonl", folder)))
                .containsExactly("Field 'to' must be given only once");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "to", "a:", ":to", "a:to,", "a:to,A:text"})
    void refusesColumnsThatAreNone(String columns) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> ColumnMap.parse(columns))
                .withMessageStartingWith("must be columns of the file and what they are, such as telefono:to");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.csv", "a.jsonl", "a.json", "a.xml"})
    void aFileWithANulIsNotWhole(String name) {
        String text =
                switch (name) {
                    case "a.csv" -> "to,text\n1,a\n";
                    case "a.jsonl" -> "{\"to\":\"1\",\n";
                    case "a.json" -> "[\n{\"to\":\"1\",\"text\":\"a\"},\n";
                    default -> "<messages>\n<message>\n";
                };
        assertThatExceptionOfType(BatchFileException.class)
                .isThrownBy(() -> read((text + "\0\0\0\0").getBytes(StandardCharsets.UTF_8), name, FOLDER))
                .withMessageStartingWith("Line " + (text.lines().count() + 1) + " has a NUL, which no text has");
        assertThatExceptionOfType(BatchFileException.class)
                .isThrownBy(
                        () -> read(("\ufeff" + text + "\0\0\0\0").getBytes(StandardCharsets.UTF_16LE), name, FOLDER))
                .withMessageContaining(" has a NUL");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                    PK\\u0003\\u0004x               | is a workbook of Excel or OpenDocument (.xlsx, .ods), or another archive (zip); if it is a workbook, save it as CSV
                    %PDF-1.7                        | is a PDF document; export its rows as CSV
                    \\u00d0\\u00cf\\u0011\\u00e0    | is an old Office document, such as Excel's .xls; save it as CSV
                    <html><table>                   | is a web page
                    <?xml version="1.0"?><?mso-application progid="Excel.Sheet"?> | is a workbook of Excel (XML Spreadsheet 2003)
                    {\\\\rtf1                       | is a document of a word processor (RTF)
                    \\u001f\\u008b\\u0008           | is compressed (gzip)
                    """)
    void namesAFormatThatIsNotRead(String beginning, String problem) {
        byte[] written = unescaped(beginning).getBytes(StandardCharsets.ISO_8859_1);
        for (String name : List.of("a.csv", "a.xlsx", "a.xml")) {
            assertThatExceptionOfType(BatchFileException.class)
                    .isThrownBy(() -> read(written, name, FOLDER))
                    .withMessageStartingWith("The file " + problem);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.xlsx", "a.XLS", "a.ods", "a.pdf"})
    void namesAFormatThatTheNameTells(String name) {
        assertThatExceptionOfType(BatchFileException.class)
                .isThrownBy(() -> read("x".getBytes(StandardCharsets.UTF_8), name, FOLDER))
                .withMessageStartingWith("The file has the name of a")
                .withMessageContaining("CSV");
    }

    @Test
    void readsATextWithoutALayoutAsATableIfItNamesColumns() throws IOException {
        assertThat(Rows.texts(read("To;Text\n1;a\n".getBytes(StandardCharsets.UTF_8), "a.txt", FOLDER)))
                .containsExactly("a");
        assertThatExceptionOfType(BatchFileException.class)
                .isThrownBy(() -> read("Telefono\tTesto\n1\ta\n".getBytes(StandardCharsets.UTF_8), "a.txt", FOLDER))
                .withMessageContaining("Telefono:to, Testo:text");
        assertThatExceptionOfType(BatchFileException.class)
                .isThrownBy(() -> read("+393330000001 Ciao\n".getBytes(StandardCharsets.UTF_8), "a.txt", FOLDER))
                .withMessageContaining("is of fixed width, but has no layout")
                .withMessageContaining("name its columns in the first line");
    }

    private static String unescaped(String text) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (text.startsWith("\\u", i)) {
                plain.append((char) Integer.parseInt(text.substring(i + 2, i + 6), 16));
                i += 5;
            } else if (text.startsWith("\\\\", i)) {
                plain.append('\\');
                i++;
            } else {
                plain.append(text.charAt(i));
            }
        }
        return plain.toString();
    }

    private static List<String> texts(String file) throws IOException {
        return Rows.texts(read(file.getBytes(StandardCharsets.UTF_8), "a.csv", FOLDER));
    }

    private static BatchFile open(byte[] bytes, String name, BatchSettings folder) throws IOException {
        return BatchFile.open(new ByteArrayInputStream(bytes), name, folder);
    }

    private static List<Row> read(byte[] bytes, String name, BatchSettings folder) throws IOException {
        List<Row> rows = new ArrayList<>();
        try (BatchFile file = open(bytes, name, folder)) {
            for (Optional<Row> row = file.rows().next();
                    row.isPresent();
                    row = file.rows().next()) {
                rows.add(row.get());
            }
        }
        return rows;
    }
}
