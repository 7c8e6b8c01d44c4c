package io.staffetta.batch.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.staffetta.batch.format.BatchFile;
import io.staffetta.batch.rows.RowMessages;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DirectiveTest {

    private static final BatchSettings FOLDER = new BatchSettings(
            null, Optional.empty(), Optional.of(';'), Optional.empty(), Optional.empty(), "main", "Shop", "bulk");

    private static BatchFile open(String text, Charset charset, String name) throws IOException {
        return BatchFile.open(new ByteArrayInputStream(text.getBytes(charset)), name, FOLDER);
    }

    private static BatchFile open(String text, String name) throws IOException {
        return open(text, StandardCharsets.UTF_8, name);
    }

    @Test
    void saysMoreThanTheFolder() throws IOException {
        BatchFile file = open(
                "#staffetta {\"template\":\"Dear {{name}}\", \"account\":\"plus\", \"priority\":\"high\","
                        + "\"sendAt\":\"2026-11-22T11:00:00+01:00\", \"spread\":\"PT2H\"}\r\nto;name\n1;Ada\n",
                "a.csv");

        assertThat(file.directive().sendAt().map(sendAt -> sendAt.of(Instant.EPOCH)))
                .contains(Instant.parse("2026-11-22T10:00:00Z"));
        assertThat(file.directive().spread()).contains(Duration.ofHours(2));
        assertThat(file.directive().json()).startsWith("{\"template\"").endsWith("}");
        assertThat(file.settings().account()).isEqualTo("plus");
        assertThat(file.settings().sender()).isEqualTo("Shop");
        assertThat(file.settings().format()).isEqualTo(BatchFormat.CSV);
        Row row = file.rows().next().orElseThrow();
        assertThat(row.line()).isEqualTo(3);
        assertThat(new RowMessages(file.settings()).json(row))
                .contains("\"text\":\"Dear Ada\"", "\"account\":\"plus\"", "\"priority\":\"high\"");
    }

    @Test
    void isNotNeeded() throws IOException {
        BatchFile file = open("to;text\n1;#staffetta {}\n", "a.csv");

        assertThat(file.directive()).isEqualTo(Directive.NONE);
        assertThat(file.directive().sendAt()).isEmpty();
        assertThat(file.settings().separator()).contains(';');
        assertThat(file.rows().next().orElseThrow().line()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    a.jsonl | `{"to":"1","text":"a"}`
                    a.json  | `[{"to":"1","text":"a"}]`
                    a.xml   | `<?xml version="1.0" encoding="UTF-8"?><messages><message><to>1</to><text>a</text></message></messages>`
                    a.csv   | `to,text\n1,a`
                    """)
    void standsBeforeEveryFormatWithAByteOrderMarkToo(String name, String rest) throws IOException {
        BatchSettings any = BatchSettings.of(BatchFormat.ofFileName(name).orElseThrow());
        byte[] bytes = ("\ufeff#staffetta {\"sender\":\"Shop\"}\n" + rest.replace("\\n", "\n"))
                .getBytes(StandardCharsets.UTF_8);

        BatchFile file = BatchFile.open(new ByteArrayInputStream(bytes), name, any);

        Row row = file.rows().next().orElseThrow();
        assertThat(Rows.value(row, "text")).isEqualTo("a");
        assertThat(row.line()).isEqualTo(name.equals("a.csv") ? 3 : 2);
        assertThat(file.settings().sender()).isEqualTo("Shop");
    }

    @Test
    void tellsItsOwnEncoding() throws IOException {
        BatchFile file = open(
                "#staffetta {\"charset\":\"windows-1252\",\"template\":\"Perché {{n}} €\"}\nto;n\n1;è\n",
                Charset.forName("windows-1252"),
                "a.csv");

        assertThat(new RowMessages(file.settings()).json(file.rows().next().orElseThrow()))
                .contains("\"text\":\"Perché è €\"");
    }

    @Test
    void countsInPlacesOfErrorsBehindIt() {
        assertThatExceptionOfType(BatchFileException.class)
                .isThrownBy(() -> Rows.of("#staffetta {}\n[{},\nx]", BatchSettings.of(BatchFormat.JSON)))
                .withMessageStartingWith("Line 3, column ");
        assertThatExceptionOfType(BatchFileException.class)
                .isThrownBy(() -> Rows.of("#staffetta {}\n<messages>\n<x/>", BatchSettings.of(BatchFormat.XML)))
                .withMessageStartingWith("Line 3, column ");
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"acount":"plus"}             | has the key 'acount' after #staffetta, which is unknown; known are template, account, sender, priority, sendAt, spread, charset, separator, format, layout and columns
                    {"template":"{{x"}            | has a 'template' after #staffetta that is wrong; The template has {{ without }}
                    {"account":"Plus!"}           | has a 'account' after #staffetta that is wrong; it must be the id of an account
                    {"sender":""}                 | has a 'sender' after #staffetta that is wrong; it must be a name of 1 to 11 characters
                    {"priority":"urgent"}         | has a 'priority' after #staffetta that is wrong; it must be high, normal or bulk
                    {"sendAt":"22/11/2026"}       | has a 'sendAt' after #staffetta that is wrong; it must be a time of the day such as 08:00
                    {"spread":"2h"}               | has a 'spread' after #staffetta that is wrong; it must be an ISO-8601 duration
                    {"spread":"-PT1H"}            | has a 'spread' after #staffetta that is wrong
                    {"charset":"klingon"}         | has a 'charset' after #staffetta that is wrong; is not known; such are UTF-8
                    {"separator":"x"}             | has a 'separator' after #staffetta that is wrong; it must be comma, semicolon or tab
                    {"format":"xls"}              | has a 'format' after #staffetta that is wrong; it must be one of csv, jsonl, json, xml, fixed
                    {"format":"fixed"}            | is of fixed width, but has no layout
                    {"layout":"to"}               | has a 'layout' after #staffetta that is wrong; A layout must be
                    {"account":1}                 | has a 'account' that is no string; write it in double quotes
                    {"account":"a","account":"b"} | has after #staffetta what cannot be read as one JSON object, each key once
                    {"account":"a"} x             | has after #staffetta what cannot be read as one JSON object
                    {"account":                   | has after #staffetta what cannot be read as one JSON object
                    ["a"]                         | has no JSON object after #staffetta; it must be as in #staffetta {
                    ``                            | has no JSON object after #staffetta
                    {"account":"\u00e9"}          | has
                    """)
    void saysWhatWouldBeRight(String json, String wrong) {
        assertThatExceptionOfType(BatchFileException.class)
                .isThrownBy(() -> open("#staffetta " + json + "\nto;text\n1;a\n", "a.csv"))
                .withMessageStartingWith("Line 1 " + wrong)
                .satisfies(e -> assertThat(e.line()).isEqualTo(1));
    }

    @Test
    void hasAnEnd() {
        assertThatExceptionOfType(BatchFileException.class)
                .isThrownBy(() -> open("#staffetta {\"template\":\"" + "x".repeat(Directive.MAX_BYTES), "a.csv"))
                .withMessageStartingWith("Line 1 is longer than 65536 bytes");
    }

    @Test
    void mustBeOfItsEncoding() {
        assertThatExceptionOfType(BatchFileException.class)
                .isThrownBy(() ->
                        open("#staffetta {\"template\":\"Perché\"}\nto\n1\n", Charset.forName("windows-1252"), "a.csv"))
                .withMessageStartingWith("Line 1 has bytes that are not UTF-8; save the file so, or name its charset");
    }
}
