package io.staffetta.batch.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.batch.text.BatchSettings;
import io.staffetta.batch.text.Layout;
import io.staffetta.batch.text.MalformedInput;
import io.staffetta.batch.text.Row;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows as they are written, and files that are made of them again. */
class WrittenRowsTest {

    private static final BatchSettings ANY = new BatchSettings(
            null,
            Optional.empty(),
            Optional.empty(),
            Optional.of(Layout.parse("to:1-15,text:16-")),
            Optional.empty(),
            "",
            "",
            "bulk");

    private record Opened(List<Row> rows, Frame frame) {

        byte[] again() throws IOException {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.write(MalformedInput.encode(frame.head(), frame.charset()));
            for (int i = 0; i < rows.size(); i++) {
                out.write(MalformedInput.encode(
                        (i == 0 ? "" : frame.between()) + rows.get(i).written(), frame.charset()));
            }
            out.write(MalformedInput.encode(frame.tail(), frame.charset()));
            return out.toByteArray();
        }
    }

    private static Opened open(byte[] bytes, String name) throws IOException {
        List<Row> rows = new ArrayList<>();
        try (BatchFile file = BatchFile.open(new ByteArrayInputStream(bytes), name, ANY)) {
            for (Optional<Row> row = file.rows().next();
                    row.isPresent();
                    row = file.rows().next()) {
                rows.add(row.get());
            }
            return new Opened(rows, file.rows().frame());
        }
    }

    private static byte[] latin1(String text) {
        return text.replace("\\r", "\r").replace("\\n", "\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    a.csv   | `to,text\\r\\n1,"a\\r\\nb"\\r\\n2\\n3,x"y\\n"4"5,z\\r6,last`
                    a.csv   | `\u00ef\u00bb\u00bf#staffetta {"account":"plus"}\\r\\nto;text\\n1;perch\u00e9 \u00ff\\n`
                    a.jsonl | `{"to":"1"}\\n {"to": nonsense\\n"\u00e9\u0080"\\n`
                    a.jsonl | `#staffetta {"sendAt":"2026-11-22T10:00:00Z"}\\n{"to":1}`
                    a.txt   | `3330000001     Ciao\\r\\n3330000002     Caff\u00e8\\r\\n`
                    a.json  | `[\\n{"to": "1", "text" : "\\u00e9\u00e9"},\\n[1, {"a":[2]}],\\n"x",\\n-1.50e3\\n]\\n`
                    a.xml   | `<?xml version="1.0"?>\\n<!-- > --><m:messages xmlns:m="a>b">\\n<m:message><to>1</to><!-- </m:message> --><text><![CDATA[</m:message>]]>caff\u00e9</text></m:message>\\n<message/>\\n<message a='>"' ></message >\\n</m:messages>\\n`
                    """)
    void makeTheSameFileByteForByte(String name, String text) throws IOException {
        byte[] bytes = latin1(text);

        assertThat(open(bytes, name).again()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "windows-1252", "UTF-8", "Shift_JIS"})
    void makeTheSameFileInEveryEncoding(String charset) throws IOException {
        String mark = charset.startsWith("UTF-") ? "\ufeff" : "";
        byte[] bytes = (mark + "#staffetta {\"charset\":\"" + charset + "\"}\nto,text\n1,x\n").getBytes(charset);
        BatchSettings settings = charset.startsWith("UTF-16") ? ANY.withCharset(StandardCharsets.UTF_16) : ANY;

        try (BatchFile file = BatchFile.open(new ByteArrayInputStream(bytes), "a.csv", settings)) {
            Row row = file.rows().next().orElseThrow();
            Frame frame = file.rows().frame();

            assertThat(frame.charset()).isEqualTo(Charset.forName(charset));
            assertThat((frame.head() + row.written()).getBytes(frame.charset())).isEqualTo(bytes);
            assertThat(row.line()).isEqualTo(3);
        }
    }

    @Test
    void keepBytesThatAreOfNoTextApartFromEachOther() throws IOException {
        byte[] head = latin1("{\"text\":\"");
        byte[] bytes = new byte[head.length + 256];
        System.arraycopy(head, 0, bytes, 0, head.length);
        for (int i = 0; i < 256; i++) {
            bytes[head.length + i] = (byte) (i == 0 || i == '\n' || i == '\r' ? ' ' : i);
        }
        byte[] kept = "\ufdd0\ufdef".getBytes(StandardCharsets.UTF_8);
        System.arraycopy(kept, 0, bytes, 200, kept.length);

        Opened opened = open(bytes, "a.jsonl");

        assertThat(opened.again()).isEqualTo(bytes);
        assertThat(MalformedInput.isIn(opened.rows().get(0).written())).isTrue();
    }

    @Test
    void haveNothingOfARowThatIsTooLong() throws IOException {
        String text = "x".repeat(Row.MAX_LENGTH);

        assertThat(open(latin1("[{\"text\":\"" + text + "\"},{\"to\":\"1\"}]"), "a.json")
                        .rows())
                .extracting(Row::written)
                .containsExactly("", "{\"to\":\"1\"}");
        assertThat(open(latin1("<messages><message><text>" + text + "</text></message><message/></messages>"), "a.xml")
                        .rows())
                .extracting(Row::written)
                .containsExactly("", "<message/>");
        assertThat(open(latin1("to,text\n1," + text + "\n2,a\n"), "a.csv").rows())
                .extracting(Row::written)
                .containsExactly("", "2,a\n");
    }

    @Test
    void areFoundBetweenMuchThatIsNoRow() throws IOException {
        String blanks = " ".repeat(3 * Row.MAX_LENGTH);

        assertThat(open(latin1(blanks + "[" + blanks + "{}" + blanks + ",1]"), "a.json")
                        .rows())
                .extracting(Row::written)
                .containsExactly("{}", "1");
    }
}
