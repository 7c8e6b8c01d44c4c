package io.staffetta.batch.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.staffetta.batch.text.BatchFormat;
import io.staffetta.batch.text.BatchSettings;
import io.staffetta.batch.text.Layout;
import io.staffetta.batch.text.Row;
import io.staffetta.batch.text.Rows;
import io.staffetta.batch.text.Template;
import io.staffetta.message.InvalidMessageException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows as messages: encodings, templates and defaults. */
class RowMessagesTest {

    private static final BatchSettings CSV = BatchSettings.of(BatchFormat.CSV);
    private static final BatchSettings JSONL = BatchSettings.of(BatchFormat.JSONL);

    @Test
    void fillsInWhatARowDoesNotGive() {
        BatchSettings settings = new BatchSettings(
                BatchFormat.CSV,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "main",
                "Shop",
                "bulk");

        assertThat(messages("to,text,priority,account\n1,a,,\n2,b,high,x\n", settings))
                .satisfiesExactly(
                        first -> assertThat(first)
                                .contains("\"priority\":\"bulk\"", "\"account\":\"main\"", "\"sender\":\"Shop\""),
                        second -> assertThat(second)
                                .contains("\"priority\":\"high\"", "\"account\":\"x\"", "\"sender\":\"Shop\""));
    }

    @Test
    void putsColumnsIntoTheTemplateAsTheyAre() {
        BatchSettings settings = CSV.withTemplate(Template.parse("{{name}} {x} {{ reference }}{{name}}!"));

        assertThat(messages("to,name,reference\n1,{{to}},r1\n", settings).get(0))
                .contains("\"text\":\"{{to}} {x} r1{{to}}!\"", "\"reference\":\"r1\"")
                .doesNotContain("\"name\"");
    }

    @Test
    void letsTheTemplateGoAroundTheTextOfARow() {
        assertThat(messages("to,text\n1,Ciao\n", CSV.withTemplate(Template.parse("Shop: {{text}}"))))
                .singleElement()
                .asString()
                .contains("\"text\":\"Shop: Ciao\"");
    }

    @Test
    void refusesARowWithoutAParameter() {
        BatchSettings settings = JSONL.withTemplate(Template.parse("Sum {{sum}}"));

        assertThat(problems("""
                        {"to":"1","sum":12.50}
                        {"to":"1"}
                        {"to":"1","sum":""}
                        {"to":"1","sum":" "}
                        {"to":"1","sum":null}
                        {"to":"1","sum":[1]}
                        {"to":"1","sum":1,"text":"a"}
                        """, settings))
                .containsExactly(
                        "",
                        "Field 'sum' must have a value, since the template has a place for it",
                        "Field 'sum' must have a value, since the template has a place for it",
                        "Field 'sum' must have a value, since the template has a place for it",
                        "Field 'sum' must have a value, since the template has a place for it",
                        "Field 'sum' must be a string, a number, true or false, to go into the template",
                        "Field 'text' must not be given, since the template is the text");
        assertThat(messages("{\"to\":\"1\",\"sum\":12.50}", settings).get(0)).contains("\"text\":\"Sum 12.50\"");
    }

    @ParameterizedTest(name = "{index} {0}")
    @CsvSource(delimiter = '|', textBlock = """
                    ' '         | The template is empty
                    a {{}}      | write the name of a column between the braces
                    a {{ b      | The template has {{ without }}
                    a {{b}} {{  | The template has {{ without }}
                    """)
    void saysWhatIsWrongWithATemplate(String template, String problem) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Template.parse(template))
                .withMessageContaining(problem);
    }

    @ParameterizedTest
    @EnumSource
    void refusesOnlyTheRowWithBytesOfAnotherEncoding(BatchFormat format) {
        BatchSettings settings = format == BatchFormat.FIXED
                ? new BatchSettings(
                        format,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(Layout.parse("to:1-1,text:2-")),
                        Optional.empty(),
                        "",
                        "",
                        "")
                : BatchSettings.of(format);
        String file =
                switch (format) {
                    case CSV -> "to,text\n1,%s\n2,%s\n3,%s\n";
                    case JSONL -> "{\"text\":\"%s\"}\n{\"text\":\"%s\"}\n{\"text\":\"%s\"}";
                    case JSON -> "[{\"text\":\"%s\"},{\"text\":\"%s\"},{\"text\":\"%s\"}]";
                    case XML ->
                        "<messages><message><text>%s</text></message><message><text>%s</text></message>"
                                + "<message><text>%s</text></message></messages>";
                    case FIXED -> "1%s\n2%s\n3%s\n";
                };
        byte[] bytes = file.formatted("Ã¨", "perch\u00e9", "b").getBytes(StandardCharsets.ISO_8859_1);

        List<Row> rows = Rows.of(bytes, settings);

        assertThat(Rows.value(rows.get(0), "text")).isEqualTo("è");
        assertThat(problems(rows, settings))
                .containsExactly(
                        "",
                        "Field 'text' must be text in UTF-8, but has bytes that are not; save the file so, or give the"
                                + " charset that it has",
                        "");
    }

    @Test
    void decodesAsItIsTold() {
        BatchSettings settings = CSV.withCharset(Charset.forName("windows-1252"));

        assertThat(Rows.texts(Rows.of("to,text\n1,10 €\n".getBytes(Charset.forName("windows-1252")), settings)))
                .containsExactly("10 €");
        assertThat(Rows.texts(Rows.of(
                        "to\ttext\n1\t10 €\n".getBytes(StandardCharsets.UTF_16),
                        CSV.withCharset(StandardCharsets.UTF_16))))
                .containsExactly("10 €");
        assertThat(Rows.texts(Rows.of("to\ttext\n1\ta\n".getBytes(StandardCharsets.UTF_16), CSV)))
                .containsExactly("a");
    }

    private static List<String> messages(String file, BatchSettings settings) {
        RowMessages messages = new RowMessages(settings);
        return Rows.of(file, settings).stream().map(messages::json).toList();
    }

    private static List<String> problems(String file, BatchSettings settings) {
        return problems(Rows.of(file, settings), settings);
    }

    private static List<String> problems(List<Row> rows, BatchSettings settings) {
        RowMessages messages = new RowMessages(settings);
        return rows.stream()
                .map(row -> {
                    try {
                        messages.json(row);
                        return "";
                    } catch (InvalidMessageException e) {
                        return e.getMessage();
                    }
                })
                .toList();
    }
}
