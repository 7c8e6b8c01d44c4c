package io.staffetta.batch.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.staffetta.batch.text.BatchFileException;
import io.staffetta.batch.text.BatchFormat;
import io.staffetta.batch.text.BatchSettings;
import io.staffetta.batch.text.Row;
import io.staffetta.batch.text.Rows;
import io.staffetta.batch.text.Template;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvRowsTest {

    private static final BatchSettings CSV = BatchSettings.of(BatchFormat.CSV);

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t"})
    void findsTheSeparatorInTheHeader(String separator) {
        List<Row> rows = Rows.of(
                "to,text\n1,\"a,b;c\td\"\n".replace(",t", separator + "t").replace("1,", "1" + separator), CSV);

        assertThat(Rows.texts(rows)).containsExactly("a,b;c\td");
        assertThat(Rows.value(rows.get(0), "to")).isEqualTo("1");
    }

    @Test
    void takesTheSeparatorThatIsToldAndNoOther() {
        BatchSettings semicolon = new BatchSettings(
                BatchFormat.CSV, Optional.empty(), Optional.of(';'), Optional.empty(), Optional.empty(), "", "", "");

        assertThatExceptionOfType(BatchFileException.class).isThrownBy(() -> Rows.of("to,text\n1,a\n", semicolon));
        assertThat(Rows.texts(Rows.of("to;text\n1;a,b\n", semicolon))).containsExactly("a,b");
    }

    @Test
    void aLineOfSeparatorsWithoutEndNamesNone() {
        String header = "sep=" + ";".repeat(50_000) + "\nto;text\n1;a\n";

        assertThatExceptionOfType(BatchFileException.class).isThrownBy(() -> Rows.of(header, CSV));
        assertThatExceptionOfType(BatchFileException.class)
                .isThrownBy(() -> Rows.of("1".repeat(50_000) + "," + "1-".repeat(50_000) + "\n", CSV));
    }

    @Test
    void readsQuotesByteOrderMarkAndEveryLineEnd() {
        List<Row> rows = Rows.of(
                "\ufeff\"to\", text \r\n1,\"say \"\"hi\"\"\"\r\n\r\n2,\"two\r\nlines\"\r\n3,5\" nails\n4,\"\"\r5,last",
                CSV);

        assertThat(Rows.texts(rows)).containsExactly("say \"hi\"", "two\r\nlines", "5\" nails", "", "last");
        assertThat(rows).extracting(Row::number).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(rows).extracting(Row::line).containsExactly(2L, 4L, 6L, 7L, 8L);
    }

    @Test
    void goesOnAfterARowThatIsBad() {
        List<Row> rows = Rows.of("to,text\n1\n2,a,b\n3,\"a\"b\n4,good\n", CSV);

        assertThat(Rows.texts(rows))
                .satisfiesExactly(
                        first -> assertThat(first).isEmpty(),
                        second -> assertThat(second).contains("but has 3"),
                        third -> assertThat(third).contains("nothing between a closing quote and the separator"),
                        fourth -> assertThat(fourth).isEqualTo("good"));
    }

    @Test
    void goesOnAfterALineThatIsTooLong() {
        List<Row> rows = Rows.of("to,text\n1," + "x".repeat(Row.MAX_LENGTH) + "\n2,good\n", CSV);

        assertThat(Rows.texts(rows)).containsExactly("Message must be at most 1048576 characters long", "good");
        assertThat(rows.get(1).line()).isEqualTo(3);
    }

    @Test
    void goesOnAfterARowOfTooManyFields() {
        assertThat(Rows.texts(Rows.of("to,text\n" + ",x".repeat(20_000) + "\n2,good\n", CSV)))
                .containsExactly("Message cannot be read as CSV, or has too many fields", "good");
    }

    @Test
    void stopsWhereNobodyCanTellWhereTheNextRowBegins() {
        assertThatExceptionOfType(BatchFileException.class)
                .isThrownBy(() -> Rows.of("to,text\n1,a\n2,\"open\n3,b\n", CSV))
                .withMessageStartingWith("Line 3 has a quote that is not closed as it should be")
                .satisfies(e -> assertThat(e.line()).isEqualTo(3));
        assertThatExceptionOfType(BatchFileException.class)
                .isThrownBy(() -> Rows.of("to,text\n2,\"open\n3,\"b\"\n", CSV))
                .withMessageStartingWith("Line 2 has a quote");
        assertThatExceptionOfType(BatchFileException.class)
                .isThrownBy(() -> Rows.of("to,text\n2,\"open\n" + ("x".repeat(99) + "\n").repeat(20_000), CSV))
                .withMessageStartingWith("Line 2 has a quote");
    }

    @ParameterizedTest(name = "{index} {0}")
    @CsvSource(delimiter = '|', textBlock = """
                    ''                      | The file is empty
                    ' \\n\\n'               | The file is empty
                    +393330000001,Ciao      | Line 1 names no column that is known; it must name them, as in to,text; known are to, text, account
                    to,tekst                | Line 1 names columns that are unknown: 'tekst'; perhaps 'tekst' is text: write that, or say columns = tekst:text for the folder, or {"columns":"tekst:text"} after #staffetta in the first line; known are to, text, account, sender, reference, priority, validUntil, validFor, sendAt, pinned, tag, and others if a template uses them
                    telefono,numero,testo   | Line 1 names no column that is known; it must name them, as in to,text; perhaps 'telefono' is to, 'testo' is text: write that, or say columns = telefono:to, testo:text for the folder
                    \\nTo,txt               | Line 2 names columns that are unknown: 'txt'
                    to,text,TO              | Line 1 names the column 'to' twice
                    to,text,to              | Line 1 names the column 'to' twice
                    text,account            | Line 1 does not name the column 'to', which is needed
                    to,account              | Line 1 does not name the column 'text', which is needed
                    to,"text                | Line 1 has quotes that are not closed as they should be
                    """)
    void saysWhatIsWrongWithAHeader(String file, String problem) {
        assertThatExceptionOfType(BatchFileException.class)
                .isThrownBy(() -> Rows.of(file.replace("\\n", "\n"), CSV))
                .withMessageStartingWith(problem)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("0000001"));
    }

    @Test
    void takesFurtherColumnsOnlyIfATemplateUsesThem() {
        BatchSettings template = CSV.withTemplate(Template.parse("Dear {{ first name }}"));

        assertThat(Rows.value(Rows.of("to;first name\n1;Ada\n", template).get(0), "first name"))
                .isEqualTo("Ada");
        assertThatExceptionOfType(BatchFileException.class)
                .isThrownBy(() -> Rows.of("to;first name;city\n1;Ada;Pisa\n", template))
                .withMessageContaining("'city'")
                .withMessageContaining("and those that it uses: first name");
        assertThatExceptionOfType(BatchFileException.class)
                .isThrownBy(() -> Rows.of("to;sender\n1;Ada\n", template))
                .withMessageContaining("does not name the column 'first name', which is needed");
        assertThatExceptionOfType(BatchFileException.class)
                .isThrownBy(() -> Rows.of("to;first name;text\n1;Ada;a\n", template))
                .withMessageContaining("unknown: 'text'");
    }
}
