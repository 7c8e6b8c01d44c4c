package io.staffetta.batch.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.staffetta.batch.text.BatchFileException;
import io.staffetta.batch.text.BatchFormat;
import io.staffetta.batch.text.BatchSettings;
import io.staffetta.batch.text.Row;
import io.staffetta.batch.text.Rows;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** JSONL and JSON arrays. */
class JsonRowsTest {

    private static final BatchSettings JSONL = BatchSettings.of(BatchFormat.JSONL);
    private static final BatchSettings JSON = BatchSettings.of(BatchFormat.JSON);

    @Test
    void readsALineForEachRow() {
        List<Row> rows = Rows.of("\ufeff{\"to\":\"1\",\"text\":\"a\"}\r\n\n{\"text\":\"b\\n\"}", JSONL);

        assertThat(Rows.texts(rows)).containsExactly("a", "b\n");
        assertThat(rows).extracting(Row::number).containsExactly(1L, 2L);
        assertThat(rows).extracting(Row::line).containsExactly(1L, 3L);
    }

    @Test
    void goesOnAfterALineThatIsBad() {
        List<Row> rows = Rows.of(
                "{\"to\":\"1\"\n[1]\n\"a\"\n{\"a\":1,\"a\":2}\n{} {}\n" + "[".repeat(50) + "\n{\"text\":\""
                        + "x".repeat(Row.MAX_LENGTH) + "\"}\n{\"a\":" + "[".repeat(20) + "\n{\"text\":\"good\"}",
                JSONL);

        assertThat(Rows.texts(rows))
                .containsExactly(
                        "Message cannot be read as JSON at column 10",
                        "Message must be a JSON object, such as {\"to\":\"…\",\"text\":\"…\"}",
                        "Message must be a JSON object, such as {\"to\":\"…\",\"text\":\"…\"}",
                        "Field 'a' must be given only once",
                        "Message must end after the JSON object, but more follows",
                        "Message must be a JSON object, such as {\"to\":\"…\",\"text\":\"…\"}",
                        "Message must be at most 1048576 characters long",
                        "Message must not be nested deeper than 8 levels, nor have endless names or numbers",
                        "good");
    }

    @Test
    void readsAnArrayWithItsNumbersAsTheyAreWritten() {
        List<Row> rows = Rows.of(
                "[{\"to\":[\"1\",\"2\"],\"text\":\"a\",\"sum\":12.50},\n {\"text\":\"\\u00e8\",\"pinned\":true}]",
                JSON);

        assertThat(Rows.texts(rows)).containsExactly("a", "è");
        assertThat(Rows.value(rows.get(0), "sum")).isEqualTo("12.50");
        assertThat(rows.get(0).values().get("to")).hasSize(2);
        assertThat(rows.get(1).values().get("pinned").isBoolean()).isTrue();
        assertThat(rows).extracting(Row::line).containsExactly(1L, 2L);
        assertThat(Rows.of("[]", JSON)).isEmpty();
    }

    @Test
    void goesOnAfterAnElementThatIsBad() {
        String longRow = "{\"a\":[" + "\"0123456789\",".repeat(100_000) + "1]}";
        List<Row> rows = Rows.of("[1,[{}],{\"a\":1,\"a\":2}," + longRow + ",{\"text\":\"good\"}]", JSON);

        assertThat(Rows.texts(rows))
                .containsExactly(
                        "Message must be a JSON object, such as {\"to\":\"…\",\"text\":\"…\"}",
                        "Message must be a JSON object, such as {\"to\":\"…\",\"text\":\"…\"}",
                        "Field 'a' must be given only once",
                        "Message must be at most 1048576 characters long",
                        "good");
    }

    @ParameterizedTest(name = "{index} {0}")
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
                    ''                         | The file is empty
                    '{"to":"1"}'               | Line 1, column 1 does not begin with an array
                    '[{"to":"1"}'              | cannot be read as JSON
                    '[{"to":"1"} {"to":"2"}]'  | Line 1, column 13 cannot be read as JSON
                    '[{"to":"1"}] 1'           | Line 1, column 14 has more after the end of the array
                    """)
    void saysWhereAnArrayIsBroken(String file, String problem) {
        assertThatExceptionOfType(BatchFileException.class)
                .isThrownBy(() -> Rows.of(file, JSON))
                .withMessageContaining(problem);
    }

    @Test
    void refusesAnEmptyFileOfLines() {
        assertThatExceptionOfType(BatchFileException.class)
                .isThrownBy(() -> Rows.of("\n", JSONL))
                .withMessage("The file is empty; each line must be a JSON object");
    }
}
