package io.staffetta.batch.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.staffetta.batch.text.BatchFileException;
import io.staffetta.batch.text.BatchFormat;
import io.staffetta.batch.text.BatchSettings;
import io.staffetta.batch.text.Layout;
import io.staffetta.batch.text.Row;
import io.staffetta.batch.text.Rows;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FixedWidthRowsTest {

    private static BatchSettings layout(String layout) {
        return new BatchSettings(
                BatchFormat.FIXED,
                Optional.empty(),
                Optional.empty(),
                Optional.of(Layout.parse(layout)),
                Optional.empty(),
                "",
                "",
                "bulk");
    }

    @Test
    void cutsLinesAtTheirPlaces() {
        List<Row> rows = Rows.of("\ufeff12  Ciao  \r\n3   \ud83d\ude00 a\n\n4\n", layout("to: 1-4, text: 5-10"));

        assertThat(Rows.texts(rows)).containsExactly("Ciao", "\ud83d\ude00 a", "");
        assertThat(rows).extracting(row -> Rows.value(row, "to")).containsExactly("12", "3", "4");
        assertThat(rows).extracting(Row::line).containsExactly(1L, 2L, 4L);
    }

    @Test
    void letsTheLastFieldGoToTheEndOfTheLine() {
        assertThat(Rows.texts(Rows.of("1 " + "x".repeat(500), layout("to:1-2,text:3-"))))
                .containsExactly("x".repeat(500));
    }

    @Test
    void losesNothingThatNoFieldHas() {
        List<Row> rows = Rows.of("1  x a\n1    abcd\n1    ab\n", layout("to:1-2,text:6-8"));

        assertThat(Rows.texts(rows))
                .containsExactly(
                        "Message must have blanks only where the layout has no field: after character 2 and before 6",
                        "Message must have blanks only where the layout has no field: after character 8",
                        "ab");
    }

    @Test
    void goesOnAfterALineThatIsTooLong() {
        assertThat(Rows.texts(Rows.of("1" + "x".repeat(Row.MAX_LENGTH) + "\n1 a", layout("to:1-2,text:3-"))))
                .containsExactly("Message must be at most 1048576 characters long", "a");
    }

    @Test
    void refusesAnEmptyFileAndALayoutOfUnknownFields() {
        assertThatExceptionOfType(BatchFileException.class)
                .isThrownBy(() -> Rows.of("", layout("to:1-2,text:3-")))
                .withMessage("The file is empty; each line must be a row as the layout says");
        assertThatExceptionOfType(BatchFileException.class)
                .isThrownBy(() -> Rows.of("1", layout("to:1-2,tekst:3-")))
                .withMessageStartingWith("The file has a layout that names columns that are unknown: 'tekst'");
    }

    @ParameterizedTest(name = "{index} {0}")
    @CsvSource(delimiter = '|', textBlock = """
                    ''                | A layout must be fields and the characters that they take, such as to:1-15, text:16-175
                    to                | but has 'to'
                    to:0-3            | but has 'to:0-3'
                    to:1-3,           | but has ''
                    to:1-3,text:3-9   | Field 'text' of the layout must begin after the one before it
                    to:5-3            | Field 'to' of the layout must begin after the one before it, and end after its beginning
                    to:1-,text:3-9    | Field 'text' of the layout must begin after the one before it
                    """)
    void saysWhatIsWrongWithALayout(String layout, String problem) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Layout.parse(layout))
                .withMessageContaining(problem);
    }
}
