package io.staffetta.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuditExportCommandTest {

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            plain        | plain
            =1+1         | "'=1+1"
            +39          | "'+39"
            -1           | "'-1"
            @SUM(A1)     | "'@SUM(A1)"
            a,b          | "a,b"
            say "hi"     | "say ""hi\"""
            """)
    void writesNoCellThatASpreadsheetWouldRun(String text, String cell) {
        assertThat(AuditExportCommand.cell(text)).isEqualTo(cell);
    }
}
