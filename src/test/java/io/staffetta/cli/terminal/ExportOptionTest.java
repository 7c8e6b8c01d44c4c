package io.staffetta.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExportOptionTest {

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            plain        | plain
            =1+1         | '=1+1
            ＝1+1        | '＝1+1
            +1+1         | '+1+1
            -1+1         | '-1+1
            @SUM(A1)     | '@SUM(A1)
            a,b          | "a,b"
            say "hi"     | "say ""hi\"""
            """)
    void writesNoCellThatASpreadsheetWouldRun(String text, String cell) {
        String row = ExportOption.row(
                List.of("number", "at", "why", "hash"),
                JsonNodeFactory.instance.objectNode().put("number", 7).put("why", text));

        assertThat(row).isEqualTo("7,," + cell + ",\r\n");
    }

    @ParameterizedTest
    @CsvSource({"'\n=1+1'", "'\r=1+1'", "'\t=1+1'"})
    void norOneThatBeginsWithALineBreakOrATab(String text) {
        String row = ExportOption.row(
                List.of("why"), JsonNodeFactory.instance.objectNode().put("why", text));

        assertThat(row).contains("'" + text);
    }
}
